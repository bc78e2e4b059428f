"""State of a transfer in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from ...core.common.i18n import _, count, dotted
from ...core.model import format
from ...core.transfer.after.words import held, waits_for_tasks
from ...core.transfer.cancelling import cancelling
from ...core.transfer.states import Transfer, TransferState
from ...core.transfer.supervised.silence import noted
from ..kit import words


def time_left(row: Transfer) -> str:
    """A dash where it is not known."""
    return format.NOTHING if row.seconds_left is None else format.duration(row.seconds_left)


def part(row: Transfer) -> float:
    """Progress that the bar shows, 0.0 – 1.0: of the upload, then of the results."""
    if row.state is TransferState.FETCHED:
        return 1.0
    if fetches(row):
        return row.fetch_done / row.fetch_bytes if row.fetch_bytes else 0.0
    return row.part


def fetches(row: Transfer) -> bool:
    """Everything is sent: what it does now is to bring results."""
    return (row.stage or row.state) in (TransferState.WATCHING, TransferState.FETCHED)


def what(row: Transfer) -> str:
    """The second line below the name: how much there is to send."""
    host = words.host_name(row.host) if row.host else ""
    waits = waits_for_tasks(row) if row.state is not TransferState.HELD else ""
    return dotted(host, waits, _amount(row))


def _amount(row: Transfer) -> str:
    every = format.size(row.bytes)
    if not row.files:
        known = count("{n} result", "{n} results", row.fetch_files) if row.fetch_files else ""
        return known or words.transfer_state(row).text
    if row.bytes_new < row.bytes:
        return _("{new} new of {every}").format(new=format.size(row.bytes_new), every=every)
    return format.together(count("{n} file", "{n} files", row.files), every)


def progress(row: Transfer) -> str:
    """The second line below the bar."""
    if row.state is TransferState.FETCHED:
        done = format.sentences(row.message, fetched(row)) or words.transfer_state(row).text
        return format.together(done, format.ago(row.ended) if row.ended else "")
    if row.state is TransferState.CANCELLING and not row.silent:
        return cancelling(row)
    return noted(row) or _goes_on(row)


def _goes_on(row: Transfer) -> str:
    if row.state is TransferState.UPLOADING:
        return _("{done} of {every}, file {n} of {files}").format(
            done=format.size(row.bytes_sent), every=format.size(row.bytes_new),
            n=format.number(min(row.files, row.files_done + 1)), files=format.number(row.files))
    if row.state is TransferState.PAUSED:
        return _("Paused by you at {done}. Nothing sent is lost.").format(
            done=format.size(row.fetch_done if fetches(row) else row.bytes_sent))
    if row.state is TransferState.HELD:
        return held(row)
    if row.state is TransferState.WATCHING:
        return _watching(row)
    return words.transfer_state(row).text


def _watching(row: Transfer) -> str:
    if row.fetch_bytes > row.fetch_done:
        return _("{done} of {every}, file {n} of {files}").format(
            done=format.size(row.fetch_done), every=format.size(row.fetch_bytes),
            n=format.number(min(row.fetch_files, row.fetched + 1)), files=format.number(row.fetch_files))
    if not row.folder:
        return _("Uploaded. The frames stay on the farm.")
    if row.fetch == "end":
        return _("Uploaded. Frames are fetched when the task is over.")
    return fetched(row) or _("Uploaded. Frames are fetched as they finish.")


def fetched(row: Transfer) -> str:
    """How many result files are here, and where; empty while there are none."""
    if not row.fetched:
        return ""
    files = count("{n} file fetched", "{n} files fetched", row.fetched)
    return _("{files} to {folder}").format(files=files, folder=row.folder) if row.folder else files


ORDER = (TransferState.CANCELLING, TransferState.FAILED, TransferState.PLANNED, TransferState.CREATING,
         TransferState.UPLOADING, TransferState.CONFIGURING, TransferState.SUBMITTING, TransferState.HELD,
         TransferState.PAUSED,
         TransferState.WATCHING, TransferState.FETCHED, TransferState.CANCELLED)
"""What is said of several transfers is said of the first of these that one of them is in."""


TOTALS = ("files", "files_done", "bytes", "bytes_done", "bytes_new", "bytes_sent", "speed", "fetched", "fetch_files",
          "fetch_bytes", "fetch_done")


def together(rows: Sequence[Transfer]) -> Transfer | None:
    """Several transfers of one submission as one; None where there is none."""
    if not rows:
        return None
    behind = min(rows, key=lambda row: (ORDER.index(row.state), row.end is None or not row.end.failed))
    totals = {name: sum(getattr(row, name) for row in rows)
              for name in TOTALS}
    return dataclasses.replace(behind, task_id=rows[0].task_id, **totals)
