"""A result while it comes: what arrived stays after a cut or a kill, and is gone on with if it is the same content."""

from __future__ import annotations

import contextlib
import hashlib
import re
from pathlib import Path
from typing import BinaryIO

import requests

from ...common.atomic import remove, replace
from ..engine import Progress
from ..hashing_reader import BLOCK
from ..supervised.pulse import touching

STRONG = re.compile(r'"[\x21\x23-\x7e]+"')
"""An ETag that names a content byte by byte; a weak one does not."""


def note_of(path: Path) -> Path:
    """Return the note beside an unfinished file of the content that it is from."""
    return path.with_name(f"{path.name}.etag")


class PartFile:
    """The bytes of one result so far, beside a note of the content that they are from."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._note = note_of(path)
        self._size = size
        self._done = 0

    def wanted(self) -> dict[str, str]:
        """Return the headers that ask for the rest, if the content is still the one of the note."""
        with contextlib.suppress(OSError, UnicodeDecodeError), touching(self._path):
            tag, done = self._note.read_text("ascii"), self._path.stat().st_size
            if STRONG.fullmatch(tag) and 0 < done < self._size:
                self._done = done
                return {"Range": f"bytes={done}-", "If-Range": tag}
        return {}

    def take(self, response: requests.Response, progress: Progress) -> str:
        """Write what comes, and return the SHA-256 of all there is; more bytes than announced are not waited for.

        Raises:
            ValueError: the answer begins elsewhere than was asked.
        """
        digest = hashlib.sha256()
        with touching(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._opened(response)
        try:
            while block := self._read(file):
                digest.update(block)
            for block in response.iter_content(BLOCK):
                with touching(self._path):
                    file.write(block)
                digest.update(block)
                if file.tell() > self._size:
                    break
                progress(file.tell())
        finally:
            with touching(self._path):
                file.close()
        return digest.hexdigest()

    def _read(self, file: BinaryIO) -> bytes:
        with touching(self._path):
            return file.read(BLOCK)

    def whole(self, digest: str, wanted: str) -> bool:
        """Whether all of it is here; what is short is kept for the next try, what is wrong is not."""
        with touching(self._path):
            done = self._path.stat().st_size
        right = (done, digest) == (self._size, wanted)
        if not right and (done >= self._size or not self._note.exists()):
            self.remove()
        return right

    def finish(self, local: Path) -> None:
        """Give the file its name."""
        with touching(self._path):
            replace(self._path, local)
            remove(self._note)

    def remove(self) -> None:
        """Begin anew the next time."""
        for path in (self._note, self._path):  # in this order: pieces.py
            with touching(path):
                remove(path)

    def _opened(self, response: requests.Response) -> BinaryIO:
        """Open the file to go on after what there is, or at its beginning."""
        if response.status_code == requests.codes.partial_content:
            begins = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
            if not self._done or begins is None or int(begins.group(1)) != self._done:
                self.remove()
                raise ValueError("the farm sends another part than was asked for")
            return self._path.open("r+b")
        self.remove()
        tag = response.headers.get("ETag", "")
        file = self._path.open("w+b")
        # Without a hash nobody could tell whether two halves fit.
        if STRONG.fullmatch(tag) and "X-Sha256" in response.headers:
            self._note.write_text(tag, "ascii")
        return file
