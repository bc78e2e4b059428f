"""The engine for Fox's storage, against a double of the vendor's program that is as strict as the program."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.core.transfer.agents import wait_for
from tests.core.transfer.rayvision.transmitters import ROUTE, Counting, Double, Stop, engine, lives, make_items

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.rayvision import engine as engine_module
from foxsubmit.core.transfer.rayvision import program_lock
from foxsubmit.core.transfer.rayvision.program import FOLDERS
from foxsubmit.core.transfer.rayvision.program_lock import ProgramLock

pytestmark = pytest.mark.skipif(sys.platform not in FOLDERS, reason="the vendor's program is not for macOS")
QUOTE = "" if sys.platform == "win32" else '"'
"""A quotation mark, where file names may have one: Windows has none."""

FILES = {"a.png": b"a" * 1000, "b b.png": b"b" * 10, "贴图/木 (1).png": b"c" * 500, f"q{QUOTE}uo'te;$HOME.png": b"d",
         "empty": b""}
RAYSYNC = ROUTE.__class__(**{**ROUTE.__dict__, "engine": "raysync", "port": "10200"})


@pytest.fixture
def double(tmp_path):
    return Double(tmp_path / "program")


@pytest.fixture
def items(tmp_path):
    return make_items(tmp_path / "files", FILES)


@pytest.mark.parametrize("names", ["local", "server", "full"])
def test_every_file_arrives_under_its_server_path_whatever_it_is_called(tmp_path, double, items, names):
    double.behave(names=names)
    report = Counting()
    engine(tmp_path, double.path).send(items, report)
    assert double.stored() == {f"/mnt/{name}": content for name, content in FILES.items()}
    assert {server: (sent.size, sent.mtime_ns, sent.inode, sent.sha256) for server, sent in report.sent.items()} == {
        item.server: (item.size, item.mtime_ns, item.inode, "") for item in items}
    assert len(report.items) == len(items)


def test_bytes_are_told_as_they_move_and_the_last_one_when_the_file_is_whole(tmp_path, double, items):
    report = Counting()
    engine(tmp_path, double.path).send(items, report)
    assert report.done["/mnt/a.png"] == [255, 500, 750, 1000]


def test_the_program_gets_an_argument_list_a_folder_of_ours_and_no_key(tmp_path, double, items, monkeypatch):
    monkeypatch.setenv("RAYVISION_API_KEY", "secret")
    monkeypatch.setenv("LD_PRELOAD_OF_A_HOST", "x")
    engine(tmp_path, double.path).send(items, Counting())
    (call,) = double.calls
    assert call["given"] == {
        "engine": "aspera", "host": "127.0.0.1", "port": "10221", "storage": "10201", "user": "10000001",
        "type": "upload_json", "local": call["given"]["local"], "remote": "/", "retry": "2", "keep": "false",
        "speed": "1048576", "protocol": "0"}
    assert call["environment"]["RAYVISION_LOG"] == str(tmp_path / "logs")
    assert call["environment"]["LD_LIBRARY_PATH"] == str(double.folder)
    assert not {"RAYVISION_API_KEY", "LD_PRELOAD_OF_A_HOST"} & set(call["environment"])
    assert call["stdin"] == ""
    assert json.loads(call["list"])["asset"][0] == {"local": Path(items[0].local).as_posix(), "server": "/mnt/a.png"}


@pytest.mark.posix_only("a run bit is of POSIX")
def test_only_the_owner_may_run_what_pip_left_without_a_run_bit(tmp_path, double, items):
    helper = double.folder / "aspera" / "ascp"
    helper.parent.mkdir()
    helper.write_text("helper")
    helper.chmod(0o666)
    engine(tmp_path, double.path).send(items, Counting())
    assert (oct(double.path.stat().st_mode)[-3:], oct(helper.stat().st_mode)[-3:]) == ("744", "766")


def test_nothing_is_left_of_the_lists_and_the_logs_lie_in_our_folder(tmp_path, double, items):
    engine(tmp_path, double.path).send(items, Counting())
    assert [path for path in (tmp_path / "home").rglob("*") if path.suffix == ".json" or path.is_dir()] == [
        tmp_path / "home" / "transmitter"]
    assert len(list((tmp_path / "logs").rglob("*.log"))) == 1
    assert not (tmp_path / "rayvision_transmitter").exists()


def test_a_file_that_lies_there_already_has_arrived_though_no_line_names_it(tmp_path, double, items):
    double.behave(files={"a.png": "skip"})
    report = Counting()
    engine(tmp_path, double.path).send(items, report)
    assert set(report.sent) == {item.server for item in items}


def test_a_run_that_does_not_say_that_all_arrived_is_made_again(tmp_path, double, items):
    double.behave(mute=True, files={"a.png": "skip"})
    report = Counting()
    with pytest.raises(TransferFailed) as failed:
        engine(tmp_path, double.path).send(items, report)
    assert failed.value.retry
    assert set(report.sent) == {item.server for item in items} - {"/mnt/a.png"}


@pytest.mark.parametrize(("what", "retry"), [("fail", False), ("fail again", True)])
def test_a_file_that_fails_is_named_with_the_programs_reason_and_the_others_arrive(
        tmp_path, double, items, what, retry):
    double.behave(files={"木 (1).png": what}, names="full")
    report = Counting()
    with pytest.raises(TransferFailed, match=r"木 \(1\)\.png did not reach the farm: 7: client open") as failed:
        engine(tmp_path, double.path).send(items, report)
    assert (failed.value.retry, failed.value.path) == (retry, str(items[2].local))
    assert len(report.sent) == len(items) - 1


def test_a_file_that_was_interrupted_and_then_done_has_arrived(tmp_path, double, items):
    double.behave(files={"a.png": "interrupt"})
    report = Counting()
    engine(tmp_path, double.path).send(items, report)
    assert len(report.sent) == len(items)


@pytest.mark.parametrize(("code", "retry", "words"), [
    (1, True, "127.0.0.1:10221 broke off"), (10, True, "127.0.0.1:10221 broke off"),
    (255, False, "gave up \\(exit code 255\\)"), (9, False, "gave up \\(exit code 9\\)"),
    (11, False, "cannot send one of the files")])
def test_each_exit_code_says_whether_trying_again_helps(tmp_path, double, items, code, retry, words):
    double.behave(exit=code)
    with pytest.raises(TransferFailed, match=words) as failed:
        engine(tmp_path, double.path).send(items, Counting())
    assert failed.value.retry is retry


def test_what_the_program_calls_fatal_after_it_began_is_tried_again(tmp_path, double, items):
    double.behave(late=255)
    with pytest.raises(TransferFailed, match="broke off") as failed:
        engine(tmp_path, double.path).send(items, Counting())
    assert failed.value.retry


def test_a_program_that_was_killed_is_started_again_later(tmp_path, double, items):
    double.behave(files={"b b.png": "die"})
    with pytest.raises(TransferFailed, match="broke off") as failed:
        engine(tmp_path, double.path).send(items, Counting())
    assert failed.value.retry


def test_a_fatal_error_for_a_server_that_has_no_address_now_may_pass(tmp_path, double, items):
    double.behave(exit=255)
    route = ROUTE.__class__(**{**ROUTE.__dict__, "host": "transfer.invalid"})
    with pytest.raises(TransferFailed, match=r"server transfer\.invalid is not found") as failed:
        engine(tmp_path, double.path, route).send(items, Counting())
    assert failed.value.retry


def test_a_file_that_vanished_before_is_named(tmp_path, double, items):
    Path(items[0].local).unlink()
    with pytest.raises(TransferFailed, match=r"a\.png is gone since") as failed:
        engine(tmp_path, double.path).send(items, Counting())
    assert not failed.value.retry
    assert double.calls == []


def test_a_file_that_vanishes_while_the_program_begins_is_named(tmp_path, double, items, monkeypatch):
    written = engine_module.write_upload

    def then_gone(path, part):
        written(path, part)
        Path(items[0].local).unlink()

    monkeypatch.setattr(engine_module, "write_upload", then_gone)
    with pytest.raises(TransferFailed, match=r"a\.png is gone since"):
        engine(tmp_path, double.path).send(items, Counting())


def test_a_file_that_is_written_meanwhile_is_told_as_it_was_before(tmp_path, double, items):
    double.behave(files={"a.png": "touch"})
    report = Counting()
    engine(tmp_path, double.path).send(items, report)
    assert report.sent["/mnt/a.png"].size == 1000 != Path(items[0].local).stat().st_size


@pytest.mark.posix_only("no file there has such a name")
@pytest.mark.parametrize("name", ["new\nline.png", "back\\slash.png", "no\udcff.png"])
def test_a_name_that_the_program_cannot_take_is_one_sentence(tmp_path, double, name):
    items = make_items(tmp_path / "files", {name: b"x"})
    with pytest.raises(TransferFailed, match="Rename the file") as failed:
        engine(tmp_path, double.path).send(items, Counting())
    str(failed.value).encode()
    assert (failed.value.retry, double.calls) == (False, [])


def test_a_program_that_says_nothing_is_looked_at_twice_a_second_and_ended_with_its_helper(tmp_path, double, items):
    double.behave(files={"a.png": "hang"}, helper=True)
    report = Counting(lambda report: double.hanging and len(report.checks) > 10)
    with pytest.raises(Stop):
        engine(tmp_path, double.path).send(items, report)
    (call,) = double.calls
    assert not lives(call["pid"])
    assert not lives(call["helper"])
    gaps = [after - before for before, after in zip(report.checks, report.checks[1:])]
    assert sorted(gaps)[len(gaps) // 2] < 0.5


def test_what_arrived_before_a_pause_is_not_sent_again(tmp_path, double, items):
    double.behave(files={"b b.png": "hang"})
    report = Counting(lambda report: report.sent)
    with pytest.raises(Stop):
        engine(tmp_path, double.path).send(items, report)
    double.behave()
    rest = Counting()
    engine(tmp_path, double.path).send([item for item in items if item.server not in report.sent], rest)
    assert report.sent
    assert not set(report.sent) & set(rest.sent)
    assert len(report.items + rest.items) == len(items)


def test_many_files_go_by_several_programs_each_with_its_own_list(tmp_path, double):
    items = make_items(tmp_path / "files", {f"{n}.png": bytes(n) for n in range(320)})
    report = Counting()
    engine(tmp_path, double.path).send(items, report)
    lists = [{each["server"] for each in json.loads(call["list"])["asset"]} for call in double.calls]
    assert len(lists) == engine_module.PROCESSES["aspera"]
    assert sum(map(len, lists)) == len(set().union(*lists)) == len(report.sent) == 320


def test_over_raysync_one_program_runs_at_a_time(tmp_path, double):
    items = make_items(tmp_path / "files", {f"{n}.png": bytes(n) for n in range(320)})
    engine(tmp_path, double.path, RAYSYNC).send(items, Counting())
    assert [call["given"]["engine"] for call in double.calls] == ["raysync"]


def test_a_fatal_error_of_one_program_ends_the_others(tmp_path, double):
    items = make_items(tmp_path / "files", {f"{n}.png": bytes(n) for n in range(320)})
    double.behave(files={"0.png": "fail", "1.png": "hang", "2.png": "hang"})
    with pytest.raises(TransferFailed, match=r"0\.png did not reach"):
        engine(tmp_path, double.path).send(items, Counting())
    assert [call["pid"] for call in double.calls if lives(call["pid"])] == []


def test_a_speed_limit_is_shared_out_in_kilobytes_a_second(tmp_path, double):
    items = make_items(tmp_path / "files", {f"{n}.png": bytes(n) for n in range(320)})
    engine(tmp_path, double.path).send(items, Counting(limits=[3 * 500 * 1024]))
    assert [call["given"]["speed"] for call in double.calls] == ["500"] * 3


def test_with_a_speed_limit_only_what_the_program_says_moves_counts(tmp_path, double, items):
    """A report waits for counted bytes, and a file that lay there already is done at once."""
    report = Counting(limits=[1024])
    engine(tmp_path, double.path).send(items, report)
    assert report.done["/mnt/a.png"] == [255, 500, 750]


def test_a_program_that_never_ends_is_given_up_for_now(tmp_path, double, items, monkeypatch):
    monkeypatch.setattr(engine_module, "SILENCE", 1.0)
    double.behave(files={"empty": "hang"})
    with pytest.raises(TransferFailed, match="Nothing has moved") as failed:
        engine(tmp_path, double.path).send(items, Counting())
    assert failed.value.retry
    assert [call["pid"] for call in double.calls if lives(call["pid"])] == []


def test_a_changed_speed_limit_begins_the_rest_anew(tmp_path, double, items):
    double.behave(files={"a.png": "hang"})

    class Changing(Counting):
        def limit(self):
            if not double.hanging:
                return 2048
            double.behave()
            return 4096

    report = Changing()
    engine(tmp_path, double.path).send(items, report)
    assert {call["given"]["speed"] for call in double.calls} == {"2", "4"}
    assert len(report.items) == len(items)


def test_noise_of_the_helpers_is_no_reason(tmp_path, double, items):
    double.behave(helper_noise=True, files=dict.fromkeys(FILES, "fail again"))
    with pytest.raises(TransferFailed) as failed:
        engine(tmp_path, double.path).send(items, Counting())
    assert "stack" not in str(failed.value)


def store(double, files):
    for path, content in files.items():
        place = double.storage / "20201" / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return [(path, len(content)) for path, content in files.items()]


def test_a_result_is_fetched_to_where_it_shall_be_and_nothing_else_is_left(tmp_path, double):
    store(double, {"/7_shot/beauty/木 1.png": b"frame"})
    (tmp_path / "out").mkdir()
    told = []
    engine(tmp_path, double.path).fetch("/7_shot/beauty/木 1.png", tmp_path / "out" / "part", 5, told.append)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {"part": b"frame"}
    assert told[-1] == 5
    assert double.calls[0]["given"]["storage"] == "20201"


def test_many_results_come_by_one_program_and_those_of_one_name_by_another(tmp_path, double):
    files = {f"/7_shot/{layer}/{n}.png": f"{layer}{n}".encode() for layer in ("beauty", "depth") for n in range(5)}
    sizes = store(double, files)
    sender = engine(tmp_path, double.path)
    sender.bring(sizes, tmp_path / "out" / "staging", lambda done: None)
    assert len(double.calls) == 2
    for path, size in sizes:
        sender.fetch(path, tmp_path / "out" / "part", size, lambda done: None)
        assert (tmp_path / "out" / "part").read_bytes() == files[path]
    assert len(double.calls) == 2


@pytest.mark.parametrize("what", ["short", pytest.param("link", marks=pytest.mark.posix_only(
    "links want a privilege there"))])
def test_a_result_that_is_not_whole_or_no_file_is_not_taken(tmp_path, double, what):
    store(double, {"/7_shot/1.png": b"frame"})
    double.behave(files={"1.png": what})
    (tmp_path / "out").mkdir()
    with pytest.raises(TransferFailed, match="did not arrive whole") as failed:
        engine(tmp_path, double.path).fetch("/7_shot/1.png", tmp_path / "out" / "part", 5, lambda done: None)
    assert failed.value.retry
    assert not (tmp_path / "out" / "part").exists()


def test_results_that_came_before_the_line_broke_are_kept(tmp_path, double):
    sizes = store(double, {f"/7_shot/{n}.png": b"frame" for n in range(4)})
    double.behave(files={"2.png": "die"})
    sender = engine(tmp_path, double.path)
    with pytest.raises(TransferFailed, match="broke off"):
        sender.bring(sizes, tmp_path / "out", lambda done: None)
    for number in range(2):
        sender.fetch(f"/7_shot/{number}.png", tmp_path / "part", 5, lambda done: None)
    assert len(double.calls) == 1


def test_a_fetch_that_is_stopped_leaves_no_program(tmp_path, double):
    store(double, {"/7_shot/1.png": b"frame"})
    double.behave(files={"1.png": "hang"}, helper=True)
    asked = []

    def progress(done):
        asked.append(done)
        if double.calls and len(asked) > 5:
            raise Stop

    with pytest.raises(Stop):
        engine(tmp_path, double.path).fetch("/7_shot/1.png", tmp_path / "part", 5, progress)
    wait_for(lambda: not [pid for call in double.calls for pid in (call["pid"], call["helper"]) if lives(pid)])


def test_a_second_raysync_transfer_waits_for_the_first(tmp_path, double, items):
    sender = engine(tmp_path, double.path, RAYSYNC)
    double.behave(slow=0.3)
    first = threading.Thread(target=sender.send, args=(items[:2], Counting()))
    first.start()
    wait_for(lambda: double.calls)
    other = engine(tmp_path / "another", double.path, RAYSYNC)
    other._lock = sender._lock
    other.send(items[2:], Counting())
    assert double.calls[1]["began"] > double.calls[0]["began"] + 0.5
    first.join()


def test_a_transfer_that_waits_too_long_is_tried_again_later(tmp_path):
    held, wanted = (ProgramLock(tmp_path / "turn.lock", tmp_path, lambda: None, timeout=0.3) for _number in range(2))
    with held, pytest.raises(TransferFailed, match="Another transfer") as failed:
        wanted.__enter__()
    assert failed.value.retry


AGENT = """
import sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.core.transfer.rayvision.transmitters import Counting, engine, item
from foxsubmit.core.transfer.rayvision.program_lock import ProgramLock
if {before_noting}:
    ProgramLock.started = lambda lock, process: time.sleep(600)
engine(Path({folder!r}), Path({program!r})).send([item(Path({file!r}), "/mnt/a.png")], Counting())
"""


@pytest.mark.parametrize("before_noting", [False, pytest.param(True, marks=pytest.mark.posix_only(
    "nothing there says whose a program is that was not noted"))])
def test_a_program_whose_agent_was_killed_is_ended_by_the_next_one(tmp_path, double, items, before_noting):
    double.behave(files={"a.png": "hang"}, helper=True)
    code = AGENT.format(root=str(Path.cwd()), folder=str(tmp_path), program=str(double.path), file=str(items[0].local),
                        before_noting=before_noting)
    killed = subprocess.Popen([sys.executable, "-c", code])
    wait_for(lambda: double.hanging)
    killed.kill()
    killed.wait()
    (call,) = double.calls
    assert lives(call["pid"])
    double.behave()
    report = Counting()
    engine(tmp_path, double.path).send(items, report)
    wait_for(lambda: not lives(call["pid"]) and not lives(call["helper"]))
    assert len(report.sent) == len(items)


@pytest.mark.posix_only("nothing there says whose a helper is when its program and their agent are gone")
def test_a_helper_that_outlived_its_program_is_ended_too(tmp_path, double, items):
    double.behave(files={"a.png": "die"}, helper=True, slow=0.5)
    code = AGENT.format(root=str(Path.cwd()), folder=str(tmp_path), program=str(double.path), file=str(items[0].local),
                        before_noting=False)
    killed = subprocess.Popen([sys.executable, "-c", code])
    call = wait_for(lambda: double.calls and double.calls[0])
    killed.kill()
    killed.wait()
    wait_for(lambda: not lives(call["pid"]))
    assert lives(call["helper"])
    double.behave()
    engine(tmp_path, double.path).send(items, Counting())
    wait_for(lambda: not lives(call["helper"]))


def test_a_number_that_is_another_programs_by_now_is_left_alone(tmp_path, double, items):
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    try:
        home = tmp_path / "home" / "transmitter"
        home.mkdir(parents=True)
        (home / "send.runs").write_text(json.dumps({"folder": str(double.folder), "processes": [other.pid]}))
        engine(tmp_path, double.path).send(items, Counting())
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_an_agent_that_lives_is_not_robbed(tmp_path, double, items):
    double.behave(files={"a.png": "hang"})
    code = AGENT.format(root=str(Path.cwd()), folder=str(tmp_path), program=str(double.path), file=str(items[0].local),
                        before_noting=False)
    other = subprocess.Popen([sys.executable, "-c", code])
    try:
        wait_for(lambda: double.hanging)
        (call,) = double.calls
        report = Counting(lambda report: len(report.checks) > 5)
        with pytest.raises(Stop):
            engine(tmp_path, double.path).send(items, report)
        assert lives(call["pid"])
    finally:
        other.kill()
        other.wait()
        program_lock.end_group(call["pid"], force=True)
