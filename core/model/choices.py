"""The artist's decisions about a submission."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Choices:
    """Every field has the farm's documented default (task_json, "task_info")."""

    environment: str = ""
    """Name of the render environment; empty takes the default one."""

    hardware: int | None = None
    """Id of the hardware configuration; None takes the first that fits."""

    project: str = ""
    """The project that the task is booked on; empty for none."""

    units: frozenset[str] | None = None
    """Ids of the render units to render; None takes those enabled in the scene."""

    view_layers: tuple[str, ...] = ()
    """Names of the layers that are rendered of the units; empty takes those that the scene renders (Blender)."""

    frames: str | None = None
    """The frames as typed, for all units; None takes each unit's own."""

    test_first: bool = False
    """Render the first frame before the others."""
    test_middle: bool = False
    """Render the middle frame before the others."""
    test_last: bool = False
    """Render the last frame before the others."""
    test_frames: str = ""
    """Further test frames, as typed."""

    pause_after_test: bool = False
    """Render nothing after the test frames until somebody says so."""

    frames_per_task: int = 1
    """Frames that one node takes at a time."""

    tiles: int = 1
    """Parts that a frame is split into; more than one excludes several frames per task."""

    tiles_type: str = "block"
    """``block`` or ``strip``."""

    ram: int | None = None
    """GB asked for, 64 or 128; None takes what the hardware has."""

    graphics_cards: int | None = None
    """1 or 2; None takes what the hardware has."""

    still: bool = False
    """A single picture in the farm's sense (``is_picture``), which it treats unlike an animation."""

    apart: tuple[str, ...] = ()
    """What becomes tasks of its own: ``layers``, each view layer; ``cameras``, each camera of the scene."""

    samples: int | None = None
    """Samples of Cycles or EEVEE for this submission; None takes the scene's, as for the next three."""

    percentage: int | None = None
    """Percentage of the resolution."""

    device: str = ""
    """``CPU`` or ``GPU``; empty takes the scene's."""

    simplify: int | None = None
    """The most subdivisions of a surface."""

    layered: bool | None = None
    """A sub-task for each layer or camera; None does what the host application needs."""

    distributed: bool = False
    """Several machines work on one frame or simulation together."""

    distributed_nodes: int = 3
    """How many machines those are."""

    stop_frame_after: int = 259_200
    """Seconds of rendering after which the farm stops a frame."""
    warn_frame_after: int = 43_200
    """Seconds of rendering after which the farm warns about a frame."""
    stop_task_after: int = 0
    """Seconds after its start at which the farm stops the task; 0 never."""
    priority: int = 50
    """50, the usual one, or 60, a higher one."""

    artist: str = ""
    """The artist's name, for the farm's lists and for costs by artist."""

    job_name: str = ""
    """How the job is called, with tokens (job_identity.py); empty takes the usual pattern."""

    comment: str = ""
    """A sentence for whoever sees the job."""

    batch: str = ""
    """The name under which several jobs belong together."""

    tags: tuple[str, ...] = ()
    """Labels of the task on the farm."""

    output_folder: str = ""
    """The folder for results on this machine; empty takes a folder beside the scene."""

    allow_missing: bool = False
    """Submit although files are not on disk."""

    excluded: tuple[str, ...] = ()
    """Paths of assets that are not sent, as the scene names them."""

    leave_out: tuple[str, ...] = ()
    """Paths with wildcards, names with wildcards, or kinds of assets that are not sent, as typed."""

    send_too: tuple[str, ...] = ()
    """Assets, named in the same way, that are sent although no render needs them or ``leave_out`` names them."""

    relocated: tuple[tuple[str, str], ...] = ()
    """Files, patterns and folders that lie elsewhere than the scene says: (as it names them, where they are).

    They are sent from there to where the scene looks for them (assets/locate.py makes these).
    """

    extra_files: tuple[str, ...] = ()
    """Files and folders sent beside those that the scene names."""

    least_balance: float = 0.0
    """Say so when the account has less than this, in its currency; 0 never."""

    budget: float = 0.0
    """What the tasks of this submission may cost together, in the account's currency; 0 sets no limit."""

    after: tuple[str, ...] = ()
    """Tasks that must end before those of this submission are started: their numbers, or ids of submissions of this
    machine. It holds for one submission only, as does the next."""

    if_failed: str = "wait"
    """What becomes of it where one of those does not end well: a key of IF_FAILED."""

    largest_file: int = 50_000_000_000
    """Bytes; a bigger file is named, since it takes long to send. 0 never."""

    check_content: bool = False
    """Read and compare every file that the farm has, though its size and time are those of the one that arrived."""

    as_copy: bool = False
    """Send a copy of the open scene as it is now, and leave its own file alone (hosts that write it each time)."""

    own_output: bool = False
    """Bring results to the scene's own output path, under the names that it says, instead of ``output_folder``."""

    movie: bool | None = None
    """Make a movie of the frames when they are here; None does so where the scene's own output is one."""

    download: bool = True
    """Bring the frames to this machine."""

    fetch: str = "finished"
    """When they are fetched: a key of FETCH."""

    name_pattern: str = ""
    """Where a result goes below the output folder (result_names.py); empty keeps the farm's folders."""


CPU, GPU = "CPU", "GPU"
"""What Cycles renders on, as ``Choices.device`` has it."""

WAIT, START, GIVE_UP = "wait", "start", "give up"
IF_FAILED = {WAIT: "it waits until somebody decides", START: "it is started all the same",
             GIVE_UP: "it is given up"}
"""What becomes of a submission where a task that it waits for does not end well."""

FETCH = {"finished": "each as soon as it is finished", "end": "all when the task is over"}
"""When results are fetched."""
