"""Why a frame failed, by the real wording of renderers and systems."""

from __future__ import annotations

import pytest

from foxsubmit.core.model.logs.reasons import Reason, advice, explain, phrase, word
from foxsubmit.core.model.logs.rules import Cause

# What renderers write, with names and figures made up.
LINES = (
    # Blender and Cycles
    (Cause.CARD_MEMORY, "", "System is out of GPU and shared host memory"),
    (Cause.CARD_MEMORY, "", "CUDA error: Out of memory in cuMemAlloc(&device_pointer, size)"),
    (Cause.CARD_MEMORY, "", "Out of memory in cuStreamCreate(&cuda_stream_, CU_STREAM_NON_BLOCKING) (queue.cpp:21)"),
    (Cause.MEMORY, "4294967296", "Calloc array returns null: len=4294967296x16 in MVert, total 91234567"),
    (Cause.MEMORY, "", "Error: Out of memory"),
    (Cause.MEMORY, "", "MemoryError"),
    (Cause.MEMORY, "", "terminate called after throwing an instance of 'std::bad_alloc'"),
    (Cause.MEMORY, "", "blender: error while loading shared libraries: libpoppler.so.126: cannot map zero-fill pages"),
    (Cause.MEMORY, "", "OSError: [Errno 12] Cannot allocate memory"),
    (Cause.MEMORY, "", "ImportError: libopenvdb.so.12.0: failed to map segment from shared object"),
    (Cause.CARD, "", "Illegal address in cuMemcpyDtoH( (char *)mem.host_pointer + offset, size), line 970"),
    (Cause.CARD, "", "CUDA error at cuCtxCreate: Illegal address"),
    (Cause.FILE, "/fox/tex/marble_color.png",
     "Error: cannot read file '/fox/tex/marble_color.png': No such file or directory"),
    (Cause.PLUGIN, "fox_wood", "Error: Add-on not loaded: \"fox_wood\", cause: No module named 'fox_wood'"),
    (Cause.CRASH, "", "Writing: /tmp/shot.crash.txt\nSegmentation fault (core dumped)"),
    # Arnold
    (Cause.FILE, "/proj/tex/wall.tx",
     "00:00:02   288MB ERROR   |  [texturesys] wall: Invalid image file \"/proj/tex/wall.tx\": could not open"),
    (Cause.LICENCE, "",
     "00:00:03   301MB ERROR   | aborting render because the abort_on_license_fail option was enabled"),
    (Cause.PLUGIN, "alSurface", "00:00:01   99MB ERROR   | [ass] line 42: node type \"alSurface\" is not installed"),
    (Cause.CARD, "", "00:00:05   900MB ERROR   | [gpu] OptiX error: 7050"),
    # V-Ray
    (Cause.LICENCE, "", "error: Could not obtain a license (127)."),
    (Cause.FILE, r"P:\maps\brick_bump.exr",
     "[2026/Mar/1|09:30] error: Could not load file \"P:\\maps\\brick_bump.exr\""),
    (Cause.MEMORY, "", "Memory allocation failure; render stopped"),
    (Cause.CRASH, "", "error: UNHANDLED EXCEPTION: Preparing ray server..."),
    # Redshift
    (Cause.LICENCE, "", "[Redshift] Maxon licensing error: User not logged in (7)"),
    (Cause.CARD_MEMORY, "", "[Redshift] ABORT: Could not allocate enough space for geometry on the GPU: out of VRAM"),
    # Mantra, Karma
    (Cause.FILE, "/job/tex/sand.rat.exr", "mantra: Unable to load texture \"/job/tex/sand.rat.exr\""),
    (Cause.LICENCE, "", "No licenses could be found to run this application."),
    (Cause.PLUGIN, "labs::cliff", "Error: Unknown node type: labs::cliff"),
    # Octane
    (Cause.CARD, "", "CUDA error 700 on device 0: an illegal memory access was encountered; device failed"),
    (Cause.CARD_MEMORY, "",
     "device 0: failed to allocate device memory, out of memory on the GPU: not enough GPU memory"),
    # Corona, 3ds Max
    (Cause.LICENCE, "", "Corona: License error: no license available"),
    (Cause.FILE, "", "ERR: Missing external files"),
    (Cause.PLUGIN, "", "ERR: Missing dlls"),
    # Systems and farms
    (Cause.TIME, "7200 seconds", "The frame took longer than 7200 seconds."),
    (Cause.MEMORY, "63.8 GB", "slurm: out of memory, used 63.8 GB of 64 GB"),
    (Cause.CRASH, "", "Exception: EXCEPTION_ACCESS_VIOLATION at 0x00007ff6"),
)


@pytest.mark.parametrize(("cause", "what", "line"), LINES)
def test_the_wording_of_renderers_is_known(cause, what, line):
    reason = explain(["Fra:1 Mem:12M", *line.split("\n"), "Blender quit"])
    assert (reason.cause, reason.what) == (cause, what)
    assert phrase(reason)
    assert word(reason)
    assert advice(reason.cause).endswith(".")


def test_the_gravest_kind_is_the_reason_and_what_was_got_over_is_none():
    lines = ["Warning: texture /a/b.png not found, skipped",
             "Error: the licence server did not answer, trying the next one",
             "Error: Out of memory", "Segmentation fault"]
    assert explain(lines) == Reason(Cause.MEMORY, "Error: Out of memory")


def test_what_no_rule_knows_is_said_to_be_unknown_with_the_first_error():
    reason = explain(["Fra:1", "Error: no camera.", "Error: nothing was written.", "Blender quit"])
    assert reason == Reason(Cause.UNKNOWN, "Error: no camera")
    assert phrase(reason) == "the reason is not known"


def test_the_farms_own_sentence_comes_before_the_first_error():
    lines = ["Error: of no account", "frame 2 failed: The disk of the farm is full."]
    assert explain(lines).line == "The disk of the farm is full"


@pytest.mark.parametrize(("lines", "reason"), [
    (["ImportError: no such thing", "Bye", ""], Reason(Cause.UNKNOWN, "ImportError: no such thing")),
    (["Fra:1", "Quit", " "], Reason(Cause.UNKNOWN, "Quit")),
    (["", " "], Reason(Cause.SILENT)),
    ([], Reason(Cause.SILENT)),
])
def test_without_an_error_the_last_line_is_all_there_is(lines, reason):
    assert explain(lines) == reason


def test_a_usual_log_has_no_reason_that_is_made_up():
    lines = ["Memory: 12 GB of 64 GB used", "License checked out", "Loading plugin arnold", "CUDA device: RTX",
             "Saved: /tmp/0001.png", "Time: 00:12", "quit"]
    assert explain(lines).cause is Cause.UNKNOWN


def test_a_long_line_is_cut():
    assert len(explain(["Error: " + "x" * 500]).line) == 160
