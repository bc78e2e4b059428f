"""A hidden folder in each results folder, by which it is known again.

An unplugged drive leaves an empty place of the same name. Without the marker, results would be put on the system disk
below the drive's mount point, and the task be called done.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from ...common.atomic import sync_folder
from ...common.disk import need_folder
from ...common.errors import BadInput, TransferFailed
from ...common.i18n import _
from ...model import format
from ..journal.journal import Journal
from ..journal.records import Row
from ..supervised.pulse import touching

MARKER = ".foxfolder"
"""An empty folder: whoever counts or copies frames does not meet a file that is none."""
HIDDEN = 0x02
"""FILE_ATTRIBUTE_HIDDEN of Windows; elsewhere the dot hides."""


class FolderGone(TransferFailed):
    """The results folder is not the one that results were put into before: its drive is not there, or it was moved."""


def put_marker(folder: Path) -> None:
    """Leave the marker in a folder, which is made where there is none.

    Raises:
        OSError: nothing can be written there.
    """
    marker = folder / MARKER
    if marker.is_dir():
        return
    marker.mkdir(parents=True)
    sync_folder(folder)
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetFileAttributesW(str(marker), HIDDEN)


def has_marker(folder: Path) -> bool:
    """Whether the marker lies there. Blocks."""
    return os.path.isdir(folder / MARKER)  # noqa: PTH112 - a drive that is gone may raise errors of many kinds


def mount_of(folder: Path) -> str:
    """Return the mount point below which a folder lies, or would lie; empty where not even its drive is there."""
    for each in (folder, *folder.parents):
        if os.path.lexists(each) and os.path.ismount(each):
            return str(each)
    return ""


def known_again(journal: Journal, row: Row) -> None:
    """See that a submission's folder is the one that results were put into before, where any were.

    Raises:
        FolderGone: it is not there, or another is in its place.
    """
    if not is_known_again(journal, row):
        journal.record(row.id, folder_gone=1)
        raise FolderGone(gone(row.folder, str(row.task_id or "")), path=row.folder, retry=True)
    if row.folder_gone:
        journal.record(row.id, folder_gone=0)


def is_known_again(journal: Journal, row: Row) -> bool:
    """Whether a submission's folder is the one that results were put into before, where any were. Blocks."""
    folder = Path(row.folder)
    with touching(folder):
        # Where results still lie, somebody removed the marker alone.
        return (journal.mount_of_marked(row.folder) is None or has_marker(folder)
                or _has_results(journal, row.id, folder))


def gone(folder: str, task: str) -> str:
    """Say that a results folder is not there, and what to do."""
    if os.path.isdir(folder):  # noqa: PTH112
        said = _("{folder} is not the folder that results were put into before ({marker} is missing in it): is its "
                 "drive connected?")
    else:
        said = _("The results folder {folder} is gone: is its drive connected?")
    return format.sentences(said.format(folder=folder, marker=MARKER), _(
        "Nothing is put there until it is back; then it goes on by itself. If it was moved or removed on purpose, "
        "choose “Use the folder as it is” in Transfers or type “foxsubmit fetch {task} --as-it-is”.").format(task=task))


def use_as_it_is(folder: str) -> None:
    """Take a folder for the right one, and make it where there is none. Blocks.

    Raises:
        BadInput: nothing can be written there.
    """
    need_folder(folder)
    put_marker(Path(folder))


def need_drive(journal: Journal, folder: str) -> None:
    """See that the drive of a folder for a new submission's results is there, if it was before. Blocks.

    A folder that was removed is made anew. One whose drive was unplugged would be made on another.

    Raises:
        BadInput: its drive is not there.
    """
    before = journal.mount_of_marked(folder)
    if before is not None and not has_marker(Path(folder)) and mount_of(Path(folder)) != before:
        raise BadInput(_("The drive of {folder} is not connected, so nothing was asked of the farm: results were put "
                         "there before. Connect it, or choose another output folder.").format(folder=folder))


def _has_results(journal: Journal, submission: str, folder: Path) -> bool:
    """Whether results that were fetched still lie there."""
    return any(each.local and folder in Path(each.local).parents and os.path.isfile(each.local)  # noqa: PTH113
               for each in journal.results(submission).values())
