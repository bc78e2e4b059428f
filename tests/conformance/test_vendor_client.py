"""The vendor's own client, in an environment of its own, lives in the farm; so does ours in its place."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from foxsubmit import FoxAPI, rayvision
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

VARIABLE = "FOXSUBMIT_VENDOR_PYTHON"
DRIVE = Path(__file__).with_name("drive.py")
ROOT = Path(__file__).parents[2]
THEIRS, OURS = "rayvision_api", "foxsubmit.rayvision"
ADDED = {"query.iter_all_frames", "query.iter_tasks", "query.wait_for_tasks", "user.sign_in"}
GROUPS = ("UserOperator", "TaskOperator", "QueryOperator", "TagOperator", "RenderEnvOperator", "TransmitOperator")
CLASS_OF = dict(zip(("user", "task", "query", "tag", "env", "transmit"), GROUPS))
SDK_CELLS = re.compile(r"^## api\.(\w+)$|^\| `(\w+)\(.*\| ([^|]*) (?:\|[^|]*){4}\|$", re.MULTILINE)
"""A group of docs/api.md, or a call with what the page says of the vendor's client."""
FLOWS = re.findall(r"^\d+\. `?(.*?)`?$", (ROOT / "docs" / "rayvision.md").read_text(encoding="utf-8"), re.MULTILINE)
SCENES = ("/D/shot.blend", "/D/robot.ma", "/D/jh.max")


@pytest.fixture(scope="module")
def vendor():
    """The interpreter that has rayvision-api."""
    python = os.environ.get(VARIABLE)
    if not python:
        pytest.skip(f"{VARIABLE} names no Python with rayvision-api: python3 dev.py conformance makes one")
    return python


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Variables with which the vendor's Python finds our package, and writes nowhere but here."""
    home = tmp_path_factory.mktemp("vendor")
    package = home / "path" / "foxsubmit"
    package.mkdir(parents=True)
    for source in (*(ROOT / "app").iterdir(), ROOT / "core", ROOT / "hosts"):
        (package / source.name).symlink_to(source)
    return {**os.environ, "HOME": str(home), "PYTHONPATH": str(package.parent)}


def run(vendor, environment, farm, program, **given):
    """Return what the program printed last."""
    given.update(domain=farm.domain, access_id=farm.access_id, access_key=farm.access_key, folder=environment["HOME"])
    ran = subprocess.run([vendor, str(DRIVE.with_name(program))], input=json.dumps(given), capture_output=True,
                         text=True, timeout=240, cwd=environment["HOME"], env=environment, check=False)
    assert ran.returncode == 0, (ran.stdout + ran.stderr)[-4000:].replace(farm.access_key, "***")
    return json.loads(ran.stdout.splitlines()[-1])


def asked(sent):
    """Leave out the page of frames after the last one, which the vendor's client asks for."""
    kept = []
    for path, body in sent:
        if body.get("pageNum", 1) == 1 and kept[-1:] != [(path, body)]:
            kept.append((path, body))
    return kept


@pytest.fixture(scope="module")
def told(vendor, environment, tmp_path_factory):
    """Return the account that either client gives of a day of its own in a farm of its own."""
    answers = {}
    for client in (THEIRS, OURS):
        with LocalFarm(tmp_path_factory.mktemp("farm"), options=Options(simulate=True, seconds=0.02)) as farm:
            for scene in SCENES:  # neither sends a scene over HTTP
                farm.state.storage.write("10201", scene, b"scene")
            answers[client] = run(vendor, environment, farm, "drive.py", client=client)
    return answers


@pytest.mark.slow
def test_either_client_makes_every_call(told):
    assert [told[THEIRS]["missed"], set(told[OURS]["missed"]) - ADDED] == [[], set()]
    assert len(told[THEIRS]["made"]) >= 54


@pytest.mark.slow
@pytest.mark.parametrize("flow", FLOWS)
def test_a_flow_sends_the_same_requests_with_either_client(told, flow):
    assert asked(told[OURS]["flows"][flow]) == asked(told[THEIRS]["flows"][flow])


def test_the_page_lists_the_flows_that_are_run():
    assert re.findall(r'with flow\("(.*?)"\)', DRIVE.read_text(encoding="utf-8")) == FLOWS


SIGNATURES = """
import inspect, json
from rayvision_api import RayvisionAPI, exception, operators
found = {name: getattr(operators, name) for name in %r}
names = {name: {n: [(p.name, repr(p.default)) for p in list(inspect.signature(f).parameters.values())[1:]]
                for n, f in inspect.getmembers(kind, inspect.isfunction) if n[0] != "_" or n == "_generate_task_id"}
         for name, kind in found.items()}
names["RayvisionAPI"] = {n: [(p.name, repr(p.default)) for p in list(inspect.signature(f).parameters.values())[1:]]
                         for n, f in inspect.getmembers(RayvisionAPI, inspect.isfunction) if n != "_login"}
kinds = [*found.items(), ("RayvisionAPI", RayvisionAPI)]
properties = {name: [n for n, f in inspect.getmembers(kind) if isinstance(f, property)] for name, kind in kinds}
errors = {n: [b.__name__ for b in e.__mro__] for n, e in vars(exception).items()
          if isinstance(e, type) and issubclass(e, Exception) and e.__module__ == exception.__name__}
print(json.dumps([names, properties, errors]))
"""
OTHERWISE = {
    # Ours has more defaults than the vendor's: what may be left out by the document may be so here.
    "restart_frame task_id": "None", "stop_frame task_id": "None",
}


@pytest.fixture(scope="module")
def signatures(vendor):
    """Return the methods of each of the vendor's classes with their parameters, their properties, and the errors."""
    ran = subprocess.run([vendor, "-c", SIGNATURES % (GROUPS,)], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(ran.stdout)


def test_everything_public_has_the_vendors_name_order_and_defaults(signatures):
    names, properties, errors = signatures
    kinds = {name: getattr(rayvision.groups, name, None) or rayvision.api.Transmit for name in GROUPS}
    kinds["RayvisionAPI"] = rayvision.RayvisionAPI
    for kind, methods in names.items():
        for method, parameters in methods.items():
            theirs = expected(method, parameters)
            assert parameters_of(getattr(kinds[kind], method))[:len(theirs)] == theirs, f"{kind}.{method}"
        assert all(isinstance(getattr(kinds[kind], name), property) for name in properties[kind]), kind
    for name, bases in errors.items():
        if name != "AnalyzeError":
            mine = [each.__name__ for each in getattr(rayvision.exception, name).__mro__]
            assert [base for base in bases if base in mine] == bases, name


def test_the_page_of_calls_says_what_the_vendors_client_has_and_how(signatures):
    api, names, group, said, found = FoxAPI("id", "key"), signatures[0], "", {}, {}
    for heading, method, cell in SDK_CELLS.findall((ROOT / "docs" / "api.md").read_text(encoding="utf-8")):
        group = heading or group
        if heading:
            continue
        call = f"{group}.{method}"
        said[call] = cell if cell in ("same", "–") else "otherwise"
        parameters = names[CLASS_OF[group]].get(method)
        ours = parameters_of(getattr(type(getattr(api, group)), method))
        found[call] = "–" if parameters is None else "same" if (
            ours[:len(parameters)] == expected(method, parameters)) else "otherwise"
    assert len(said) > 55
    assert said == found


def expected(method, parameters):
    """Return the vendor's parameters of a method as ours have to be."""
    return [(name, OTHERWISE.get(f"{method} {name}", default)) for name, default in parameters]


def parameters_of(method):
    """Return the names and defaults of a method of ours."""
    return [(each.name, shown(each.default)) for each in list(inspect.signature(method).parameters.values())[1:]]


def shown(default):
    return repr(int(default) if isinstance(default, int) and not isinstance(default, bool) else default)


@pytest.mark.parametrize("client", [THEIRS, OURS])
def test_the_vendors_flow_from_a_scene_to_its_frames_runs_against_the_farm(vendor, environment, tmp_path, client):
    """Check, upload and download are the vendor's; the program that they start is the farm's."""
    scene = tmp_path / "a scene.ma"
    scene.write_bytes(b"//Maya ASCII 2024 scene\n" * 1000)
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=0.02, transmitter=True)) as farm:
        told = run(vendor, {**environment, "HOME": str(tmp_path)}, farm, "flow.py", client=client,
                   transmitter=str(farm.transmitter), scene=str(scene))
        stored = farm.state.storage.find("10201", str(scene))
        assert stored.read_bytes() == scene.read_bytes()
    for name, task in (("frames", "task"), ("at the end", "parts"), ("again", "parts"), ("by its path", "parts")):
        frames = [path.relative_to(tmp_path / name).parts for path in (tmp_path / name).rglob("*.png")]
        assert len(frames) == 3, name
        assert {parts[0].partition("_")[0] for parts in frames} == {str(told[task])}, name
