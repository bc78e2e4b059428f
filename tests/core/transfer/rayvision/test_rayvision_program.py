"""The vendor's own program, as far as it goes without a server: everything here speaks to closed ports of loopback."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import sys
import tempfile
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, over, submit, transfer, wait_for
from tests.core.transfer.rayvision.transmitters import ROUTE, Counting, Stop, engine, make_items, offer

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.rayvision.engine import RayvisionEngine
from foxsubmit.core.transfer.rayvision.program import FOLDERS, MACHINES, find_program, make_runnable
from foxsubmit.core.transfer.rayvision.route import Route
from foxsubmit.core.transfer.states import TransferState

VARIABLE = "FOXSUBMIT_VENDOR_PYTHON"
TURN = Path(tempfile.gettempdir()) / f"foxsubmit-tests-{getattr(os, 'getuid', int)()}" / "raysync.lock"
"""The raysync helper of one run ends those of all others: suites that run side by side take turns, as agents do."""

QUOTE = "" if os.name == "nt" else '"'
"""A quotation mark, where file names may have one: Windows has none."""

PROCESSES = 1 if os.name == "nt" else 2
"""The program itself, and raysyncproxy, which is a library of it on Windows."""

BESIDE = {("program", "license.log")} if os.name == "nt" else set()
"""What the program writes beside itself, whatever folder for logs it is given."""

pytestmark = pytest.mark.slow


@pytest.fixture
def program(tmp_path):
    """A copy of the one that was installed with rayvision-sync, without a run bit."""
    if sys.platform not in FOLDERS or platform.machine().lower() not in MACHINES:
        pytest.skip("the vendor's program exists for Linux and Windows on x86-64 only")
    if not os.environ.get(VARIABLE):
        pytest.skip(f"{VARIABLE} names no Python with rayvision-sync: python3 dev.py test makes one")
    try:
        installed = find_program(os.environ[VARIABLE])
    except TransferFailed as error:
        pytest.skip(str(error))
    folder = tmp_path / "program"
    if sys.platform == "win32":
        shutil.copytree(installed.parent, folder)
        return folder / installed.name
    for name in ("rayvision_transmitter", "aspera/ascp", "aspera/aspera-license", "raysync/raysyncproxy"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(installed.parent / name, folder / name)
    return folder / installed.name


@pytest.fixture
def items(tmp_path):
    return make_items(tmp_path / "files", {
        "a.png": b"a", "贴图/木 (1).png": b"b", f"q{QUOTE}u'o;$HOME.png": b"c", "empty": b""})


@pytest.fixture
def route(request):
    """To a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    return Route(request.param, "127.0.0.1", port, "10201", "100001", "20201", "100001")


def processes():
    """The processes that Windows lets us ask about: number and program."""
    import ctypes
    from ctypes import wintypes

    kernel, numbers, used = ctypes.WinDLL("kernel32"), (wintypes.DWORD * 4096)(), wintypes.DWORD()
    kernel.OpenProcess.restype = wintypes.HANDLE
    assert kernel.K32EnumProcesses(numbers, ctypes.sizeof(numbers), ctypes.byref(used))
    for number in numbers[:used.value // ctypes.sizeof(wintypes.DWORD)]:
        handle = wintypes.HANDLE(kernel.OpenProcess(0x1000, False, number))  # PROCESS_QUERY_LIMITED_INFORMATION
        if handle:
            name, size = ctypes.create_unicode_buffer(1024), wintypes.DWORD(1024)
            if kernel.QueryFullProcessImageNameW(handle, 0, name, ctypes.byref(size)):
                yield number, Path(name.value)
            kernel.CloseHandle(handle)


def raysync_alone(tmp_path, program, route):
    if route.engine != "raysync":
        return engine(tmp_path, program, route)
    return RayvisionEngine(program, route, tmp_path / "home" / "transmitter", tmp_path / "logs", TURN)


def running(folder):
    """Processes whose program lies in a folder, or that were started as from there."""
    if sys.platform == "win32":
        return [str(number) for number, path in processes() if folder in path.parents]
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            here = Path(os.readlink(process / "exe"))  # noqa: PTH115 - a "(deleted)" is part of the text
            found += [process.name] if folder in here.parents else []
        except OSError:
            continue
    return found


@pytest.mark.parametrize("route", ["aspera", "raysync"], indirect=True)
def test_where_nobody_listens_the_transfer_is_tried_again_later(tmp_path, program, items, route):
    report = Counting()
    with pytest.raises(TransferFailed, match=f"127.0.0.1:{route.port} broke off") as failed:
        raysync_alone(tmp_path, program, route).send(items, report)
    assert failed.value.retry
    assert report.items == []
    assert max(after - before for before, after in zip(report.checks, report.checks[1:])) < 5
    assert running(program.parent) == []
    logs = {path.relative_to(tmp_path).parts[:2] for path in tmp_path.rglob("*.log") if path.is_file()}
    assert logs - BESIDE == {("logs", "rayvision_transmitter")}
    assert [path.name for path in (tmp_path / "home" / "transmitter").iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("route", ["aspera"], indirect=True)
def test_the_program_finds_files_of_any_name_in_our_list(tmp_path, program, items, route):
    with pytest.raises(TransferFailed):
        engine(tmp_path, program, route).send(items, Counting())
    told = (tmp_path / "logs/rayvision_transmitter/aspera_engine_log/aspera.log").read_text(encoding="utf-8")
    for each in items:
        assert f"success ({Path(each.local).as_posix()})" in told


@pytest.mark.parametrize("route", ["raysync"], indirect=True)
def test_an_unknown_server_is_waited_for(tmp_path, program, items, route):
    nowhere = Route("raysync", "transfer.invalid", "10200", "10201", "100001", "20201", "100001")
    with pytest.raises(TransferFailed, match=r"transfer\.invalid is not found") as failed:
        raysync_alone(tmp_path, program, nowhere).send(items, Counting())
    assert failed.value.retry


@pytest.mark.parametrize("route", ["aspera"], indirect=True)
def test_a_file_that_vanishes_while_the_program_begins_is_told_apart_from_the_network(
        tmp_path, program, items, route, monkeypatch):
    from foxsubmit.core.transfer.rayvision import engine as module

    write = module.write_upload

    def then_gone(path, part):
        write(path, part)
        Path(items[0].local).unlink()

    monkeypatch.setattr(module, "write_upload", then_gone)
    with pytest.raises(TransferFailed, match=r"a\.png is gone since") as failed:
        engine(tmp_path, program, route).send(items, Counting())
    assert not failed.value.retry
    assert running(program.parent) == []


@pytest.mark.parametrize("route", ["raysync"], indirect=True)
def test_a_pause_ends_the_program_and_its_helper(tmp_path, program, items, route):
    seen = []

    def stops(report):
        seen.append(len(running(program.parent)))
        return seen[-1] >= PROCESSES

    with pytest.raises(Stop):
        raysync_alone(tmp_path, program, route).send(items, Counting(stops))
    assert wait_for(lambda: running(program.parent) == [])


@pytest.mark.parametrize("route", ["aspera", "raysync"], indirect=True)
def test_a_result_that_does_not_come_is_tried_again_later(tmp_path, program, route):
    with pytest.raises(TransferFailed, match="broke off") as failed:
        raysync_alone(tmp_path, program, route).fetch("/7_shot/1.png", tmp_path / "part", 5, lambda done: None)
    assert failed.value.retry
    assert not (tmp_path / "part").exists()
    assert running(program.parent) == []


def test_a_list_of_nothing_is_the_one_transfer_that_succeeds_without_a_server(tmp_path, program):
    """Seen through the engine: the words and the exit code of a success are the program's own."""
    from foxsubmit.core.transfer.rayvision.program_lock import ProgramLock
    from foxsubmit.core.transfer.rayvision.run import Runs

    make_runnable(program)
    (tmp_path / "list.json").write_text('{"asset": []}')
    sender = engine(tmp_path, program)
    logs = tmp_path / "logs"
    with ProgramLock(tmp_path / "lock", program, lambda: None) as lock, Runs(program, tmp_path, logs, lock) as runs:
        run = runs.start(sender._arguments("upload_json", str(tmp_path / "list.json"), "/", ROUTE.input,
                                           ROUTE.input_user, 0))
        assert [said for _run, said in runs.listen(lambda: None) if said is None] == [None]
    assert (run.code, run.success) == (0, True)


@pytest.mark.windows_only("elsewhere the program itself is asked for the like by the engine alone")
@pytest.mark.parametrize("route", ["aspera"], indirect=True)
def test_an_agent_lives_with_the_program(tmp_path, program, route, farm, settings, api, journal, monkeypatch):
    """Nobody listens, so nothing arrives; but it starts, is ended, is left behind by a killed agent, and found."""
    offer(monkeypatch, route.engine, route.port)
    settings.prefer(transmitter=str(program))
    submission = submit(make_project(tmp_path / "project", {"木 1.png": b"wood"}), api, journal)
    with agent(settings):
        wait_for(lambda: running(program.parent))
    left = running(program.parent)
    with agent(settings):
        wait_for(lambda: f"127.0.0.1:{route.port} broke off" in transfer(journal, submission).message)
        assert not set(left) & set(running(program.parent))
        wait_for(lambda: running(program.parent))  # it is tried again
        journal.wish(submission, "pause")
        wait_for(lambda: not running(program.parent))
        journal.wish(submission, "cancel")
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.CANCELLED
