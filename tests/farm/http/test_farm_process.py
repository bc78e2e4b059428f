from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests import stopping

from foxsubmit.core.common.child import command, environment
from foxsubmit.core.common.errors import BadInput
from foxsubmit.core.settings.local_farm import FarmAddress, Rendering, read_address, write_address
from foxsubmit.farm.base.database import Database
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.run import main
from foxsubmit.farm.http.server import LocalFarm, listen, serve

QUICK = Options(simulate=True, seconds=0.02)
POSIX = pytest.mark.posix_only("signals and file modes are of POSIX")


@contextlib.contextmanager
def process(folder, *options):
    """A farm in a process of its own, once it serves."""
    _python, *arguments = command(
        sys.executable, "farm.http.run", "--folder", str(folder), "--port", "0", "--simulate", *options)
    with stopping.start(arguments, env=environment(), stdout=subprocess.PIPE) as running:
        try:
            assert running.stdout.readline().startswith("The farm serves http://127.0.0.1:")
            yield running
        finally:
            running.kill()


@pytest.mark.parametrize("before", [1, 3], ids=["in the middle", "in its last frame"])
def test_a_killed_farm_goes_on_where_it_was(folder, visit, before):
    held = f"slow-disk,path=_{before + 1:04d}.png,seconds=600"  # however long it takes until the farm is killed
    with process(folder, "--seconds", "0.1", "--fault", held) as killed:
        visitor = visit(read_address(folder))
        task = visitor.submit(render={"common": {"frames": "1-4[1]"}})
        visitor.wait(task, lambda info: info["doneFrames"] >= before and info["executingFrames"])
        killed.kill()
        killed.wait()
    finished = done_frames(folder)
    assert before <= len(finished) < 4
    with LocalFarm(folder, options=QUICK) as farm:
        visitor = visit(farm)
        info = visitor.wait(task)
        assert (info["taskStatus"], info["doneFrames"]) == (25, 4)
    assert finished.items() <= done_frames(folder).items(), "a finished frame is not rendered again"


def done_frames(folder):
    database = Database(folder / "farm.sqlite")
    try:
        rows = database.rows("SELECT id, ended, thumbnail FROM frames WHERE status = 4")
        return {row["id"]: (row["ended"], row["thumbnail"]) for row in rows}
    finally:
        database.close()


@pytest.mark.parametrize(("number", "code"), [(stopping.ASKED, 143), (signal.SIGINT, 130)])
def test_a_farm_that_is_asked_to_end_takes_its_announcement_back(folder, number, code):
    with process(folder) as running:
        assert read_address(folder).pid == running.pid
        stopping.stop(running, number)
        assert running.wait(60) == code
    assert read_address(folder) is None


def test_a_farm_that_ends_gives_its_frame_to_the_next(folder, visit):
    with LocalFarm(folder, options=Options(simulate=True, seconds=30)) as farm:
        visitor = visit(farm)
        task = visitor.submit()
        visitor.wait(task, lambda info: info["executingFrames"])
    assert done_frames(folder) == {}, "the farm did not wait for the frame"
    with LocalFarm(folder, options=QUICK) as farm:
        assert visit(farm).wait(task)["doneFrames"] == 3


def test_a_folder_has_one_farm(farm):
    with pytest.raises(BadInput, match=farm.domain), LocalFarm(farm.folder, options=QUICK):
        pass
    assert read_address(farm.folder).domain == farm.domain


def test_a_taken_port_is_a_sentence(farm, tmp_path):
    port = int(farm.domain.split(":")[1])
    other = tmp_path / "other"
    with pytest.raises(BadInput, match=str(port)), LocalFarm(other, port, QUICK):
        pass
    with LocalFarm(other, options=QUICK) as running:
        assert running.running


def test_a_farm_cannot_be_reached_from_another_machine():
    with listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
        assert listener.proto == socket.IPPROTO_TCP


@POSIX
def test_the_key_is_kept_from_others(farm):
    for name in ("farm.json", "account.json", "farm.sqlite"):
        assert stat.S_IMODE((farm.folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(farm.folder.stat().st_mode) == 0o700
    address = read_address(farm.folder)
    assert address.access_key == farm.access_key
    assert farm.access_key not in repr((address, farm))


def test_the_account_stays_the_same(folder):
    with LocalFarm(folder, options=QUICK) as first:
        assert first.access_id
    with LocalFarm(folder, options=QUICK) as second:
        assert (second.access_id, second.access_key) == (first.access_id, first.access_key)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"domain": 1}', '"text"'])
def test_an_announcement_that_cannot_be_read_is_none(tmp_path, content):
    (tmp_path / "farm.json").write_text(content)
    assert read_address(tmp_path) is None


def test_the_announcement_is_what_the_design_says(farm):
    assert json.loads((farm.folder / "farm.json").read_text()) == {
        "domain": farm.domain, "pid": os.getpid(), "access_id": farm.access_id, "access_key": farm.access_key,
        "platform": "2", "rendering": None, "farm": farm.state.id}


@pytest.mark.parametrize("rendering", [None, Rendering("CYCLES", 8)])
def test_what_the_farm_makes_of_blender_scenes_is_known_to_its_clients(tmp_path, rendering):
    address = FarmAddress("127.0.0.1:1", 1, "id", "key", "2", rendering)
    write_address(tmp_path, address)
    assert read_address(tmp_path) == address


def test_a_farm_that_renders_says_how(tmp_path, settings):
    class Blender:
        version = "4.5.15"

    with LocalFarm(tmp_path / "farm", options=Options(engine="scene", samples=3, blender=Blender())) as farm:
        settings.remember_farm(farm.folder)
        (local,) = settings.known_accounts()
    assert local.rendering == Rendering("scene", 3)


def test_serve_announces_itself_once_it_answers(folder, visit):
    answers = []

    def ask_and_end(address):
        answers.append(visit(address).api.query.platforms())
        raise KeyboardInterrupt

    def run():
        with pytest.raises(KeyboardInterrupt):
            serve(folder, 0, QUICK, ask_and_end)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    assert answers == [[{"platform": 2, "name": "query_platform_w2"}]]
    assert read_address(folder) is None


def test_a_farm_that_cannot_start_says_why(farm, capsys):
    assert main(["--folder", str(farm.folder), "--port", "0", "--simulate"]) == 2
    assert farm.domain in capsys.readouterr().err


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot hold a farm"), LocalFarm(tmp_path / "file", options=QUICK):
        pass


@pytest.mark.parametrize(("name", "content"), [
    ("farm.sqlite", b"no database, and long enough to be read as one" * 100),
    ("account.json", b""),
    ("account.json", b"[1, 2]"),
    ("account.json", None),
    ("used-signatures", None),
    ("farm.json", None),
    ("thumbnails", b"a file"),
])
def test_a_farm_whose_data_is_damaged_says_so_and_names_the_folder(tmp_path, capsys, name, content):
    if content is None:
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_bytes(content)
    assert main(["--folder", str(tmp_path), "--port", "0", "--simulate"]) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert str(tmp_path) in sentence


def test_a_farm_that_cannot_take_back_its_address_ends_all_the_same(tmp_path, monkeypatch):
    with LocalFarm(tmp_path, options=QUICK):
        monkeypatch.setattr(Path, "unlink", raising(OSError(errno.EACCES, "no")))


def raising(error):
    """A method that fails."""
    def method(*_arguments, **_named):
        raise error

    return method


def test_a_port_that_is_none_is_a_sentence():
    with pytest.raises(BadInput):
        listen(70000)
