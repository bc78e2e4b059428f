"""What is installed for Maya, Houdini and 3ds Max starts from wherever it lies, quickly, and opens what its menu says.

The very files that are written for a host are run over its double, in a Python without libraries, as a host's is.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hosts.other_names import mapped, share_of

from foxsubmit.hosts.installers import describe
from foxsubmit.hosts.machine import WINDOWS, Machine
from foxsubmit.install import bundle
from foxsubmit.install.files import FOLDER, bundle_files

PROGRAM = Path(__file__).parent / "fakes" / "starting.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder as artists have them, with the bundle, in which is a library that nothing else has."""
    made = tmp_path_factory.mktemp("studio") / "First Last (1) 渲染 农场"
    made.mkdir()

    def libraries(place):
        place.mkdir(parents=True)
        (place / "only_in_the_bundle.py").write_text("", encoding="utf-8")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "_install_libraries", libraries)
        bundle.make(made / FOLDER, bundle_files())
    return made


@pytest.fixture(params=[
    "spaces and Chinese",
    pytest.param("UNC", marks=pytest.mark.windows_only("a share is a folder like any other elsewhere")),
    pytest.param("mapped drive", marks=pytest.mark.windows_only("there are no drives elsewhere")),
])
def place(request, folder):
    """The folder by each of its names."""
    if request.param == "mapped drive":
        with mapped(folder) as drive:
            yield drive
    else:
        yield share_of(folder) if request.param == "UNC" else folder


def written(target):
    for path, text in zip(target.paths, target.files.values()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return target.folder if target.own_folder else target.paths[0]


def started(host, version, file):
    done = subprocess.run([sys.executable, "-I", "-S", str(PROGRAM), host, version, str(file)], capture_output=True,
                          text=True, check=False, cwd=PROGRAM.parent)
    assert done.stderr == ""
    return json.loads(done.stdout)


MENUS = {
    "maya": ["foxsubmitMenu", "Submit to Fox…", "Add to shelf", "Check this installation…"],
    "houdini": ["Fox", "Submit to Fox…", "Check this installation…"],
    "max": ["Fox Renderfarm", "foxsubmit", "foxcheck"],
}
HOSTS = {"maya": "foxsubmit.hosts.maya.host", "houdini": "foxsubmit.hosts.houdini.host",
         "max": "foxsubmit.hosts.max.host"}


def test_a_host_starts_with_us_from_any_place_and_its_menu_opens_the_panel(place):
    machine = Machine(WINDOWS, {"APPDATA": str(place / "AppData")}, place, place)
    for host in HOSTS:
        version = describe(host).VERSIONS[-1]
        (target,) = describe(host).targets(machine, place / FOLDER, (version,), None)
        told = started(host, version, written(target))
        check(host, told, place / FOLDER)


def test_the_module_file_of_maya_is_ascii_where_only_the_users_name_is_not(place):
    machine = Machine(WINDOWS, {}, place, place)
    (target,) = describe("maya").targets(machine, place / FOLDER, describe("maya").VERSIONS, None)
    assert all(text.isascii() for text in target.files.values())


def test_a_studios_share_starts_by_whatever_name_it_is_mounted(place):
    machine = Machine(WINDOWS, {}, place, place)
    for host in HOSTS:
        versions = describe(host).VERSIONS
        (target,) = describe(host).targets(machine, place / FOLDER, versions, place)
        check(host, started(host, versions[0], written(target)), place / FOLDER)


def check(host, told, folder):
    """The menu is there, little was imported for it, and its first entry opens the panel of the host."""
    assert sorted(told["menu"]) == sorted(MENUS[host])
    assert told["qt"] == []
    ours = [name for name in told["imported"] if name.split(".")[0] == "foxsubmit"]
    assert len(ours) <= 4, ours  # "foxsubmit.hosts.maya.menu" and what it lies in
    assert "typing" not in told["imported"]
    assert told["panel"] == [HOSTS[host], 1, True]
    assert Path(told["package"]) == folder / "foxsubmit" / "__init__.py"
    assert [Path(each) for each in told["path"]] == [folder]
    assert [Path(each) for each in told["vendor"]] == [folder / "vendor"]


DOORS = """
import json, sys

*doors, folder = sys.argv[1:]
sys.path.append(folder)
before, told = {*sys.modules}, {}
for door in doors:
    try:
        exec(door)
    except ModuleNotFoundError:  # there is no library in this bundle
        pass
    told[door] = [each for each in sys.path if each.endswith("vendor")]
    sys.path[:] = [each for each in sys.path if not each.endswith("vendor")]
    for name in {*sys.modules} - before:
        del sys.modules[name]
print(json.dumps(told))
"""


def test_what_scripts_import_in_a_host_finds_the_libraries_that_travel_along(folder):
    doors = ("from foxsubmit import FoxAPI", "from foxsubmit import RayvisionAPI", "import foxsubmit.rayvision.api",
             "from foxsubmit import job", "import foxsubmit.job.submitting")
    done = subprocess.run([sys.executable, "-I", "-S", "-c", DOORS, *doors, str(folder / FOLDER)], capture_output=True,
                          text=True, check=False)
    assert done.stderr == ""
    assert json.loads(done.stdout) == {door: [str(folder / FOLDER / "vendor")] for door in doors}
