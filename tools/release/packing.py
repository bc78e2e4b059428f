"""Archives that are the same bytes whenever they are made of the same files: by name, of one time, with fixed modes."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Union

Content = Union[bytes, Path]

EARLIEST = 315532800  # 1 January 1980: no zip knows an earlier time
MODE = 0o644
COMPILED = {".pyc"}


def below(folder: Path, prefix: str = "") -> dict[str, Content]:
    """Every file of a folder, by its path in it, for an archive; byte code is left out."""
    return {f"{prefix}{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*")
            if path.is_file() and path.suffix not in COMPILED}


def make_zip(path: Path, files: Mapping[str, Content], epoch: int) -> Path:
    """Make a zip of files by their names in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in sorted(files):
            content = files[name]
            entry = zipfile.ZipInfo(name, time.gmtime(max(epoch, EARLIEST))[:6])
            entry.create_system, entry.external_attr, entry.compress_type = 3, MODE << 16, zipfile.ZIP_DEFLATED
            file.writestr(entry, content if isinstance(content, bytes) else content.read_bytes())
    return path


def make_again(path: Path, epoch: int) -> Path:
    """Make a zip again of what is in it; what others made has their order and the time of the day."""
    with zipfile.ZipFile(path) as file:
        files: dict[str, Content] = {each.filename: file.read(each) for each in file.infolist() if not each.is_dir()}
    return make_zip(path, files, epoch)


def make_tar_again(path: Path, epoch: int) -> Path:
    """Make a compressed tar again of what is in it, as nobody's."""
    with tarfile.open(path) as file:
        entries = [(each, file.extractfile(each)) for each in file.getmembers()]
        read = {each.name: (each, content.read() if content else b"") for each, content in entries}
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as out:
        for name in sorted(read):
            each, content = read[name]
            fresh = tarfile.TarInfo(name)
            fresh.type, fresh.size, fresh.mtime = each.type, len(content), epoch
            fresh.mode = 0o755 if each.isdir() else MODE
            out.addfile(fresh, io.BytesIO(content))
    path.write_bytes(gzip.compress(packed.getvalue(), mtime=epoch))
    return path


def unpack(path: Path, folder: Path, epoch: int) -> None:
    """Unpack a zip with every file as old as in the archive."""
    with zipfile.ZipFile(path) as file:
        file.extractall(folder)  # noqa: S202 - made a moment ago
    for each in folder.rglob("*"):
        os.utime(each, (epoch, epoch))
