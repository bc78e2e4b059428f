"""What the panel asks about one task or frame when somebody looks: its log, its output, its blocks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ..api import FoxAPI
from ..api.codes import FrameStatus
from ..api.frames import NO_MORE
from ..api.types import OutputFile
from ..common.errors import Refused
from ..common.i18n import _, count
from ..model.logs.reasons import explain
from ..transfer.engines import open_engine
from ..transfer.fetch.failures import LOG_PAGE
from ..transfer.fetch.places import place
from ..transfer.fetch.storage_listing import files_below, size_of
from .reading import number
from .tasks import Block, FrameLog, Mosaic, OutputEntry

MOST_LINES = 60_000
"""The most lines of one log that the panel keeps."""


LOG_END = 1000
"""Lines at the end of a log in which the reason is looked for."""


def read_log(api: FoxAPI, known: FrameLog) -> FrameLog:
    """The log with one page more, or with its last page as it is now."""
    page = len(known.lines) // LOG_PAGE + 1
    try:
        answer = api.query.get_render_log(pageNum=page, pageSize=LOG_PAGE, frame_id=known.frame_id)
    except Refused as error:
        if error.code != NO_MORE:
            raise
        return FrameLog(known.frame_id, known.lines, complete=True, why=explain(known.lines[-LOG_END:]))
    lines = (*known.lines[: (page - 1) * LOG_PAGE], *answer["items"])
    more = len(answer["items"]) >= LOG_PAGE and page < number(answer.get("pageCount"))
    complete = not more or len(lines) >= MOST_LINES
    return FrameLog(known.frame_id, lines, complete, why=explain(lines[-LOG_END:]) if complete else None)


def read_output(api: FoxAPI, task_ids: tuple[int, ...], path: str) -> tuple[OutputEntry, ...]:
    """One folder of output storage; with an empty path the folders of the tasks."""
    if path:
        found = api.transmit.get_output_files(None, path)
    else:
        found = [entry for task_id in task_ids for entry in api.transmit.get_output_files(task_id)]
    entries = {entry["filePath"]: _entry(entry) for entry in found}
    return tuple(sorted(entries.values(), key=lambda entry: (not entry.folder, entry.name.lower(), entry.path)))


def read_files(api: FoxAPI, task_ids: tuple[int, ...]) -> tuple[OutputEntry, ...]:
    """Return every file in the output storage of the tasks, by their paths."""
    listed = [entry for task_id in task_ids for entry in api.transmit.get_output_files(task_id)]
    return tuple(sorted(map(_entry, files_below(api, listed)), key=lambda entry: entry.path))


def _entry(listed: OutputFile) -> OutputEntry:
    path = listed["filePath"]
    return OutputEntry(path=path, name=str(listed.get("fileName") or path.rstrip("/").rsplit("/", 1)[-1]),
                       folder=listed["directory"], size=size_of(listed), modified=listed["lastModify"])


def fetch_entries(api: FoxAPI, entries: Collection[OutputEntry], folder: Path) -> str:
    """Bring files, and all that is in folders, below a local folder; how many came, as a sentence.

    Raises:
        FoxError: one does not come, or must not lie there.
    """
    engine, fetched = open_engine(api), 0
    for entry in _files(api, entries):
        local = place(folder, entry.path)
        if not local.is_file() or local.stat().st_size != entry.size:
            local.parent.mkdir(parents=True, exist_ok=True)
            engine.fetch(entry.path, local, entry.size, lambda _done: None)
        fetched += 1
    return _("{files} to {folder}").format(
        files=count("{n} file fetched", "{n} files fetched", fetched), folder=folder)


def _files(api: FoxAPI, entries: Collection[OutputEntry]) -> Iterator[OutputEntry]:
    for entry in entries:
        if not entry.folder:
            yield entry
        else:
            yield from map(_entry, files_below(api, api.transmit.get_output_files(None, entry.path)))


def read_mosaic(api: FoxAPI, task_id: int) -> Mosaic:
    """The blocks of a 3ds Max task. The farm says numbers in texts."""
    answer = api.query.get_task_processing_img(task_id)
    rows = []
    grabbed = answer.get("grabInfo")
    for group in grabbed if isinstance(grabbed, list) else ():
        blocks = [block for block in group if isinstance(block, dict)] if isinstance(group, list) else []
        if blocks:
            rows.append((str(blocks[0].get("frameIndex") or ""), tuple(_block(each) for each in blocks)))
    return Mosaic(int(number(answer.get("width"))), int(number(answer.get("height"))), tuple(rows))


def _block(block: Mapping[str, object]) -> Block:
    info = block.get("renderInfo")
    return Block(
        part=min(1.0, max(0.0, number(block.get("framePercent")) / 100)),
        status=FrameStatus(int(number(block.get("frameStatus")))).plain(),
        used=number(block.get("frameUsed")),
        left=number(block.get("frameEst")),
        info=info if isinstance(info, str) else "",
    )
