"""Takes down what a renderer tells: frames, files, thumbnails, fees, log."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Callable

from ...core.i18n import _
from .. import schedule
from ..account import CPU_PRICE, LEAST_FEE, OUTPUT
from ..routes import Refuse
from ..state import Farm
from .simulated import preview_of

WIDTH = 320  # pixels of a thumbnail
HOUR = 3600.0


class Report:
    """The progress of one task."""

    def __init__(self, farm: Farm, task: int, wanted: Callable[[], bool]) -> None:
        self.wanted = wanted
        self._farm = farm
        self._task = task
        row = farm.database.rows("SELECT output FROM tasks WHERE id = ?", task)[0]
        self._output = str(row["output"])
        logs = farm.folder / "logs"
        logs.mkdir(exist_ok=True)
        self._log = (logs / f"{task}.log").open("a", encoding="utf-8")

    def close(self) -> None:
        """The work is over."""
        self._log.close()

    def log(self, line: str) -> None:
        """Keep a line; who looks into the file sees it at once."""
        self._log.write(line + "\n")
        self._log.flush()

    def started(self, frame: int) -> None:
        """A frame begins."""
        schedule.start_frame(self._farm.database, self._task, frame)

    def done(self, frame: int, seconds: float, files: list[Path], preview: Path | None) -> None:
        """Move a frame's files to output storage, and make its thumbnail first: none is shown too early."""
        try:
            token = self._thumbnail(preview) if preview else ""
            for file in files:
                self._farm.storage.adopt(OUTPUT, f"/{self._output}/{file.name}", file)
        except (OSError, Refuse) as error:
            self.failed(frame, _("The frame was rendered but could not be stored: {reason}.").format(reason=error))
            return
        fee = round(max(LEAST_FEE, seconds / HOUR * CPU_PRICE), 6)
        schedule.finish_frame(self._farm.database, self._task, frame, seconds, fee, token)

    def failed(self, frame: int, message: str) -> None:
        """A frame will not come."""
        self.log(f"frame {frame} failed: {message}")
        schedule.fail_frame(self._farm.database, self._task, frame, message)

    def _thumbnail(self, picture: Path) -> str:
        """The secret name of a small JPEG; empty where the picture cannot be read."""
        token = secrets.token_urlsafe(24)
        try:
            preview_of(picture, self._farm.thumbnails / f"{token}.jpg", WIDTH)
        except OSError as error:
            self.log(f"no thumbnail of {picture.name}: {error}")
            return ""
        return token
