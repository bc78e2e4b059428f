"""States of the Jobs tab, as they occur. All names and numbers are made up."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

from PIL import Image, ImageChops
from tests.ui.having import having

from foxsubmit.core.api.codes import FrameStatus, TaskStatus
from foxsubmit.core.jobs.tasks import (
    Block,
    Detail,
    FrameLog,
    FrameRow,
    FrameView,
    Listing,
    LookedOver,
    Mosaic,
    Output,
    OutputEntry,
    TaskFilter,
    TaskRow,
)
from foxsubmit.core.model.ending import Failures
from foxsubmit.core.model.logs.reasons import Reason
from foxsubmit.core.model.logs.rules import Cause
from foxsubmit.core.offer.values import Account
from foxsubmit.core.pictures.channels import Layer
from foxsubmit.core.pictures.compare import Difference
from foxsubmit.core.pictures.looks import Look, Transform
from foxsubmit.core.pictures.triage.marks import Fault, Mark
from foxsubmit.core.pictures.values import PixelValue
from foxsubmit.core.session.review.compared import Against, Beside, Compared, Way
from foxsubmit.core.session.review.saved import Saved
from foxsubmit.core.session.state import State

GB, MB = 1_000_000_000, 1_000_000


def task(number: int, name: str, status: TaskStatus, frames: int, done: int, cost: float, seconds: float,
         failed: int = 0, children: tuple[TaskRow, ...] = ()) -> TaskRow:
    return TaskRow(number, name, status, int(status), frames, done, failed, 3, cost, seconds, "", children)


def told(row: TaskRow, **more) -> TaskRow:
    """The task as a farm tells of it that was told who submitted it, and when."""
    submitted = datetime.datetime(2026, 3, 1, 9, 30).timestamp() + (row.id - 35735000) * 20
    return dataclasses.replace(row, submitted=submitted, artist="mira", project="lantern", **more)


def frame(number: int, status: FrameStatus, seconds: float, cost: float, thumbnail: Path | None = None,
          **more) -> FrameRow:
    return FrameRow(number, str(number), status, int(status), seconds, cost, thumbnail, **more)


class JobStates:
    """What ``States`` has beside ``jobs`` and ``demo_jobs``, from which these are made."""

    def log(self) -> State:
        """The log of frame 1046, with what stands out in it."""
        lines = ("00:00 Loading scene courtyard_sh040_v017.ma", "00:21 MtoA 5.4.5, Arnold 7.3.4.1",
                 "00:22 OptiX: 2 cards, 24,564 MB each", "00:58 Textures: 214 opened, 0 missing",
                 "00:59 Warning: ivy_leaf_alpha: no .tx file, read as TIFF", "01:07 Scene ready, 31.6 GB of volumes",
                 *(f"0{2 + part}:31 {part * 10} % done" for part in range(8)),
                 "05:41 Error: the licence server did not answer, trying the next one", "06:14 Wrote beauty.1046.exr")
        state = self.jobs()
        return having(state, jobs={"detail": Detail(
            complete=True, log=FrameLog(1046, lines, complete=True), view=FrameView(1046))})

    def exr(self) -> State:
        """The viewer at a frame whose own file with layers is here, looked at a stop lighter."""
        file = Path("/results/beauty.1046.exr")
        beauty = Layer(0, "ViewLayer.Combined", ("R", "G", "B"), "A")
        depth = Layer(0, "ViewLayer.Depth", ("ViewLayer.Depth.Z",))
        state = having(self.log(), jobs={"detail": Detail(
            complete=True, log=self.log().jobs.detail.log, view=FrameView(1046, self.thumbnails[6], "EXR", "", file))})
        return having(state, review={
            "frame_id": 1046, "file": file, "layers": (beauty, depth), "look": Look(beauty, exposure=1.0),
            "transforms": (Transform("config.ocio", "sRGB", "AgX"),), "picture": self.thumbnails[6],
            "pixel": PixelValue(1204, 388, (("R", 0.2512), ("G", 1.205), ("B", 0.0488), ("A", 1.0)))})

    def marked(self) -> State:
        """Frames whose files are here and were looked over, three of which look wrong."""
        state, some = self.exr(), {
            1039: (Mark(Fault.FIREFLIES, 31, 4),), 1041: (Mark(Fault.LIGHT, 9.4, 8),),
            1046: (Mark(Fault.NOT_WHOLE, 0.5, 0.15), Mark(Fault.WRONG_VALUES, 12, 1))}
        rows = tuple(dataclasses.replace(row, file=Path(f"/results/beauty.{row.id}.exr"), marks=some.get(row.id, ()))
                     if row.status is FrameStatus.DONE else row for row in state.jobs.frames)
        return having(state, jobs={"frames": rows, "looked_over": LookedOver(done=14, all=14)})

    def saving_movie(self) -> State:
        """A movie of the frames is being saved."""
        return having(self.exr(), review={"saved": Saved(Path("/results/frames.mp4"), running=True, done=38, all=55)})

    def wiped(self) -> State:
        """A frame is wiped against the same one of an earlier task."""
        return having(self.exr(), review={"compared": Compared(
            Against(Beside.TASK, 35735410), frame_id=1046, name="35735410, beauty.1046.exr",
            sizes=((1920, 1080), (1920, 1080)), other=self.thumbnails[20])})

    def differing(self) -> State:
        """The difference of the two, with its figures."""
        made = self.thumbnails[6].with_name("difference.png")
        with Image.open(self.thumbnails[6]) as one, Image.open(self.thumbnails[20]) as other:
            ImageChops.difference(one.convert("RGB"), other.convert("RGB")).point(lambda value: value * 4).save(made)
        return having(self.wiped(), review={"compared": dataclasses.replace(
            self.wiped().review.compared, way=Way.DIFFERENCE, other=None, difference=made,
            figures=Difference(0.0121, 0.4375, 38_412, 2_073_600))})

    def no_log(self) -> State:
        return having(self.jobs(), jobs={"detail": Detail(complete=True, log=FrameLog(1046, (), complete=True))})

    def output(self) -> State:
        """Two folders of it are read."""
        name = "35736252_courtyard_sh040_v017"
        root = OutputEntry(f"/{name}", name, True, 0, "2026-03-01 14:02:11")
        beauty, crypto = (OutputEntry(f"{root.path}/{name}", name, True, 0, "2026-03-01 14:02:11")
                          for name in ("beauty", "crypto"))
        files = tuple(OutputEntry(f"{beauty.path}/beauty.{number}.exr", f"beauty.{number}.exr", False,
                                  int((18 + number % 3) * MB), "2026-03-01 14:05:42") for number in range(1037, 1045))
        folders = (("", (root,)), (root.path, (beauty, crypto)), (beauty.path, files))
        return having(self.jobs(), jobs={"detail": Detail(complete=True, output=Output(folders))})

    def blocks(self) -> State:
        """A picture of 3ds Max in parts."""
        row = dataclasses.replace(task(35736300, "lobby_night_v012", TaskStatus.RENDERING, 2, 0, 3.21, 1900),
                                  software=2001)
        done = Block(1.0, FrameStatus.DONE, 1260)
        going = Block(0.63, FrameStatus.RENDERING, 800, 470)
        waiting = Block(0.0, FrameStatus.WAITING)
        frames = tuple(frame(number, FrameStatus.RENDERING, 800, 1.6) for number in (1, 2))
        return having(self.jobs(), jobs={"tasks": (row,), "selected": row.id, "frames": frames,
                                         "detail": Detail(row, complete=True, mosaic=Mosaic(4000, 3000, (
                ("1", (done, done, going, waiting)),
                ("2", (going, Block(0.2, FrameStatus.FAILED, 90), waiting, waiting)))))})

    def tested(self) -> State:
        """Three test frames are done: what will the rest cost?"""
        row = dataclasses.replace(task(35735988, "lantern_lookdev_v004", TaskStatus.TEST_DONE, 240, 3, 0.66, 540),
                                  rendering=0, node_limit=5)
        frames = tuple(frame(number, FrameStatus.DONE if number in (1, 120, 240) else FrameStatus.WAITING,
                             180 + number / 4 if number in (1, 120, 240) else 0,
                             0.16 + number / 2000 if number in (1, 120, 240) else 0,
                             self.thumbnails[number % 24] if number in (1, 120, 240) else None,
                             kind=4 if number in (1, 120, 240) else 5) for number in range(1, 241))
        return having(self.connected(), jobs={"tasks": (row,), "selected": row.id, "frames": frames,
                                              "listing": Listing(answered=True), "detail": Detail(complete=True)})

    def out_of_balance(self) -> State:
        """The farm has stopped a task since nothing is left to pay with."""
        state = self.tested()
        row = dataclasses.replace(state.jobs.tasks[0], status=TaskStatus.NO_BALANCE,
                                  status_number=int(TaskStatus.NO_BALANCE))
        poor = dataclasses.replace(state.account.profile, balance=0.0, coupon=0.0, credit=0.0)
        return having(state, jobs={"tasks": (row,)}, account={"profile": poor, "domain": "task.foxrenderfarm.com"})

    def too_slow(self) -> State:
        """A task was stopped since it took longer than it may."""
        state = self.tested()
        row = dataclasses.replace(state.jobs.tasks[0], status=TaskStatus.TIMED_OUT, stop_after=7200,
                                  status_number=int(TaskStatus.TIMED_OUT))
        return having(state, jobs={"tasks": (row,)})

    def some_failed(self) -> State:
        """A task has ended with frames that failed for three reasons; some of their logs were read."""
        reasons = {2: Reason(Cause.MEMORY, "Error: not enough memory: 63.8 GB needed", "63.8 GB"),
                   5: Reason(Cause.MEMORY, "Error: not enough memory: 64.0 GB needed", "64.0 GB"),
                   7: Reason(Cause.FILE, "Unable to load texture P:/maps/brick_wet.exr", "P:/maps/brick_wet.exr")}
        row = dataclasses.replace(task(35736301, "pyro_test_v008", TaskStatus.DONE_WITH_FAILURES, 48, 44, 31.15, 9000),
                                  failed=4, rendering=0)
        frames = tuple(frame(number, FrameStatus.FAILED if number in (2, 5, 7, 8) else FrameStatus.DONE, 190, 0.7,
                             None if number in (2, 5, 7, 8) else self.thumbnails[number % 24], ram=64,
                             why=reasons.get(number)) for number in range(1, 49))
        failures = Failures(("2", "5", "7", "8"), "out of memory (frame 2: “not enough memory”), the same for 2 frames",
                            tuple(reasons.items()))
        return having(self.connected(), jobs={"tasks": (row,), "selected": row.id, "frames": frames, "listing": Listing(
            answered=True), "detail": Detail(row, complete=True, failures=failures)})

    def nothing_found(self) -> State:
        return having(self.ready(), jobs={"listing": Listing(
            TaskFilter("sh900", (TaskStatus.DONE_WITH_FAILURES, TaskStatus.FAILED), 7), answered=True)})

    def may_not_see(self) -> State:
        return having(self.ready(), jobs={"listing": Listing(answered=True, refused=(
            "This account may not do that: ask the owner of the main account (code 605)."))})

    def not_shown(self) -> State:
        """Frames of a format that needs help, and none at hand."""
        frames = tuple(frame(number, FrameStatus.DONE, 12, 0.05, no_picture=(
            "EXR is not shown here: install the extra “pictures”, or put oiiotool on the PATH."))
            for number in range(1, 13))
        return having(self.demo_jobs(), jobs={"frames": frames})

    def chinese_jobs(self) -> State:
        state = self.jobs()
        rows = tuple(dataclasses.replace(
            each, name="庭院_第四十镜_灯光师最终版本_所有图层_第十七版", tags=("灯光", "客户审核"),
            children=tuple(dataclasses.replace(child, name="美术图层，主摄像机") for child in each.children))
            for each in state.jobs.tasks)
        return having(state, jobs={"tasks": rows}, account={"profile": Account("北方工作室", 12.3, 0, "CNY")})
