"""Pictures of finished frames, kept in a folder that stays below a size. For one worker.

A picture comes from the first of these that has one: an http(s) address that the farm gives; the server-side
path that it gives, below a base address where one is set; the frame itself, on this machine or fetched, scaled here.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
from pathlib import Path
from typing import Callable
from urllib.parse import quote

import requests

from ..api import FoxAPI
from ..api.wire.connection import Attempt
from ..common.atomic import remove, replace
from ..common.errors import BadInput
from ..pictures.oiio import kind
from ..pictures.previews import PLAIN, preview
from ..settings.settings import Settings
from .originals import Originals
from .tasks import FrameRow, FrameView

log = logging.getLogger(__name__)

MOST_BYTES = 20_000_000  # of one picture
SECONDS = 20.0  # for one picture: others wait for it, however slowly a server sends
LEFT = 0.8  # of the room that pictures may take: what is taken after a clearing
BLOCK = 1 << 16
SMALL, LARGE = 480, 2048  # pixels of a picture made here: for the contact sheet, for the viewer
WEB = ("http://", "https://")


class Pictures:
    """The pictures of one panel."""

    def __init__(self, settings: Settings, account: Callable[[], str] = str) -> None:
        """``account`` tells the one in use."""
        self._folder = settings.thumbnails
        self._account = account
        self._originals = Originals(settings, account)
        self._bytes: int | None = None
        self.room = 2_000_000_000
        """Bytes that all pictures may take."""

    def small(self, api: FoxAPI, frame: FrameRow, whole: int, base: str = "") -> Path | None:
        """A finished frame's picture for the contact sheet; ``whole`` is the task that it was submitted as.

        ``base`` is the address below which the paths that the farm names can be fetched; empty where there is none.

        Raises:
            BadInput: there is a file, and it cannot be shown.
            FoxError: the farm does not answer; it may later.
        """
        for ending in ("jpg", "png"):
            path = self._place(frame, ending)
            if path.exists():
                os.utime(path)  # what is looked at is the last to go
                return path
        return self._from_addresses(api, frame, base.rstrip("/")) or self._from_original(api, frame, whole)

    def large(self, frame: FrameRow, whole: int) -> FrameView:
        """The best picture of a frame that this machine has without asking the farm."""
        original = self._originals.on_this_machine((whole, frame.task_id), frame.name, now=True)
        if original is None:
            return FrameView(frame.id)
        format = kind(original)
        if original.suffix.lower() in PLAIN:
            return FrameView(frame.id, original, format, file=original)
        target, alpha = self._place(frame, "large.png"), self._place(frame, "alpha.png")
        try:
            if not target.exists() or target.stat().st_mtime < original.stat().st_mtime:
                remove(alpha)
                preview(original, target, LARGE, alpha)
                for made in filter(Path.exists, (target, alpha)):
                    self._made(made)
        except BadInput as error:
            return FrameView(frame.id, None, format, str(error), original)
        return FrameView(frame.id, target, format, file=original, alpha=alpha if alpha.exists() else None)

    def _place(self, frame: FrameRow, ending: str) -> Path:
        # A frame that is rendered again has another picture.
        return self._folder / self._account() / str(frame.task_id) / f"{frame.id}-{frame.ended}.{ending}"

    def _from_addresses(self, api: FoxAPI, frame: FrameRow, base: str) -> Path | None:
        addresses = api.query.get_frame_thumbnall(frame.id)
        found = [address for address in addresses if address.startswith(WEB)]
        if base.startswith(WEB):
            paths = [address.replace("\\", "/").lstrip("/") for address in addresses if not address.startswith(WEB)]
            found += [f"{base}/{quote(path)}" for path in paths if ".." not in path.split("/")]
        path = self._place(frame, "jpg")
        for address in found:
            try:
                if _download(api, address, path):
                    self._made(path)
                    return path
            except (requests.RequestException, ValueError) as error:  # not every odd address has its own kind of error
                # The address may hold a key: it is not for the log.
                log.info("the picture of frame %s did not come: %s", frame.id, type(error).__name__)
        return None

    def _from_original(self, api: FoxAPI, frame: FrameRow, whole: int) -> Path | None:
        original = self._originals.on_this_machine((whole, frame.task_id), frame.name)
        if original is not None:
            return self._scaled(original, frame)
        with tempfile.TemporaryDirectory(prefix="foxsubmit-") as folder:
            fetched = self._originals.fetch(api, frame.task_id, frame.name, Path(folder))
            if fetched is None:
                return None
            if fetched.suffix.lower() not in PLAIN:
                return self._scaled(fetched, frame)
            target = self._place(frame, "jpg" if fetched.suffix.lower() in (".jpg", ".jpeg") else "png")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(fetched.read_bytes())
            self._made(target)
            return target

    def _scaled(self, original: Path, frame: FrameRow) -> Path:
        if original.suffix.lower() in PLAIN:
            return original  # scaled where it is drawn
        target = self._place(frame, "png")
        preview(original, target, SMALL)
        self._made(target)
        return target

    def _made(self, path: Path) -> None:
        """Count the new picture; clear the oldest away where there are too many."""
        if self._bytes is None:
            self._bytes = sum(each.stat().st_size for each in self._folder.rglob("*") if each.is_file())
        else:
            self._bytes += path.stat().st_size
        if self._bytes <= self.room:
            return
        others = [each for each in self._folder.rglob("*") if each.is_file() and each != path]
        for _time, size, old in sorted((each.stat().st_mtime, each.stat().st_size, each) for each in others):
            if self._bytes <= self.room * LEFT:
                break
            with contextlib.suppress(OSError):  # another viewer may have it open: it goes another time
                old.unlink(missing_ok=True)
                self._bytes -= size


def _download(api: FoxAPI, address: str, path: Path) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with Attempt(SECONDS), api.client.get(address, (3, 10)) as response, part.open("wb") as file:
        if not response.ok:
            return False
        for block in response.iter_content(BLOCK):
            file.write(block)
            if file.tell() > MOST_BYTES:
                log.warning("the picture %s is larger than %s bytes", path.name, MOST_BYTES)
                return False
    replace(part, path)
    return True
