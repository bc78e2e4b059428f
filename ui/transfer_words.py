"""What a transfer is doing, in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from ..core.i18n import _, count
from ..core.state import Transfer, TransferState
from . import format, words


def time_left(row: Transfer) -> str:
    """A dash where it is not known."""
    if row.speed <= 0 or row.state is not TransferState.UPLOADING:
        return format.NOTHING
    return format.duration((row.bytes - row.bytes_done) / row.speed)


def what(row: Transfer) -> str:
    """The second line below the name: how much there is to send."""
    every = format.size(row.bytes)
    if not row.files:
        return words.transfer_state(row).text
    if row.bytes_new < row.bytes:
        return _("{new} new of {every}").format(new=format.size(row.bytes_new), every=every)
    return count("{n} file", "{n} files", row.files) + ", " + every


def progress(row: Transfer) -> str:
    """The second line below the bar."""
    if row.message:
        return row.message
    if row.state is TransferState.UPLOADING:
        return _("{done} of {every}, file {n} of {files}").format(
            done=format.size(row.bytes_done), every=format.size(row.bytes),
            n=format.number(min(row.files, row.files_done + 1)), files=format.number(row.files))
    if row.state is TransferState.PAUSED:
        return _("Paused by you at {done}. Nothing sent is lost.").format(done=format.size(row.bytes_done))
    if row.state is TransferState.WATCHING:
        return fetched(row) or _("Uploaded. Frames are fetched as they finish.")
    if row.state is TransferState.FETCHED:
        return fetched(row) or _("Done")
    return words.transfer_state(row).text


def fetched(row: Transfer) -> str:
    """How many result files are here, and where; empty while there are none."""
    if not row.fetched:
        return ""
    files = count("{n} file fetched", "{n} files fetched", row.fetched)
    return _("{files} to {folder}").format(files=files, folder=row.folder) if row.folder else files


ORDER = (TransferState.FAILED, TransferState.PLANNED, TransferState.CREATING, TransferState.UPLOADING,
         TransferState.CONFIGURING, TransferState.SUBMITTING, TransferState.PAUSED, TransferState.WATCHING,
         TransferState.FETCHED, TransferState.CANCELLED)
"""What is said of several transfers is said of the first of these that one of them is in."""


def together(rows: Sequence[Transfer]) -> Transfer | None:
    """Several transfers of one submission as one; None where there is none."""
    if not rows:
        return None
    behind = min(rows, key=lambda row: ORDER.index(row.state))
    totals = {name: sum(getattr(row, name) for row in rows)
              for name in ("files", "files_done", "bytes", "bytes_done", "bytes_new", "speed", "fetched")}
    return dataclasses.replace(behind, task_id=rows[0].task_id, **totals)
