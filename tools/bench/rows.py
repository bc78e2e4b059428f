"""Every row of the scoreboard."""

from __future__ import annotations

from . import peers
from .row import LONG, PEERS, Bench, Row

TICK, SLICE = 30.0, 16.0
"""Milliseconds of the main thread: what one click may take, and what may be taken without one."""

STARTING = Bench("startup", ("6",), python="3.11")
OPENING = Bench("open", ("--qt", ".venv/3.11/lib/python3.11/site-packages", "--runs", "2"), python="3.11")
LISTS = Bench("ui", ("frames", "viewer"), runs=3)
LISTS_BEFORE = Bench("ui", ("frames", "viewer"), python="3.9", runs=3)
PAGES = Bench("ui", ("tasks", "steps", "costs", "pages"), runs=3)
WARM = Bench("ui", ("opening",))
LOOKS = Bench("ui", ("looks", "flipbook"), only_with=LONG)
SCENE = Bench("blender_scene", runs=3)
MANY_FILES = Bench("checks", runs=3)
NODES = Bench("hosts", ("10000",))
SMALL = Bench("upload", ("--no-peer", "--only", "small"))
LARGE = Bench("upload", ("--no-peer", "--only", "large"))
MANY = Bench("upload", ("--no-peer", "--only", "many"))
LINE = Bench("fetch", ("--megabytes", "0", "--runs", "1"))
PIECES = Bench("fetch", ("--frames", "4", "--runs", "1"), only_with=LONG)
CALL = Bench("call", ("400",))
FIND = Bench("find", runs=3)
JOURNAL = Bench("journal", ("--tasks", "1000"))
JOURNAL_FULL = Bench("journal", only_with=LONG)
FARM = Bench("farm", ("2000", "2000", "10"))
SIZE = Bench("large", only_with=LONG)
DEADLINE = Bench("upload", ("--only", "small", "--peer", "{peer}"), peer=peers.DEADLINE, only_with=PEERS)
TRACER = Bench("gather", ("2000", "100", "4000"), peer=peers.TRACER, only_with=PEERS,
               variables=(("BAT", "{peer}/bin/bat"),))
VENDOR = Bench("vendor", ("{peer}/bin/python",), python="3.9", peer=peers.VENDOR, only_with=PEERS)

BOTH_HASH = ("Agent and farm share these processors: each hashes every byte, at 1.7 GiB a second, and it is written "
             "at 0.75; cp takes less for both together than that. Most is the farm receiving, as of a bare PUT.")
ONE_BY_ONE = ("The agent takes 21 µs of a processor a file, the target by itself, and then waits 13 µs for the farm's "
              "answer: it asks about 2,500 files at a time, and not ahead.")
EACH_FILE = ("The peer's own calls are half of it; a number read from each name, and a record of each file, take "
             "another 3 µs a file.")
PICKED_ANEW = "Three fifths is picking 200 sequences anew, a quarter comparing nine environments with the scene."
COPIED = ("Two thirds is copying 100,000 references three times: into a list, into a tuple, and into the tuple of our "
          "own class that knows what was found out about them.")
ASKED_AT_ONCE = "It is one call of Blender's, which cannot be divided: who uses each picture, asked of 20,000 objects."
NEVER_READ = ("A third of it is what the next start does not have: compiling our modules, and reading them and Qt "
              "from the disk; the rest is as there.")
IMPORTED = ("Two fifths is importing Qt, by qtpy all classes of three modules, three tenths importing our own; a "
            "quarter is making the panel and its page.")
TURNED_TO = ("A third is drawing the viewer's page, a tenth the line below it; the rest is Qt turning to the page, "
             "laying it out and painting it.")
MADE_MEANWHILE = "Half of it is a step of making another tab's page, which the panel does meanwhile."
PAINTED = ("A third is painting the rows on the screen, a fifth putting rows into the tree; the rest is Qt's, "
           "which lays it out.")
MADE_ONCE = "Four fifths is making the page's widgets, which happens once."
FIELDS_CHECKED = ("Signing, and checking each field of 100 frames, take 0.4 ms more than a kept connection's call, "
                  "which takes 0.6 ms less than a bare one.")


def limited(name: str, work: str, bench: Bench, figure: str, limit: float, why: str = "") -> Row:
    """A row whose figure has a limit."""
    return Row(name, work, bench, figure, limit, why=why)


def ticks(name: str, figure: str, bench: Bench, limit: float = TICK, why: str = "") -> Row:
    """A row on what the main thread is held for; the bench's own words say what is done."""
    where = "" if bench.python == "3.13" else f" (Python {bench.python}, PySide2)"
    return limited(name, f"{figure}: longest of the main thread{where}", bench, figure, limit, why)


ROWS = (
    limited("start-maya", "Maya starts: module file, `userSetup.py`, menu; no Qt", STARTING, "maya: start", 10),
    limited("start-houdini", "Houdini starts: package file, menu; no Qt", STARTING, "houdini: start", 10),
    limited("start-max", "3ds Max starts: package, scripts, menu; no Qt", STARTING, "max: start", 10),
    limited("panel-first", "Blender: from the menu to a panel that can be used, first time", OPENING,
            "Qt panel, cold: usable", 2000, NEVER_READ),
    limited("panel-warm", "The same in a Blender that is started after that", OPENING, "Qt panel, warm: usable", 1000,
            IMPORTED),
    limited("panel-again", "The same again in one Blender", OPENING, "Qt panel, again, warm: usable", 1000),
    limited("panel-call", "How long its operator holds Blender, warm", OPENING, "Qt panel, warm: call", 300),
    limited("native-warm", "Blender: its native panel can be used, warm", OPENING, "native panel, warm: usable", 1000),
    limited("opening", "A panel without a host, from the call to its first picture, warm", WARM, "opening: warm", 300),
    ticks("drawn", "500 tasks, 10,000 frames: drawn", LISTS, why=MADE_MEANWHILE),
    ticks("changes", "10,000 frames: one changes, 20 times", LISTS),
    ticks("scrolled", "10,000 frames: sheet scrolled", LISTS),
    ticks("tasks-scrolled", "500 tasks: scrolled", LISTS),
    ticks("viewer", "10,000 frames: viewer opened", LISTS, why=TURNED_TO),
    ticks("log", "10,000 frames: log opened", LISTS),
    ticks("output", "10,000 frames: output opened", LISTS),
    ticks("back", "10,000 frames: back to the frames", LISTS),
    ticks("arrive", "10,000 frames: 400 pictures arrive", LISTS),
    ticks("pictures-scrolled", "10,000 frames: sheet with pictures scrolled", LISTS),
    ticks("viewer-39", "10,000 frames: viewer opened", LISTS_BEFORE, why=TURNED_TO),
    ticks("output-39", "10,000 frames: output opened", LISTS_BEFORE),
    ticks("back-39", "10,000 frames: back to the frames", LISTS_BEFORE),
    ticks("scrolled-39", "10,000 frames: sheet scrolled", LISTS_BEFORE),
    ticks("tasks-drawn", "3,000 tasks: drawn", PAGES, why=MADE_MEANWHILE),
    ticks("tasks-changes", "3,000 tasks: one changes, 20 times", PAGES),
    ticks("tasks-transfer", "3,000 tasks: a transfer moves", PAGES),
    ticks("tasks-sorted", "3,000 tasks: sorted by name, camera, time", PAGES),
    ticks("tasks-grouped", "3,000 tasks: grouped", PAGES, why=PAINTED),
    ticks("tasks-selected", "3,000 tasks: all selected", PAGES),
    ticks("failed-drawn", "10,000 frames, 250 failed: drawn", PAGES),
    ticks("failed-changes", "250 failed, one frame changes: the frames are seen", PAGES),
    ticks("failed-reasons", "250 failed, one frame changes: the reasons are seen", PAGES),
    ticks("tested-drawn", "10,000 frames, 3 tested: drawn", PAGES),
    ticks("costs", "10,000 tasks: costs and plot opened", PAGES),
    ticks("costs-added", "10,000 tasks: added up in three ways", PAGES),
    ticks("costs-beside", "10,000 tasks: journal read beside the costs", PAGES),
    ticks("costs-again", "10,000 tasks: costs read again", PAGES),
    ticks("costs-parts", "10,000 tasks: the other parts shown", PAGES),
    ticks("account", "page “account”: opened", PAGES),
    ticks("settings", "page “settings”: opened", PAGES, why=MADE_ONCE),
    ticks("help", "page “help”: opened", PAGES, why=MADE_ONCE),
    limited("exposure", "A frame of 3840 × 2160 in EXR: from another exposure to its picture", LOOKS,
            "4K EXR: from another exposure to its picture", 0),
    limited("layer", "The same: from another layer to its picture", LOOKS,
            "4K EXR: from another layer to its picture", 0),
    limited("played", "100 frames of 1920 × 1080 played at 24 a second, again", LOOKS,
            "100 frames of 1920 × 1080: rate again", 0),
    limited("described", "Blender: 20,000 objects, 5,000 images, 200 libraries described: longest slice", SCENE,
            "described", SLICE),
    limited("described-at-once", "The same scene described in one call, as Submit does", SCENE, "described at once", 0),
    limited("slice", "The same scene: longest slice in which its files are found", SCENE, "longest slice", SLICE,
            ASKED_AT_ONCE),
    limited("maya-slice", "A Maya of 10,000 nodes, played by a double: longest slice", NODES,
            "maya, 10000 nodes: longest slice", SLICE),
    limited("houdini-slice", "A Houdini of 10,000 nodes, played by a double: longest slice", NODES,
            "houdini, 10000 nodes: longest slice", SLICE),
    limited("frames-typed", "100,000 files in 200 sequences: other frames are chosen", MANY_FILES,
            "200 sequences: frames", 3, PICKED_ANEW),
    limited("left-out", "100,000 single files: one is left out", MANY_FILES, "single files: leave one out", 3,
            COPIED),
    Row("find", "100,000 files of 200 sequences found by a scene's words", FIND, "find_all, 100000 files",
        "os.scandir and stat, 100000 files", "`os.scandir` and `stat` of each", 2.0, EACH_FILE),
    Row("call", "A signed call of the farm's API", CALL, "api.query.task_frames", "requests.post, bare",
        "`requests.post`, bare", 1.15, FIELDS_CHECKED),
    limited("journal", "Journal of 1,000 finished tasks, tidied", JOURNAL, "journal", 0),
    limited("look", "A look at it, as the panel's each second", JOURNAL, "look", 10),
    limited("journal-full", "Journal of 5,000 finished tasks, tidied", JOURNAL_FULL, "journal", 30),
    limited("task-list", "The farm, 2,000 tasks: first page of the list", FARM, "task list, first page of 100", 0),
    limited("frame-list", "The farm, 2,000 frames: last page of the list", FARM, "its frames, last page of 100", 0),
    Row("small", "5,000 × 64 KiB sent for the first time", SMALL, "small: first", "small: cp", "cp", 3.0, BOTH_HASH),
    limited("small-unchanged", "The same, unchanged", SMALL, "small: unchanged", 0),
    Row("large", "8 × 256 MiB sent for the first time", LARGE, "large: first", "large: cp", "cp", 3.0, BOTH_HASH),
    Row("large-bare", "The same", LARGE, "large: first", "large: bare PUT loop, stored",
        "bare `PUT` to a farm that stores", 1.3),
    limited("many", "100,000 × 1 KiB sent again, unchanged", MANY, "100000 files: unchanged", 2, ONE_BY_ONE),
    limited("many-first", "The same for the first time", MANY, "100000 files: first", 0),
    Row("line", "100 frames fetched over a line of 300 ms", LINE, "fetched", "the line", "the line's own time", 1.3),
    Row("pieces", "One result of 200 MB over a line of 300 ms and 5 MB/s a connection", PIECES, "large result",
        "large result, one connection", "over one connection", 0.25),
    limited("memory-panel", "100,000 files: most memory of the panel", SIZE, "memory: panel", 250),
    limited("memory-agent", "100,000 files: most memory of the agent", SIZE, "memory: agent", 150),
    limited("memory-journal", "100,000 files: most that the journal takes", SIZE, "memory: journal", 60),
    Row("deadline", "5,000 × 64 KiB sent for the first time", DEADLINE, "small: first", "small: deadline, first",
        "deadline's client, whose server drops them", 1 / 25,
        "Ours stores and hashes every byte on the same processors, on disk; theirs goes to a server that drops them."),
    Row("deadline-unchanged", "The same, unchanged", DEADLINE, "small: unchanged", "small: deadline, unchanged",
        "deadline's client", 1.0),
    Row("bat", "2,000 images, 100 libraries, 4,000 objects gathered by a Blender that is started for it", TRACER,
        "gathered by a Blender started for it", "bat list", "`bat list` of blender-asset-tracer", 1.0,
        "More than nine tenths is starting the Blender and having it open the scene, which bat reads without one."),
    Row("bat-open", "The same in a Blender that has the scene open", TRACER, "gathered", "bat list",
        "`bat list` of blender-asset-tracer", 1.0),
    Row("vendor", "A signed call of the farm's API, Python 3.9", VENDOR, "a call, ours", "a call, the vendor's",
        "rayvision-api", 1.0),
)
"""The page has them in this order."""
