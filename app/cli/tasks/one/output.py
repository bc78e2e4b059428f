"""``foxsubmit task output``: which results the farm has of a task, and where they are on this machine."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Mapping

from rich.table import Table

from ....core.common.exit_codes import ExitCode
from ....core.common.i18n import _, count
from ....core.jobs.tasks import OutputEntry, TaskRow
from ....core.model import format
from ....core.session.following import read_frames, read_output
from ....core.session.session import Session
from ....core.settings.settings import Settings
from ....core.transfer.journal.journal import Journal
from ...common.output import write_answer
from ...common.shapes import usual
from ...common.terminal import Terminal, cell, say

SHAPE = usual({"task": "its number", "folder": "where its results go on this machine, null where that is not known",
               "files": ("each result on the farm", [{
                   "path": "in output storage", "size": "bytes", "changed": "when, as the farm writes it",
                   "local": "its path on this machine, null while it is not here"}])})


def run(options: argparse.Namespace, session: Session, task: TaskRow) -> int:
    """List every result."""
    read_frames(session, task, options.timeout)
    files = read_output(session, options.timeout)
    folder, here = _here(options, session.state.account.id, task)
    if options.json:
        SHAPE.write(task=task.id, folder=folder or None, files=[
            {"path": each.path, "size": each.size, "changed": each.modified, "local": here.get(each.path)}
            for each in files])
    elif files:
        Terminal().print(_table(files, here))
    else:
        write_answer(_("The farm has no results of this task yet."))
    if files and not options.json:
        size = format.size(sum(each.size for each in files))
        say(count("{n} result, {{size}}; {{here}} on this machine.", "{n} results, {{size}}; {{here}} on this machine.",
                  len(files)).format(size=size, here=sum(each.path in here for each in files)))
    return ExitCode.DONE


def _here(options: argparse.Namespace, account: str, task: TaskRow) -> tuple[str, Mapping[str, str]]:
    """Return the folder for results, and the paths on this machine by those on the farm, as the journal has them."""
    with contextlib.closing(Journal(Settings(options.home).journal)) as journal:
        row = journal.find(task.id, account)
        if row is None:
            return "", {}
        return row.folder, {path: each.local for path, each in journal.results(row.id).items() if each.local}


def _table(files: tuple[OutputEntry, ...], here: Mapping[str, str]) -> Table:
    table = Table(box=None)
    for title in (_("Result"), _("Size"), _("Changed"), _("On this machine")):
        table.add_column(title)
    for each in files:
        table.add_row(*map(cell, (each.path, format.size(each.size), each.modified,
                                  here.get(each.path, format.NOTHING))))
    return table
