"""The wording of renderers by which a log says why a frame failed: a table of rules, the gravest kind first."""

from __future__ import annotations

import enum
import re


class Cause(enum.Enum):
    """What kind of thing went wrong. The value is what JSON says."""

    MEMORY = "memory"
    CARD_MEMORY = "card memory"
    LICENCE = "licence"
    PLUGIN = "plugin"
    CARD = "card"
    """The graphics card or its driver."""
    TIME = "time"
    FILE = "file"
    CRASH = "crash"
    UNKNOWN = "unknown"
    SILENT = "silent"
    """The log says nothing, or cannot be read."""


_FIGURE = r"(?P<what>\d[\d.,]* ?(?:[KMGT]i?B|bytes|[KMGT]\b))"
_PATH = (r"""["'“‘`(]*(?P<what>(?:[A-Za-z]:|[\\/])[^"'”’`)]*?(?:\.\w{2,9})+|[\w .\-/\\#%<>]+\."""
         r"(?:exr|tx|tif|tiff|png|jpe?g|tga|hdr|psd|abc|vdb|usd[acz]?|ass|vrmesh|bgeo(?:\.sc)?|rs"
        r"|fbx|obj|blend|ies|bmp))\b")

RULES: tuple[tuple[Cause, tuple[str, ...]], ...] = (
    (Cause.CARD_MEMORY, (
        r"out of gpu (and shared host )?memory",
        r"out of memory in cu\w+",
        r"cuda_?error_?out_?of_?memory",
        r"CUDA error.*out of memory",
        r"(optix|hip|metal|opencl|device|gpu|cuda)\b.*(out of|not enough|insufficient) (device |gpu )?memory",
        r"out of v?ram",
        r"not enough (gpu|device|graphics|vram) ?memory",
        r"(could not|failed to|unable to|cannot) allocate .*(gpu|vram|device|cuda)",
        r"could not allocate .*(geometry|texture|ray).*(gpu|device) memory",
        r"insufficient (gpu|vram|device) memory",
    )),
    (Cause.MEMORY, (
        r"(not enough|insufficient) (free |virtual |system )?memory[^\d]*" + _FIGURE,
        r"out of memory[^\d]*" + _FIGURE,
        r"(failed|unable|cannot|could not|can't) (to )?allocate[^\d]*" + _FIGURE,
        r"calloc.*returns? null.*?len=(?P<what>\d+)",
        r"malloc.*returns? null.*?len=(?P<what>\d+)",
        r"out of memory",
        r"cannot allocate memory",
        r"memoryerror",
        r"bad_alloc",
        r"failed to (map segment|allocate)",
        r"cannot map zero-fill pages",
        r"[mc]alloc.*(fail|returns? null)",
        r"(not enough|insufficient) (free |virtual |system )?memory",
        r"memory allocation failure",
        r"memory exhausted",
        r"oom[- ]?kill",
        r"killed process \d+",
        r"exceed(ed|s) (the )?memory limit",
    )),
    (Cause.LICENCE, (
        r"maxon licensing error",
        r"could not obtain a licen[sc]e",
        r"no licen[sc]es? (could be|was|were) (found|obtained|available)",
        r"abort_on_license_fail",
        r"could not initialize licen[sc]e",
        r"because of failed authorization",
        r"licen[sc]e was not obtained",
        r"licen[sc]e (error|failed|failure|expired|denied|invalid|not (found|available|activated|obtained))",
        r"licen[sc]ing (error|failed|failure)",
        r"(invalid|expired|no( valid)?|missing) licen[sc]e\b",
        r"no suitable licen[sc]e",
        r"failed to (check ?out|acquire|obtain|get|connect to).{0,30}licen[sc]e",
        r"licen[sc]e server (did not|does not|is not|cannot)",
        r"\{SEVERE\} licen[sc]e",
        r"no licen[sc]e (available|for)",
        r"unable to (obtain|acquire|check ?out|get).{0,20}licen[sc]e",
        r"(can't|cannot) connect to licen[sc]e",
        r"flexnet licensing error",
    )),
    (Cause.PLUGIN, (
        r"""plug-?in[, ]+[\"'“]?(?P<what>[\w\-.]+)[\"'”]?,? (was not|is not|could not be|cannot"""
        r" be|not) (found|loaded)",
        r"(could not|cannot|can't|failed to|unable to) (load|find|initialize) (the"
        r""" )?(plug-?in|add-?on)[: ]*[\"'“]?(?P<what>[\w\-.]+)?""",
        r"""add-?on not loaded:? [\"'“]?(?P<what>[\w\-.]+)""",
        r"missing (dlls?|plug-?ins?)\b[: ]*(?P<what>[\w\-.]+)?",
        r"""unknown (node|shader|render(er)?|object) (type|engine)?:? ?[\"'“]?(?P<what>[\w\-.:]+)""",
        r"""node (entry )?type [\"'“]?(?P<what>[\w\-.]+)[\"'”]? (is )?not (found|installed|registered)""",
        r"""unrecognized (node|command|renderer)[^\"'“]*[\"'“](?P<what>[\w\-.]+)""",
        r"""unable to find node [\"'“]?(?P<what>[\w\-.]+)""",
        r"""modulenotfounderror: no module named [\"'“](?P<what>[\w\-.]+)""",
        r"""no module named [\"'“]?(?P<what>[\w\-.]+)""",
        r"""renderer [\"'“]?(?P<what>[\w\-.]+)[\"'”]? (is )?not (found|installed|available|loaded)""",
        r"invalid node type name",
        r"couldn't (load|find) render delegate",
        r"""render engine [\"'“](?P<what>[\w\-.]+)[\"'”] not found""",
    )),
    (Cause.CARD, (
        r"illegal address in cu",
        r"cuda error",
        r"cu\w* error",
        r"optix(_| )error",
        r"hip error",
        r"opencl error",
        r"vulkan error",
        r"no (cuda|optix|compatible|supported|hip)[- ]?(capable )?(gpu|device|card)s?",
        r"driver (version )?is (insufficient|too old|outdated)",
        r"(gpu|device|driver).{0,20}(lost|removed|hung|reset|timed? ?out|not supported)",
        r"failed to (create|initiali[sz]e) (cuda|optix|opencl|hip|gpu|opengl)",
        r"unable to (open|create) (a )?(display|opengl|gl context)",
        r"could not find a (suitable|matching|compatible) (gpu|device)",
        r"device failed",
        r"kernel execution failed",
        r"cuda kernel",
    )),
    (Cause.TIME, (
        r"took longer than (?P<what>\d[\d.,]* ?\w*)",
        r"render(ing)? (has )?timed? ?out",
        r"time limit (was )?(reached|exceeded)",
        r"timeout (was )?(reached|exceeded)",
        r"max(imum)? render time",
        r"exceeded .{0,20}time limit",
    )),
    (Cause.FILE, (
        r"(cannot|can't|could not|couldn't|unable to|failed to|error) (read|open|load|find|opening"
        r"|reading|loading|resolve)\b.{0,60}?"
        + _PATH,
        r"""(missing|not found|no such file)[^\"'/\\]{0,40}""" + _PATH,
        _PATH
        + r"""[\"'”’`)]*.{0,20}(not found|does(n't| not) exist|is missing|no such file|could not be|cannot be)""",
        r"invalid image file " + _PATH,
        r"texture .{0,20}not found.{0,20}" + _PATH,
        r"no such file or directory",
        r"filenotfounderror",
        r"(texture|image|bitmap|asset|file|map|cache)s? (files? )?(was |were |is |are )?(not found|missing)",
        r"missing (external )?(file|map|texture|bitmap|asset)s?\b",
        r"could not (load|open) (bitmap|texture|image|file|scene)",
        r"asset missing",
    )),
    (Cause.CRASH, (
        r"segmentation fault",
        r"sig(segv|abrt|bus|ill|fpe)",
        r"access[_ ]violation",
        r"\bcrash(ed)?\b",
        r"unhandled exception",
        r"core dumped",
        r"fatal error",
        r"abnormal program termination",
        r"caught signal",
        r"exception_\w+",
        r"stack overflow",
        r"quit unexpectedly",
    )),
)

COMPILED = tuple((cause, tuple(re.compile(rule, re.IGNORECASE) for rule in rules)) for cause, rules in RULES)

TELLING = re.compile(
    r"memory|alloc|vram|oom|licen|authoriz|plug-?in|add-?on|dlls|module|unknown|node|renderer|delegate|cuda|\bcu[A-Z_e]"
    r"|optix|hip|opencl|vulkan|gpu|driver|device|display|time.?out|timed|longer|limit|render time|not found|missing"
    r"|no such|not exist|cannot|can't|could|unable|fail|error|fault|sig|violation|crash|exception|dumped|abnormal"
    r"|overflow|killed|quit", re.IGNORECASE)
"""A line that a rule may know: a log has thousands of others, which need not be tried."""

MOST_TRIED = 300
"""Telling lines of a log that are looked at, the last ones."""

HARMLESS = re.compile(r"\b(warn(ing)?|info|debug)\b|trying (again|the next)|falling back|skipp", re.IGNORECASE)
"""A line that tells of something that the renderer got over: it is no reason unless nothing else is."""
