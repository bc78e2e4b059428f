"""Names that a terminal, Rich or a log would obey are shown as they are, by every command that shows names."""

from __future__ import annotations

import io
import logging

import pytest
from rich.console import Console
from rich.table import Table

from foxsubmit.cli import transfers
from foxsubmit.cli.common import output, progress, terminal
from foxsubmit.cli.common.terminal import Terminal, cell, say
from foxsubmit.core.api.codes import TaskStatus
from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.jobs.tasks import TaskRow
from foxsubmit.core.transfer.states import Transfer, TransferState

NAMES = ["shot[final].blend", "[/x]", "[red]x[/red]", "\x1b[31mred", "\x1b]0;title\x07", "\x9b2J", "\u202efdp.exe",
         "one\ntwo", ":smile:", "<img src=//server/x>", "a\udcffb"]


def shown(name):
    return {"\x1b[31mred": r"\x1b[31mred", "\x1b]0;title\x07": r"\x1b]0;title\x07", "\x9b2J": r"\x9b2J",
            "\u202efdp.exe": r"\u202efdp.exe", "one\ntwo": r"one\ntwo", "a\udcffb": r"a\udcffb"}.get(name, name)


def task(name):
    return TaskRow(id=7, name=name, status=TaskStatus.RENDERING, status_number=5, frames=4, done=1)


def transfer(name):
    return Transfer(id="abcdef1234", name=name, state=TransferState.UPLOADING, host=name,
                    message=name, task_id=7)


@pytest.fixture
def out(monkeypatch):
    """Collect the text that commands print on a terminal."""
    written = io.StringIO()

    class Attended(Terminal):
        def __init__(self, **_where):
            Console.__init__(self, file=written, force_terminal=True, color_system=None, width=200, markup=False,
                             emoji=False, highlight=False, legacy_windows=False)

    monkeypatch.setattr(terminal, "console", Attended())
    monkeypatch.setattr(progress, "console", terminal.console)
    monkeypatch.setattr(transfers, "Terminal", Attended)
    return written


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_with_a_name_is_printed_as_it_is(out, name):
    say(f"Sent: {name}")
    assert out.getvalue() == f"Sent: {shown(name) if name != NAMES[7] else name}\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_table_of_tasks_or_transfers_shows_a_name_in_its_own_line(out, name):
    table = Table(box=None)
    table.add_column("Scene")
    table.add_row(cell(name))
    terminal.console.print(table)
    lines = out.getvalue().splitlines()
    assert [line.strip() for line in lines[1:]] == [shown(name)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wide", [True, False])
def test_the_list_of_transfers_shows_names_and_messages_as_they_are(out, monkeypatch, name, wide):
    monkeypatch.setattr(transfers, "WIDE", 10 if wide else 1000)

    class Unlimited:
        """A journal without a speed limit."""

        def limit(self):
            return 0

    transfers._print_table([transfer(name)], [transfer(name)], Unlimited())
    text = out.getvalue()
    assert shown(name) in text
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert len(text.splitlines()) <= 3


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_progress_show_names_as_they_are(out, name):
    with progress.Lines() as lines:
        lines.show(transfer(name), None)
        lines.show(None, task(name))
    first, second = out.getvalue().splitlines()
    assert first.startswith(shown(name) + ": ")
    assert second.startswith(shown(name) + ": ")


@pytest.mark.parametrize("name", NAMES)
def test_bars_of_progress_show_names_as_they_are(out, name):
    with progress.Bars() as bars:
        bars.show(transfer(name), task(name))
        drawn = "".join(segment.text for segment in terminal.console.render(bars._progress) if not segment.control)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(drawn)


@pytest.mark.parametrize("name", NAMES)
def test_an_error_with_a_name_has_no_command_for_the_terminal(capsys, name):
    output.write_line(str(FoxError(f"{name} is gone")))
    output.write_answer(name)
    said = capsys.readouterr()
    assert said.out == shown(name) + "\n"
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(said.err)


def test_a_log_of_the_command_line_has_a_line_for_each_message():
    from foxsubmit.core.common.logs import PLAIN, HarmlessFormatter

    handler = logging.StreamHandler(io.StringIO())
    handler.setFormatter(HarmlessFormatter(PLAIN))
    handler.emit(logging.LogRecord("fox", logging.WARNING, "", 0, "%s stays", ("a\nfox: all is well\x1b[2J",), None))
    assert handler.stream.getvalue() == "fox: a\\nfox: all is well\\x1b[2J stays\n"
