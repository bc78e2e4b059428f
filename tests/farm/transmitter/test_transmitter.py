"""The program that takes the place of the vendor's, run against a farm."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from foxsubmit.farm.base.constants import INPUT, OUTPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.farm.transmitter.program import AGAIN, DONE, FINAL, main

SUCCESS = "task success: all files are success"


@pytest.fixture(scope="module")
def farm(tmp_path_factory):
    with LocalFarm(tmp_path_factory.mktemp("farm"), options=Options(simulate=True, transmitter=True)) as farm:
        farm.state.storage.write(OUTPUT, "/7_shot/a/1.png", b"one")
        farm.state.storage.write(OUTPUT, "/7_shot/2.png", b"two")
        yield farm


@pytest.fixture
def run(farm, capfd):
    """Run the program; what it ends with and what it printed."""
    host, _colon, port = farm.domain.partition(":")

    def transfer(*arguments, storage=INPUT, host=host, port=port):
        code = main([str(farm.folder), "-E", "aspera", "-H", host, "-P", port, "-S", storage, "-U", "10000001",
                     *map(str, arguments)])
        return code, capfd.readouterr().out

    return transfer


def listing(tmp_path, *names):
    path = tmp_path / "upload.json"
    path.write_text(json.dumps({"asset": [{"local": str(tmp_path / name), "server": f"/D/{name}"} for name in names]}),
                    encoding="utf-8")
    return path


def test_files_of_a_list_go_to_their_places_and_only_once(run, farm, tmp_path):
    for name in ("a [1].png", "贴图.exr"):
        (tmp_path / name).write_bytes(name.encode() * 999)
    wanted = ("-T", "upload_json", "-L", listing(tmp_path, "a [1].png", "贴图.exr"), "-R", "/")
    code, said = run(*wanted)
    assert (code, SUCCESS in said, said.count("file done")) == (DONE, True, 2)
    for name in ("a [1].png", "贴图.exr"):
        assert farm.state.storage.find(INPUT, f"/D/{name}").read_bytes() == name.encode() * 999
    code, said = run(*wanted)
    assert (code, said.count("file begin")) == (DONE, 0), "what is there is not spoken of"
    (tmp_path / "a [1].png").write_bytes(b"A [1].png" * 999)
    assert run(*wanted)[1].count("file done") == 1, "one of the same size may be another"
    assert farm.state.storage.find(INPUT, "/D/a [1].png").read_bytes() == b"A [1].png" * 999


def test_a_missing_file_keeps_back_no_other_and_is_final(run, farm, tmp_path):
    (tmp_path / "there.png").write_bytes(b"there")
    code, said = run("-T", "upload_json", "-L", listing(tmp_path, "gone.png", "there.png"))
    assert (code, SUCCESS in said) == (FINAL, False)
    assert f"get path ({tmp_path / 'gone.png'}) info failed" in said
    assert farm.state.storage.find(INPUT, "/D/there.png").read_bytes() == b"there"


def test_a_list_of_paths_and_a_single_path_are_sent(run, farm, tmp_path):
    (tmp_path / "one.png").write_bytes(b"1")
    (tmp_path / "two.png").write_bytes(b"2")
    (tmp_path / "list.txt").write_text(f"{tmp_path / 'one.png'}\n", encoding="utf-8")
    assert run("-T", "upload_list", "-L", tmp_path / "list.txt")[0] == DONE
    assert run("-T", "upload_path", "-L", tmp_path / "two.png", "-R", "/E/two.png")[0] == DONE
    assert farm.state.storage.find(INPUT, "/E/two.png").read_bytes() == b"2"
    if os.name == "posix":
        assert farm.state.storage.find(INPUT, str(tmp_path / "one.png")).read_bytes() == b"1"


@pytest.mark.parametrize(("keep", "there"), [("true", {"7_shot/a/1.png", "7_shot/2.png"}), ("false", {"a/1.png",
                                                                                                     "2.png"})])
def test_results_come_with_or_without_the_folder_of_the_task(run, tmp_path, keep, there):
    code, said = run("-T", "download_path", "-L", tmp_path / "out", "-R", "7_shot", "-K", keep, storage=OUTPUT)
    assert (code, SUCCESS in said) == (DONE, True)
    out = tmp_path / "out"
    assert {path.relative_to(out).as_posix() for path in out.rglob("*.png")} == there


def test_listed_results_come_by_their_bare_names(run, tmp_path):
    (tmp_path / "list.txt").write_text("/7_shot/a/1.png\n", encoding="utf-8")
    code, _said = run("-T", "download_list", "-L", tmp_path / "out", "-R", tmp_path / "list.txt", storage=OUTPUT)
    assert code == DONE
    assert (tmp_path / "out" / "1.png").read_bytes() == b"one"


@pytest.mark.parametrize(("arguments", "why"), [
    (("-T", "upload_json"), "the option '--local' is required but missing"),
    (("-T", "upload_files", "-L", "x"), "not supported upload_files"),
    (("-T", "upload_json", "-L", "x", "-L", "y"), "cannot be specified more than once"),
    (("-T", "upload_json", "-L", "x", "-s", "0"), "'--speed-limit' is invalid"),
    (("-T", "upload_json", "-L", "x", "--fast"), "unrecognised option '--fast'"),
    (("-T", "upload_json", "-L"), "the required argument for option '-L' is missing"),
])
def test_what_cannot_be_asked_is_refused_before_anything_moves(farm, capfd, arguments, why):
    host, _colon, port = farm.domain.partition(":")
    code = main([str(farm.folder), "-E", "aspera", "-H", host, "-P", port, "-S", INPUT, "-U", "1", *arguments])
    said = capfd.readouterr()
    assert code == FINAL
    assert why in said.err
    assert "is begin" not in said.out


def test_another_host_is_not_spoken_to(run, tmp_path):
    code, said = run("-T", "upload_path", "-L", tmp_path / "x", host="example.com")
    assert code == FINAL
    assert "not to example.com" in said


def test_where_no_farm_runs_it_may_be_tried_again(tmp_path, capfd):
    code = main([str(tmp_path), "-E", "aspera", "-H", "127.0.0.1", "-P", "1", "-S", INPUT, "-U", "1", "-T",
                 "upload_path", "-L", str(tmp_path / "x")])
    assert code == AGAIN
    assert "need_retry  is:1" in capfd.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="the launcher for Windows is a batch file")
def test_the_launcher_needs_nothing_of_its_callers_environment(farm):
    ran = subprocess.run([farm.transmitter, "-X"], capture_output=True, text=True, timeout=60, env={"PATH": os.defpath},
                         check=False)
    assert (ran.returncode, ran.stderr) == (FINAL, "unrecognised option '-X'\n")
    assert farm.access_key not in farm.transmitter.read_text(encoding="utf-8")
    assert [path.name for path in farm.transmitter.parent.iterdir()] == [farm.transmitter.name]
