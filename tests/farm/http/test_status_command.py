from __future__ import annotations

import contextlib
import json
import signal
import socket
import threading

import pytest

from foxsubmit import cli
from foxsubmit.cli.farm import disk_use
from foxsubmit.core.common.exit_codes import ExitCode
from foxsubmit.core.settings.settings import Settings
from foxsubmit.farm.http import run


@pytest.fixture
def told(capsys):
    """What ``foxsubmit farm status`` says, and its exit code."""
    def told(*arguments):
        code = cli.main(["farm", "status", *map(str, arguments)])
        return code, capsys.readouterr().out

    return told


def test_a_farm_that_runs_is_described(farm, visitor, told):
    visitor.wait(visitor.submit())
    code, text = told("--folder", farm.folder)
    assert code == 0
    for part in (farm.domain, "Tasks: 1", "Frames: 3; 3 done, 0 rendering, 0 waiting, 0 failed", "MiB"):
        assert part in text
    assert farm.access_key not in text


def test_a_farm_that_runs_is_described_for_programs(farm, told):
    farm.state.faults.set([])
    code, text = told("--json", "--folder", farm.folder)
    report = json.loads(text)
    assert (code, report["running"], report["address"]) == (0, True, f"http://{farm.domain}")
    assert report["frames"]["totalFrames"] == 0
    assert 0 < report["disk_bytes"] <= disk_use(farm.folder) + (1 << 20)


def test_where_no_farm_runs_the_exit_code_says_so(tmp_path, told):
    code, text = told("--folder", tmp_path)
    assert (code, "No farm runs" in text) == (1, True)
    assert json.loads(told("--folder", tmp_path, "--json")[1]) == {
        "version": 1, "running": False, "folder": str(tmp_path)}


def test_an_address_that_a_killed_farm_left_is_no_farm(tmp_path, told):
    code, text = told("--folder", announced(tmp_path, "127.0.0.1:9"))
    assert (code, "No farm runs" in text) == (1, True)


def test_the_farm_started_last_is_asked_when_none_is_named(farm, told):
    Settings().remember_farm(farm.folder)
    assert farm.domain in told()[1]


def test_the_command_starts_a_farm_with_what_was_typed(monkeypatch, tmp_path):
    started = []

    def serve(folder, port, options, _announce):
        started.append((folder, port, options))
        return signal.SIGINT

    monkeypatch.setattr(run, "serve", serve)
    code = cli.main(["farm", "--folder", str(tmp_path / "f"), "--port", "0", "--simulate", "--seconds", "0",
                     "--workers", "3", "--memory", "512", "--balance", "5", "--fault", "drop,count=2"])
    assert code == ExitCode.INTERRUPTED
    (folder, port, options), = started
    assert (folder, port) == (tmp_path / "f", 0)
    assert (options.simulate, options.seconds, options.workers, options.memory, options.balance) == (
        True, 0.0, 3, 512, 5.0)
    assert [(fault.kind, fault.count) for fault in options.faults] == [("drop", 2)]


@pytest.mark.parametrize("typed", [["--workers", "0"], ["--fault", "fire"]])
def test_what_cannot_be_is_a_sentence(typed, tmp_path, capsys):
    assert cli.main(["farm", "--folder", str(tmp_path / "f"), *typed]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def announced(folder, domain):
    """A folder whose farm says that it is at ``domain``."""
    folder.mkdir(exist_ok=True)
    (folder / "farm.json").write_text(json.dumps({
        "domain": domain, "pid": 1, "access_id": "a", "access_key": "b", "platform": "2"}), encoding="utf-8")
    return folder


@pytest.fixture
def listener():
    """A port at which something listens that answers each connection with some bytes, or not at all."""
    opened = []

    def listen(answer=b""):
        listening = socket.create_server(("127.0.0.1", 0))
        opened.append(listening)

        def serve():
            with contextlib.suppress(OSError):
                while True:
                    connection, _address = listening.accept()
                    opened.append(connection)
                    if answer and connection.recv(65536):
                        connection.sendall(answer)
                        connection.close()

        threading.Thread(target=serve, daemon=True).start()
        return f"127.0.0.1:{listening.getsockname()[1]}"

    yield listen
    for each in opened:
        each.close()


@pytest.mark.parametrize("answer", [
    b"", b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nBusy",
    b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>"], ids=["nothing", "503", "HTML"])
def test_a_farm_that_does_not_say_how_it_is_is_not_one_that_does_not_run(tmp_path, told, listener, answer):
    domain = listener(answer)
    code, text = told("--folder", announced(tmp_path / "f", domain), "--json", "--timeout", "0.5")
    assert code == 1
    assert f"Process 1 at http://{domain} does not say how the farm is. " in json.loads(text)["error"]["message"]
    assert json.loads(text)["error"]["code"] is None


def test_a_farm_that_refuses_says_so_with_its_code(tmp_path, told, farm):
    code, text = told("--folder", announced(tmp_path / "f", farm.domain), "--json")
    assert (code, json.loads(text)["error"]["code"]) == (1, 611)


@pytest.mark.parametrize("typed", ["0", "-1", "soon", "nan", "inf"])
def test_a_time_to_wait_is_a_number_above_0(farm, typed, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["farm", "status", "--folder", str(farm.folder), "--timeout", typed])
    assert ended.value.code == 2
    assert f"“{typed}” is not a number of seconds above 0" in capsys.readouterr().err
