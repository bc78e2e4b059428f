"""The vendor's engine, part by part: lines, lists, lines to the farm, the program on the disk."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from tests import systems
from tests.core.transfer.rayvision.transmitters import item

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.http.engine import HttpEngine
from foxsubmit.core.transfer.rayvision.engine import RayvisionEngine
from foxsubmit.core.transfer.rayvision.fetch import batches
from foxsubmit.core.transfer.rayvision.file_list import cut, write_upload
from foxsubmit.core.transfer.rayvision.output import LineKind, OutputLine, read_line
from foxsubmit.core.transfer.rayvision.program import PROGRAM, find_program
from foxsubmit.core.transfer.rayvision.route import Route, find_route, offers_route
from foxsubmit.farm.base.routes import ROUTES

# As version 1.1.5 prints them, the path and the numbers being ours.
SEEN = {
    "upload file begin (/a (1)/b.png)": OutputLine(LineKind.BEGIN, "/a (1)/b.png"),
    "upload speed: 1.20557 KB/S, progress: 45.678% file progress (/a (1)/b.png) ":
        OutputLine(LineKind.PROGRESS, "/a (1)/b.png", 45.678),
    "upload speed: 0 KB/S, progress: 1e-05% file progress (/a) ": OutputLine(LineKind.PROGRESS, "/a", 1e-05),
    "upload file interrupt (/a (1)/b.png), error-7: client open file failed":
        OutputLine(LineKind.INTERRUPTED, "/a (1)/b.png", reason="7: client open file failed"),
    "upload 7: client open file failed file fail (/a (1)/b.png), error-":
        OutputLine(LineKind.FAILED, "/a (1)/b.png", reason="7: client open file failed"),
    "upload file done (/a (1)/b.png)": OutputLine(LineKind.DONE, "/a (1)/b.png"),
    "download file done (木.png)": OutputLine(LineKind.DONE, "木.png"),
    "get path (/a/gone.png) info failed": OutputLine(LineKind.MISSING, "/a/gone.png"),
    "upload task success: all files are success": OutputLine(LineKind.SUCCESS),
    "upload is begin": OutputLine(LineKind.STARTED),
    "remote mount is offline": OutputLine(LineKind.REASON, reason="remote mount is offline"),
    "load local-path-pairs (/x.json) failed":
        OutputLine(LineKind.REASON, reason="load local-path-pairs (/x.json) failed"),
    "ascp: Failed to open TCP connection for SSH, exiting.":
        OutputLine(LineKind.REASON, reason="ascp: Failed to open TCP connection for SSH, exiting."),
    "unrecognised option '--bogus'": OutputLine(LineKind.REASON, reason="unrecognised option '--bogus'"),
}


@pytest.mark.parametrize("line", SEEN)
def test_a_line_of_the_program_is_understood(line):
    assert read_line(line) == SEEN[line]


def test_a_failure_in_the_order_of_other_builds_is_understood_too():
    assert read_line("upload file fail (/a.png), error-7: no") == OutputLine(LineKind.FAILED, "/a.png", reason="7: no")


@pytest.mark.parametrize("line", [
    "", "upload is end", "need_retry  is:1", "\tstack dump [1]  raysync/raysyncproxy() [0x4f6617]",
    "***** SIGNAL SIGTERM(15)", "upload speed: nan KB/S, progress: nan% file progress (/a)",
    "upload speed: 1 KB/S, progress: % file progress (/a)", "progress: 5% file progress (", "\x00\udcff"])
def test_a_line_that_says_nothing_is_no_error(line):
    assert read_line(line) is None


def test_progress_is_never_more_than_the_whole_file():
    whole = OutputLine(LineKind.PROGRESS, "/a", 100.0)
    assert read_line("upload speed: 1 KB/S, progress: 130.5% file progress (/a)") == whole


def test_a_list_holds_every_file_with_its_place_and_any_name(tmp_path):
    names = ["a b.png", "q'o.png" if systems.WINDOWS else 'q"u\'o.png', "木.png", "(1)) x.png", "$HOME`x`;&.png"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    write_upload(tmp_path / "list.json", [item(tmp_path / name, f"/D/{name}") for name in names])
    assert json.loads((tmp_path / "list.json").read_bytes())["asset"] == [
        {"local": (tmp_path / name).as_posix(), "server": f"/D/{name}"} for name in names]
    assert os.name == "nt" or oct((tmp_path / "list.json").stat().st_mode)[-3:] == "600"


def test_files_are_cut_into_lists_of_about_the_same_size(tmp_path):
    for number in range(20):
        (tmp_path / str(number)).write_bytes(bytes(number * number))
    items = [item(tmp_path / str(number), f"/{number}") for number in range(20)]
    lists = cut(items, 3)
    assert sorted(each.server for part in lists for each in part) == sorted(each.server for each in items)
    sizes = [sum(each.size for each in part) for part in lists]
    assert max(sizes) - min(sizes) < 100
    assert [len(part) for part in cut(items[:2], 3)] == [1, 1]
    assert [len(part) for part in cut([items[0]] * 4, 2)] == [2, 2]


def test_results_of_one_name_never_meet_in_a_folder(tmp_path):
    names = [each._files for each in batches(tmp_path, [("/7/a/1.png", 1), ("/7/b/1.PNG", 2), ("/7/a/2.png", 3)])]
    assert names == [{"/7/a/1.png": 1, "/7/a/2.png": 3}, {"/7/b/1.PNG": 2}]


@pytest.mark.parametrize("path", ["/7/..", "/7/", "", "/"])
def test_a_result_that_names_no_file_is_refused(tmp_path, path):
    with pytest.raises(TransferFailed, match="is not a file"):
        batches(tmp_path, [(path, 1)])


# The answer of the document's example, without what is not used.
CONFIG = {
    "inputBid": "10202", "outputBid": "20202", "configBid": "30201", "parentInputBid": None, "resqEngines": [
        {"engineName": "trtt", "isDefault": 0, "respTaskEngineLines": [
            {"name": "odd", "server": "10.0.0.1", "port": "1", "isDefault": 1}]},
        {"engineName": "RaySync", "isDefault": 1, "resqEngineAccounts": None, "respTaskEngineLines": [
            {"name": "raysync_main", "server": "10.60.197.79", "port": "10200", "isDefault": 1}]},
        {"engineName": "Aspera", "isDefault": 0, "respTaskEngineLines": [
            {"name": "Aspera_slow", "server": "10.60.197.80", "port": "10221", "isDefault": 0},
            {"name": "Aspera_main", "server": "10.60.197.79", "port": "10221", "isDefault": 1}]},
    ]}


def offer(monkeypatch, config=None, **profile):
    plain = ROUTES["/api/render/setUp/queryUserProfile"]
    monkeypatch.setitem(ROUTES, "/api/render/transfer/getConfig", lambda _farm, _body: config or CONFIG)
    monkeypatch.setitem(ROUTES, "/api/render/setUp/queryUserProfile",
                        lambda farm, body: {**plain(farm, body), "userId": 100093088, **profile})


@pytest.mark.parametrize(("wanted", "engine", "host", "port"), [
    ("", "aspera", "10.60.197.79", "10221"), ("raysync", "raysync", "10.60.197.79", "10200"),
    ("ASPERA_SLOW", "aspera", "10.60.197.80", "10221")])
def test_the_line_is_the_default_one_or_the_one_that_is_wanted(api, monkeypatch, wanted, engine, host, port):
    offer(monkeypatch)
    assert find_route(api, CONFIG, wanted) == Route(engine, host, port, "10202", "100093088", "20202", "100093088")


def test_a_shared_main_account_takes_the_assets_and_results_stay_ones_own(api, monkeypatch):
    offer(monkeypatch, shareMainCapital=1, mainUserId=100000001)
    config = {**CONFIG, "parentInputBid": "10777"}
    route = find_route(api, config)
    assert (route.input, route.input_user, route.output, route.output_user) == (
        "10777", "100000001", "20202", "100093088")


def test_a_main_account_that_is_not_shared_takes_nothing(api, monkeypatch):
    offer(monkeypatch, mainUserId=100000001)
    assert find_route(api, {**CONFIG, "parentInputBid": "10777"}).input == "10202"


def test_the_shared_storage_is_asked_for_where_the_configuration_lacks_it(api, monkeypatch):
    offer(monkeypatch, shareMainCapital=1, mainUserId=100000001)
    monkeypatch.setitem(ROUTES, "/api/render/transfer/getBid", lambda _farm, _body: {"parent_input_bid": "10778"})
    assert find_route(api, CONFIG).input == "10778"


def test_a_line_that_is_not_there_is_named_with_those_that_are(api, monkeypatch):
    offer(monkeypatch)
    with pytest.raises(TransferFailed, match="no transfer line “HKCT”; it has Aspera_main, Aspera_slow, raysync_main"):
        find_route(api, CONFIG, "HKCT")


@pytest.mark.parametrize(("name", "value"), [
    ("server", "10.0.0.1; rm -rf ~"), ("server", "-X"), ("server", ""), ("server", None), ("port", "1 -R /"),
    ("server", "$(id)"), ("server", "a\nb")])
def test_a_server_name_that_a_shell_would_obey_is_refused(api, monkeypatch, name, value):
    line = {"name": "main", "server": "10.0.0.1", "port": "1", "isDefault": 1, name: value}
    config = {**CONFIG, "resqEngines": [{"engineName": "aspera", "respTaskEngineLines": [line]}]}
    offer(monkeypatch, config)
    with pytest.raises(TransferFailed, match="cannot be used"):
        find_route(api, config)


@pytest.mark.parametrize("engines", [
    None, [], [{"engineName": "aspera", "respTaskEngineLines": None}],
    [{"engineName": "raysyncproxy", "respTaskEngineLines": [{"server": "h", "port": "1"}]}]])
def test_a_farm_without_a_server_that_the_program_knows_has_no_route(engines):
    assert not offers_route({**CONFIG, "resqEngines": engines})


def program_in(folder, system="linux"):
    path = folder / ("rayvision_transmitter.exe" if system == "windows" else "rayvision_transmitter")
    folder.mkdir(parents=True)
    path.write_bytes(b"program")
    return path


@pytest.mark.parametrize("below", [
    "", "linux", "transmission/linux", "rayvision_sync/transmission/linux",
    "lib/python3.9/site-packages/rayvision_sync/transmission/linux"])
def test_a_folder_that_is_named_leads_to_the_program(tmp_path, below):
    path = program_in(tmp_path / "place" / below)
    assert find_program(str(tmp_path / "place"), "linux", "x86_64") == path
    assert find_program(str(path), "linux", "x86_64") == path


@pytest.mark.posix_only("links want a privilege there")
def test_a_python_that_is_named_leads_to_its_program(tmp_path):
    path = program_in(tmp_path / "venv/lib/python3.9/site-packages/rayvision_sync/transmission/linux")
    (tmp_path / "venv/bin").mkdir()
    (tmp_path / "venv/bin/python").symlink_to(sys.executable)
    assert find_program(str(tmp_path / "venv/bin/python"), "linux", "x86_64") == path


def test_on_windows_the_program_of_windows_is_found(tmp_path):
    path = program_in(tmp_path / "Lib/site-packages/rayvision_sync/transmission/windows", "windows")
    (tmp_path / "python.exe").write_bytes(b"")
    assert find_program(str(tmp_path), "win32", "AMD64") == path


def test_an_installed_package_is_found_and_not_imported(tmp_path, monkeypatch):
    path = program_in(tmp_path / "site/rayvision_sync/transmission/linux")
    (tmp_path / "site/rayvision_sync/__init__.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert find_program("", "linux", "x86_64") == path


def test_the_environment_goes_before_the_settings(tmp_path, monkeypatch):
    path = program_in(tmp_path / "one")
    monkeypatch.setenv(PROGRAM, str(tmp_path / "one"))
    assert find_program(str(program_in(tmp_path / "two")), "linux", "x86_64") == path


@pytest.mark.parametrize(("named", "system", "machine", "words"), [
    ("", "linux", "x86_64", "pip install rayvision-sync"),
    ("/nowhere", "linux", "x86_64", "no rayvision_transmitter at"),
    ("", "darwin", "arm64", "not for macOS"), ("", "linux", "aarch64", "x86-64 only")])
def test_without_the_program_the_sentence_says_what_to_do(monkeypatch, named, system, machine, words):
    monkeypatch.setattr(sys, "path", [path for path in sys.path if not (Path(path) / "rayvision_sync").exists()])
    with pytest.raises(TransferFailed, match=words) as failed:
        find_program(named, system, machine)
    assert not failed.value.retry


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the program's folder differs")
def test_a_farm_that_offers_aspera_is_sent_to_with_the_program_of_the_settings(
        api, settings, monkeypatch, tmp_path):
    offer(monkeypatch)
    settings.prefer(transmitter=str(program_in(tmp_path / "program")))
    assert isinstance(open_engine(api, settings), RayvisionEngine)
    settings.prefer(transfer_line="HKCT")
    with pytest.raises(TransferFailed, match="no transfer line “HKCT”"):
        open_engine(api, settings)
    settings.prefer(transfer_line="RaySync_Main")
    assert isinstance(open_engine(api), RayvisionEngine)


def test_a_farm_that_offers_http_as_well_is_sent_to_over_http(api, monkeypatch):
    offer(monkeypatch, {**CONFIG, "resqEngines": [*CONFIG["resqEngines"], {"engineName": "http"}]})
    assert isinstance(open_engine(api), HttpEngine)
