"""States as they occur, to draw and to look at. All names and numbers are made up."""

from __future__ import annotations

import dataclasses
import functools
import time
from pathlib import Path

from qtpy.QtCore import QPointF, Qt
from qtpy.QtGui import QColor, QImage, QLinearGradient, QPainter
from tests.ui.door_states import DoorStates
from tests.ui.having import having
from tests.ui.job_states import GB, MB, JobStates, frame, task, told
from tests.ui.sentences import lost, stopped_hook, too_late

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.assets.gathered import Gathered
from foxsubmit.core.assets.upload_delta import UploadDelta
from foxsubmit.core.common.i18n import _, count, sentences
from foxsubmit.core.hooks.judging import Judgement
from foxsubmit.core.jobs.tasks import Detail, FrameRow, Listing, TaskRow
from foxsubmit.core.model import finding_codes as codes
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.finding import READ, Finding, Fix, Severity
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.offer.values import Account, Environment, Hardware
from foxsubmit.core.plan.hook_change import HookChange
from foxsubmit.core.session.dropped.state import DroppedScene, Stage
from foxsubmit.core.session.hooks.state import Judged
from foxsubmit.core.session.jobs.state import JobsState
from foxsubmit.core.session.since import said as since_said
from foxsubmit.core.session.state import (
    AccountState,
    Connection,
    EnvironmentsState,
    SceneState,
    State,
    TransferCheck,
)
from foxsubmit.core.settings.accounts import KnownAccount
from foxsubmit.core.transfer.fetch.checking import Checked
from foxsubmit.core.transfer.fetch.marker import gone
from foxsubmit.core.transfer.fetch.verify import Fault, Verified
from foxsubmit.core.transfer.states import Transfer, TransferFile, TransferState

HARDWARE = (
    Hardware(1, "2 × RTX 4090, 64 GB RAM", True, "64 GB", cards=2, model="4090"),
    Hardware(2, "1 × RTX 4090, 64 GB RAM", True, "64 GB", cards=1, model="4090"),
    Hardware(3, "4 × RTX 3090, 128 GB RAM", True, "128 GB", cards=4, model="3090"),
    Hardware(4, "2 × RTX 2080 Ti, 64 GB RAM", True, "64 GB", "Switched off", model="2080Ti"),
    Hardware(5, "32 cores, 64 GB RAM", False, "64 GB"),
    Hardware(6, "64 cores, 128 GB RAM", False, "128 GB"),
    Hardware(7, "64 cores, 256 GB RAM", False, "256 GB"),
    Hardware(8, "16 cores, 32 GB RAM", False, "32 GB", "Switched off"),
)


def file(path: str, size: int) -> LocalFile:
    return LocalFile(path, size, 1, 1)


def found(path: str, size: int, node: str, kind: str = "image", files: int = 1) -> FoundAsset:
    return FoundAsset(path, (node,), kind, AssetState.FOUND,
                      tuple(file(path if files == 1 else f"{path}.{number}", size // files) for number in range(files)))


@functools.cache
def of_the_studio() -> Gathered:
    """The files of a large scene, the same in every state that has them."""
    return Gathered(found(f"P:/courtyard/{folder}/{name}_{number:03}.exr", 40 * MB, f"file{number}")
                    for folder, name in (("textures", "wall"), ("cache", "dust"), ("assets/props", "lamp"))
                    for number in range(400))


class States(JobStates, DoorStates):
    """Thumbnails are written once, into ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.thumbnails = [self._thumbnail(number) for number in range(24)]
        self.broken = folder / "broken.jpg"
        self.broken.write_bytes(b"no picture")

    def _thumbnail(self, number: int) -> Path:
        picture = QImage(320, 180, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sky = QLinearGradient(0, 0, 0, 180)
        sky.setColorAt(0, QColor(46, 50, 92))
        sky.setColorAt(1, QColor(180, 120, 110))
        painter.fillRect(picture.rect(), sky)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 226, 160))
        painter.drawEllipse(QPointF(40 + number * 10, 44 + number), 14, 14)
        painter.fillRect(0, 130, 320, 50, QColor(120, 82, 66))
        for arch in range(6):
            painter.setBrush(QColor(60, 40, 66) if arch % 2 else QColor(220, 150, 96))
            painter.drawRoundedRect(14 + arch * 52 - number, 74, 34, 70, 16, 16)
        painter.end()
        path = self.folder / f"{number:04}.png"
        assert picture.save(str(path))
        return path

    def empty(self) -> State:
        return State(scene=SceneState(host="blender"))

    def nothing_open(self) -> State:
        return having(self.connected(), scene={"scene": Scene(None, "4.5.15"), "gathered": True}, submit={"findings": (
            Finding(codes.NEVER_SAVED, Severity.ERROR, _("The scene was never saved: save it, then submit.")),)})

    def unnamed(self) -> State:
        """A scene without a file, in a host that can save it and open another."""
        state = self.nothing_open()
        return having(state, scene={"host": "maya", "saves_as": True, "opens": True,
                                    "scene": Scene(None, "2025.3", unsaved=True)})

    def dropped(self) -> State:
        """Scenes that were dropped where nothing is open: good ones, and one with a missing file."""
        bark = Finding("35001", Severity.ERROR, lost(1),
                       ('Image "bark"',), ("/projects/lantern/textures/bark.png",),
                       Fix(count("Submit without it", "Submit without them", 1), {"allow_missing": True}))
        hint = Finding("90101", Severity.WARNING, _("Only the render region of the picture is rendered: clear it "
                       "(Ctrl+Alt+B) to render all of it."), ("Scene",))
        rows = (
            DroppedScene("/projects/lantern/shot_010.blend", Stage.READY, host="blender", frame_count=120,
                         file_count=18, bytes=840 * MB),
            DroppedScene("/projects/lantern/shot_020.blend", Stage.READY, host="blender", frame_count=96,
                         file_count=22, bytes=910 * MB, findings=(hint,)),
            DroppedScene("/projects/lantern/shot_030.blend", Stage.READY, host="blender", frame_count=48,
                         file_count=20, bytes=700 * MB, findings=(bark, hint), reasons=(bark.text,)),
            DroppedScene("/projects/lantern/shot_040.ma", Stage.FAILED, trouble=_(
                "{host} was not found on this machine to read the scene: submit from inside it, or set {variable} to "
                "its {program}.").format(host="Maya", variable="FOXSUBMIT_MAYA", program="mayapy")))
        return having(self.nothing_open(), dropped={"scenes": rows})

    def dropping(self) -> State:
        """Scenes that are still being read."""
        return having(self.ready(), dropped={"looking": True, "scenes": (
            DroppedScene("/projects/lantern/shot_010.blend"),
            DroppedScene("/projects/lantern/shot_020.blend", Stage.JUDGING, host="blender"))})

    def dropped_sent(self) -> State:
        """Scenes that were submitted, one of which is being sent."""
        studio = self.studio()
        ids = [each.id for each in studio.transfers.rows]
        rows = tuple(dataclasses.replace(each, stage=Stage.SUBMITTED, submitted=(number,))
                     for each, number in zip(self.dropped().dropped.scenes, ids))
        return having(studio, dropped={"scenes": rows})

    def connected(self) -> State:
        return State(scene=SceneState(host="blender"), jobs=JobsState(listing=Listing(answered=True)),
                     account=AccountState(connection=Connection.CONNECTED, domain="task.foxrenderfarm.com",
                                          platform="6", profile=Account("north-studio", 12.30, 50.0,
                                                  "USD")), environments=EnvironmentsState(hardware=HARDWARE,
                                                          known=(Environment("Blender 4.5", "Blender", "4.5.15",
                                                                  default=True),
                          Environment("Blender 3.6 LTS", "Blender", "3.6.5")), projects=("courtyard", "lantern",
                                  "test")))

    def gathering(self) -> State:
        return having(self.ready(), scene={"reading": True, "assets": (), "gathered": False, "new_bytes": None})

    def ready(self) -> State:
        """The demo: a Blender scene of 8 frames."""
        scene = Scene(Path("/projects/demo/demo.blend"), "4.5.15", units=(
            RenderUnit("Scene", "Camera", Frames(1, 8), (320, 180), "CYCLES", "/projects/demo/out_####", "PNG",
                       ("ViewLayer",)),))
        return having(self.connected(), scene={"scene": scene, "gathered": True, "assets": self._demo_assets(),
                                               "new_bytes": int(3.6 * MB)}, submit={"frames": (Frames(1, 8),),
                                                       "choices": Choices(project="courtyard")})

    def _demo_assets(self) -> tuple[FoundAsset, ...]:
        names = ("wood_d.png", "wood_n.png", "stone_d.png", "stone_n.png", "leaf.png", "sky.hdr", "glass.png",
                 "cloth.png", "logo.png", "floor.png", "wall.<UDIM>.png")
        images = [found(f"/projects/demo/textures/{name}", int(0.28 * MB), f'Image "{name[:-4]}"',
                        "udim" if "UDIM" in name else "image", 4 if "UDIM" in name else 1) for name in names]
        return (*images, found("/projects/demo/cache/smoke_####.vdb", int(0.4 * MB), "Smoke", "sequence", 8))

    def errors(self) -> State:
        """Findings of each kind; more in ``More``."""
        missing = (
            FoundAsset("/projects/demo/textures/ground_moss.png", ('Image "moss"',), "image", AssetState.MISSING),
            FoundAsset("/projects/demo/textures/ivy_leaf_alpha.tif", ('Image "ivy"', 'Image "ivy.001"'), "image",
                       AssetState.MISSING),
            FoundAsset("/projects/demo/cache/dust_####.vdb", ("Dust",), "sequence", AssetState.PARTIAL,
                       tuple(file(f"/d/{number}", MB) for number in range(38)), (17, 18, 19, 31)),
        )
        state = self.ready()
        return having(state, scene={"assets": (*state.scene.assets, *missing), "new_bytes": 0,
                                    "scene": dataclasses.replace(state.scene.scene,
                                                                 unsaved=True)}, submit={"findings": (
                Finding("35001", Severity.ERROR, lost(2), ('Image "moss"', 'Image "ivy"', 'Image "ivy.001"')),
                Finding("35001", Severity.WARNING, count("{n} sequence has frames that are not on disk.",
                                                         "{n} sequences have frames that are not on disk.", 1),
                        ("Dust",)),
                Finding(codes.UNSAVED, Severity.NOTE,
                        _("The scene has changes that are not saved: Submit saves them.")),
                Finding(codes.MOVIE, Severity.NOTE,
                        _("The output is a movie file: the farm renders single PNG frames instead.")),
            )})

    def two_troubles(self) -> State:
        """A finding and a mistake in the frame range."""
        state = self.errors()
        return having(
            state,
            submit={
                "choices": dataclasses.replace(state.submit.choices, frames="1-8, 12-"),
                "frames": (),
                "frames_error": "“12-” is not a valid frame range: type for example 1-10, 1-10[2] or 1,5,9.",
            },
        )

    def simulations(self) -> State:
        """A Houdini scene whose render waits for two simulations; a third writer is needed by nobody."""
        names = {"/out/sim_debris": (), "/out/sim_dust": ("/out/sim_debris",), "/out/mantra1": ("/out/sim_dust",),
                 "/obj/fx/old_test": ()}
        units = tuple(
            RenderUnit(name, "/obj/cam1" if name.endswith("mantra1") else "", Frames(1001, 1120),
                       (1920, 1080) if name.endswith("mantra1") else (0, 0), "ifd", f"/show/{name[5:]}.$F4.exr", "exr",
                       enabled=name.startswith("/out"), after=after,
                       kind="render" if name.endswith("mantra1") else "simulation") for name, after in names.items())
        scene = Scene(Path("/show/shot.hip"), "20.5.487", units=units)
        return having(self.ready(), scene={"host": "houdini", "scene": scene},
                      submit={"frames": (Frames(1001, 1120),) * 3},
                      environments={"known": (Environment("Houdini 20.5", "Houdini", "20.5.487", default=True),)})

    def studio(self) -> State:
        """Many units, large files."""
        names = [("beauty", "cam_main", 1001, 1120), ("beauty", "cam_close", 1041, 1080),
                 ("fx_dust", "cam_main", 1001, 1080), ("crypto", "cam_main", 1001, 1120),
                 ("shadow", "cam_main", 1001, 1120), ("masterLayer", "persp", 1001, 1001)]
        units = tuple(
            RenderUnit(name, camera, Frames(first, last), (1920, 1080), "arnold", "P:/courtyard/out", "EXR",
                       enabled=name != "masterLayer") for place, (name, camera, first, last) in enumerate(names))
        return having(
            self.connected(),
            scene={
                "host": "maya",
                "scene": Scene(
                    Path("P:/courtyard/scenes/courtyard_sh040_v017.ma"),
                    "2025.3",
                    units=units,
                    plugins={"MtoA": "5.4.5", "Yeti": "4.2.1"},
                ),
                "gathered": True,
                "assets": of_the_studio(),
                "new_bytes": int(1.2 * GB),
                "new_files": 30,
                "selects": True,
                "read_at": time.time() - 130,
            },
            account={"profile": Account("north-studio", 1234.6, 50.0, "USD")},
            environments={
                "known": (
                    Environment(
                        "Maya 2025, MtoA 5.4.5", "Maya", "2025.3", (("MtoA", "5.4.5"), ("Yeti", "4.2.0")), True
                    ),
                )
            },
            transfers={"rows": self.transfers(), "selected": "a", "files": self.transfer_files()},
            jobs={"tasks": self.tasks()},
            submit={
                "frames": (Frames(1001, 1120), Frames(1041, 1080), Frames(1001, 1080)),
                "test_count": 9,
                "choices": Choices(
                    units=frozenset(unit.id for unit in units[:3]),
                    project="courtyard",
                    test_first=True,
                    test_middle=True,
                    test_last=True,
                    pause_after_test=True,
                    tags=("sh040", "lighting"),
                    artist="Lighting",
                    output_folder="P:/courtyard/renders/sh040/v017",
                ),
                "findings": (
                    Finding(
                        codes.MISSING_FILE,
                        Severity.ERROR,
                        lost(2),
                        ("file12", "file31"),
                        ("P:/courtyard/textures/moss.tx", "P:/courtyard/textures/ivy.tif"),
                        Fix(count("Submit without it", "Submit without them", 2), {"allow_missing": True}),
                    ),
                    Finding(
                        codes.WRITTEN_SINCE,
                        Severity.WARNING,
                        _("The scene, or a file that it links, was saved elsewhere since it was read: Submit reads it "
                          "again first."),
                        fix=Fix(_("Read again"), action=READ),
                    ),
                    Finding(codes.NETWORK_PATH, Severity.NOTE, count(
                        "{n} file lies on a network path: sending it is as fast as that network.",
                        "{n} files lie on network paths: sending them is as fast as that network.", 214)),
                    Finding(codes.OUTPUT_ELSEWHERE, Severity.NOTE, count(
                        "{n} output path is absolute and lies outside the project: the farm keeps its frames with the "
                        "task.", "{n} output paths are absolute and lie outside the project: the farm keeps their "
                        "frames with the task.", 3)),
                ),
            },
        )

    def studio_ready(self) -> State:
        state = self.studio()
        return having(
            state,
            submit={
                "findings": tuple(each for each in state.submit.findings if each.severity is not Severity.ERROR),
                "since": since_said((_("{what} new.").format(what=count("{n} texture", "{n} textures", 3)),
                                     _("{amount} more.").format(amount="1.2 GB"))),
            },
        )

    def house_rules(self) -> State:
        """A studio's hooks find something, one of them failed, and choices are changed when it is submitted."""
        state = self.studio_ready()
        choices, scene = state.submit.choices, state.scene.scene
        assert scene is not None
        found = (
            Finding("90049", Severity.WARNING, "Nobody is named as the artist.", fix=Fix("Name me", {"artist": "lea"})),
            Finding("90050", Severity.WARNING, stopped_hook()))
        changes = (HookChange("house_rules.py", "pre_submit", "priority", 50, 60),
                   HookChange("house_rules.py", "pre_submit", "batch", "", "sh040"))
        return having(state, submit={"findings": (*found, *state.submit.findings)}, hooks={
            "folder": "P:/pipeline/hooks",
            "judged": Judged(scene, (0.0, 0), choices, Judgement(choices, changes, found))})

    def unplugged(self) -> State:
        state = self.studio()
        rows = tuple(
            dataclasses.replace(each, folder_gone=True, speed=0.0, message=gone(each.folder, str(each.task_id)))
            if each.id == "b" else each for each in state.transfers.rows)
        return having(state, transfers={"rows": rows, "selected": "b"})

    def of_first(self, **changes: object) -> State:
        """The studio, in which the first transfer is in another state."""
        state = self.studio()
        first, *others = state.transfers.rows
        return having(state, transfers={"rows": (dataclasses.replace(first, **changes),
        *others)})  # type: ignore[arg-type]

    def being_cancelled(self) -> State:
        return self.of_first(state=TransferState.CANCELLING, stage=TransferState.WATCHING, speed=0.0)

    def silent(self) -> State:
        return self.of_first(silent=95.0, silent_of="P:/courtyard/textures/door_wood_d.exr", speed=0.0)

    def checking(self, found: Checked | None = None) -> State:
        state = self.studio()
        last = state.transfers.rows[-1]
        return having(state, transfers={"selected": last.id, "check": TransferCheck(last, found), "files": ()})

    def checked(self) -> State:
        frames = [f"P:/courtyard/renders/courtyard_sh030_v022/beauty/courtyard_sh030.{number}.exr"
                  for number in (1043, 1044)]
        results = Verified(94, (
            Fault(frames[0], f"{frames[0]} is gone.", "/1/a.exr"),
            Fault(frames[1], f"{frames[1]} has another content than when it was fetched.", "/1/b.exr")))
        inputs = Verified(0, (
            Fault("", "What the farm holds of the files is not known: No farm answers at renderbus.com."),))
        return self.checking(Checked(results, inputs))

    def all_right(self) -> State:
        return self.checking(Checked(Verified(96, ()), Verified(97, ())))

    def transfers(self) -> tuple[Transfer, ...]:
        return (
            Transfer("a", "courtyard_sh040_v017.ma", TransferState.UPLOADING, 35736251, files=43, files_done=27,
                     bytes=int(48.2 * GB), bytes_done=int(47.76 * GB), bytes_new=int(1.2 * GB),
                     bytes_sent=int(0.76 * GB), speed=5.1 * MB,
                     host="maya"),
            Transfer("b", "lantern_lookdev_v004.blend", TransferState.WATCHING, 35735988, files=12, files_done=12,
                     bytes=int(4.9 * GB), bytes_done=int(4.9 * GB), bytes_new=int(4.9 * GB),
                     bytes_sent=int(4.9 * GB), fetched=19,
                     folder="P:/lantern/renders", host="blender", fetch_files=48, fetch_bytes=int(4.9 * GB),
                     fetch_done=2 * GB, speed=12.4 * MB),
            Transfer("c", "flood_sim_sh110_v031.hip", TransferState.PAUSED, 35735990, files=880, files_done=100,
                     bytes=int(96.1 * GB), bytes_done=int(11.6 * GB), bytes_new=int(22.8 * GB),
                     bytes_sent=int(11.6 * GB), host="houdini"),
            Transfer("d", "lobby_night_v012.max", TransferState.PLANNED, None,
                     _("Waits: a more urgent submission goes first."),
                     files=212, bytes=9 * GB, bytes_new=int(3.4 * GB), host="max"),
            Transfer("e", "pyro_test_v008.hip", TransferState.FAILED, 35734872,
                     _("{path} is being written: resume when it is finished.").format(
                         path="P:/pyro/cache/smoke_0071.vdb"), files=90, files_done=71,
                     bytes=int(12.2 * GB), bytes_done=int(10.6 * GB), bytes_new=640 * MB, bytes_sent=400 * MB,
                     host="houdini"),
            Transfer("f", "courtyard_sh030_v022.ma", TransferState.FETCHED, 35735410, files=96, files_done=96,
                     bytes=int(7.7 * GB), bytes_done=int(7.7 * GB), bytes_new=int(7.7 * GB),
                     bytes_sent=int(7.7 * GB), fetched=96,
                     folder=str(self.folder), host="maya"),
        )

    def transfer_files(self) -> tuple[TransferFile, ...]:
        return (
            TransferFile("P:/courtyard/cache/leaves.1028.abc", 21 * MB, int(15 * MB), False, False),
            TransferFile("P:/courtyard/cache/leaves.1029.abc", int(21.2 * MB), int(3.8 * MB), False, False),
            TransferFile("P:/courtyard/textures/door_wood_d.exr", 212 * MB, 0, False, False),
            TransferFile("P:/courtyard/cache/leaves.1030.abc", int(21.1 * MB), 0, False, False),
            TransferFile("P:/courtyard/textures/sky_dusk_4k.hdr", 86 * MB, 86 * MB, True, False))

    def tasks(self) -> tuple[TaskRow, ...]:
        children = (
            told(task(35736252, "beauty, cam_main", TaskStatus.RENDERING, 120, 55, 14.30, 4320, 1), layer="beauty",
                 camera="cam_main"),
            told(task(35736253, "beauty, cam_close", TaskStatus.RENDERING, 40, 12, 3.02, 3480), layer="beauty",
                 camera="cam_close"),
            told(task(35736254, "fx_dust, cam_main", TaskStatus.USER_STOPPED, 80, 24, 4.52, 2460), layer="fx_dust",
                 camera="cam_main"),
        )
        return (
            told(task(35736251, "courtyard_sh040_v017", TaskStatus.RENDERING, 240, 91, 21.84, 4320, 1, children),
                 batch="dailies"),
            told(task(35735988, "lantern_lookdev_v004", TaskStatus.TEST_DONE, 3, 3, 0.66, 540), camera="cam_turn"),
            told(task(35735410, "courtyard_sh030_v022", TaskStatus.DONE, 96, 96, 17.92, 7500), batch="dailies",
                 camera="cam_main"),
            task(35734872, "pyro_test_v008", TaskStatus.DONE_WITH_FAILURES, 48, 46, 31.15, 13200, 2),
            task(35734871, "flood_sim_sh110_v030", TaskStatus.NO_BALANCE, 48, 6, 3.15, 1320),
        )

    def jobs(self) -> State:
        return having(
            self.studio(),
            jobs={
                "selected": 35736252,
                "frames": tuple(self._frame(1037 + number) for number in range(120)),
                "listing": Listing(answered=True),
                "detail": Detail(complete=True),
            },
        )

    def _frame(self, number: int) -> FrameRow:
        place = number - 1037
        if number == 1044:
            return frame(number, FrameStatus.FAILED, 72, 0.03, memory=int(63.8 * GB), ram=64, node="gpu-0417")
        if number == 1048:
            return frame(number, FrameStatus.DONE, 364, 0.24, self.broken)
        if place < 15:
            return frame(number, FrameStatus.DONE, 300 + place * 17, 0.20 + place * 0.005, self.thumbnails[place],
                         memory=int((38 + place * 7 % 9) * GB), ram=64, node=f"gpu-04{place:02}")
        if place < 18:
            return frame(number, FrameStatus.RENDERING, 160, 0.11, memory=39 * GB, ram=64, node="gpu-0399")
        return frame(number, FrameStatus.WAITING, 0, 0)

    def demo_jobs(self) -> State:
        """The demo while it renders: 5 of 8 frames done."""
        frames = tuple(
            frame(number, (FrameStatus.DONE if number < 6 else
                           FrameStatus.RENDERING if number < 7 else FrameStatus.WAITING),
                  6.2 if number < 6 else 0, 0.01 if number < 6 else 0, self.thumbnails[number] if number < 6 else None)
            for number in range(1, 9))
        transfer = Transfer("t", "demo.blend", TransferState.WATCHING, 7, files=13, files_done=13, bytes=int(3.6 * MB),
                            bytes_done=int(3.6 * MB), bytes_new=int(3.6 * MB), bytes_sent=int(3.6 * MB), fetched=5,
                            folder=str(self.folder))
        row = dataclasses.replace(task(7, "demo.blend", TaskStatus.RENDERING, 8, 5, 0.05, 42), rendering=1)
        return having(self.ready(), transfers={"rows": (transfer,)},
                      jobs={"selected": 7, "frames": frames, "tasks": (row,), "listing": Listing(answered=True),
                            "detail": Detail(complete=True)})

    def some_new(self) -> State:
        """Assets of every state."""
        state = self.errors()
        paths = {asset.path.rpartition("/")[2]: asset.path for asset in state.scene.assets}
        unsent = {paths["floor.png"]: UploadDelta(1, 280_000, changed=True),
                  paths["sky.hdr"]: UploadDelta(1, 280_000, changed=False),
                  paths["smoke_####.vdb"]: UploadDelta(8, 400_000, changed=False)}
        assets = tuple(dataclasses.replace(asset, included=not asset.path.endswith("logo.png"), found_at=(
            "/projects/library/leaf.png" if asset.path.endswith("leaf.png") else "")) for asset in state.scene.assets)
        return having(state, scene={"assets": assets, "unsent": unsent, "new_bytes": 960_000, "selects": True})

    def uploading(self) -> State:
        """After Submit."""
        transfer = Transfer("t", "demo.blend", TransferState.UPLOADING, 7, files=13, files_done=5, bytes=48 * MB,
                            bytes_done=30 * MB, bytes_new=48 * MB, bytes_sent=30 * MB, speed=1.2 * MB)
        return having(self.ready(), transfers={"rows": (transfer,)}, submit={"submitted": ("t",)})

    def away(self) -> State:
        """The farm was there and is not any more."""
        return having(
            self.jobs(),
            account={
                "connection": Connection.AWAY,
                "retry_at": time.time() + 24,
                "known": (KnownAccount("ak-1", "north-studio", "task.foxrenderfarm.com", "6"),),
                "id": "ak-1",
                "trouble": too_late(),
            },
            jobs={"listing": Listing(answered=True, as_of=time.time() - 130)},
        )

    def never_there(self) -> State:
        return State(
            scene=SceneState(host="blender"),
            account=AccountState(
                connection=Connection.AWAY,
                retry_at=time.time() + 24,
                known=(KnownAccount("ak-1", "north-studio", "task.foxrenderfarm.com", "6"),),
                id="ak-1",
                trouble=too_late(),
            ),
        )

    def no_environment(self) -> State:
        return having(self.ready(), environments={"known": (), "hardware": ()}, submit={"findings": (Finding(
            codes.NOT_INSTALLED, Severity.ERROR,
            _("The farm has no render environment for this application: create one.")),)})

    def other_version(self) -> State:
        state = self.ready()
        return having(state, environments={"known": state.environments.known[1:]})

    def message(self) -> State:
        return having(
            self.ready(),
            message=_("Blender could not save the scene: {reason}.").format(reason="/projects/demo is read-only"),
        )

    def long_names(self) -> State:
        name = "courtyard_of_the_northern_palace_at_dusk_with_everything_switched_on_sh040_lighting_final_final_v017"
        state = self.studio()
        units = tuple(dataclasses.replace(unit, name=f"{name}_{unit.name}", camera=f"{name}_{unit.camera}")
                      for unit in state.scene.scene.units)
        return having(
            state,
            scene={"scene": dataclasses.replace(state.scene.scene, path=Path(f"P:/{name}.ma"), units=units)},
            account={
                "profile": Account(
                    "the-department-of-everything-north-studio-international", 1_234_567.89, 123_456.78, "USD"
                )
            },
            submit={
                "findings": tuple(
                    dataclasses.replace(each, text=sentences(each.text, each.text), nodes=each.nodes * 40)
                    for each in state.submit.findings
                )
            },
            environments={"known": (Environment(f"Maya 2025 {name}", "Maya", "2025.3", (), True),)},
        )

    def chinese(self) -> State:
        state = self.ready()
        unit = dataclasses.replace(state.scene.scene.units[0], name="场景", camera="主摄像机")
        return having(
            state,
            scene={"scene": Scene(Path("/工作/庭院_第四十镜.blend"), "4.5.15", units=(unit,))},
            account={"profile": Account("北方工作室", 12.3, 0, "CNY")},
            submit={
                "choices": Choices(project="庭院", artist="灯光"),
                "findings": (Finding("35001", Severity.WARNING, lost(2), ("图像“苔藓”",)),),
            },
        )

    def many(self, tasks: int = 500, frames: int = 2000) -> State:
        """For the time that drawing takes."""
        rows = tuple(task(1000 + number, f"shot_{number:03}", TaskStatus.RENDERING, 100, number % 100, 1.5, 60)
                     for number in range(tasks))
        pictures = tuple(frame(number, FrameStatus.DONE, 12, 0.2, self.thumbnails[number % 24])
                         for number in range(frames))
        return having(self.studio(), jobs={"tasks": rows, "selected": 1000, "listing": Listing(answered=True),
                                           "frames": pictures})
