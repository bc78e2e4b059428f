"""The Python beside each host application, and the package under whatever name it has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import over, submit, transfer, wait_for

from foxsubmit.core.common import child
from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.transfer.interpreter import interpreter, own
from foxsubmit.core.transfer.states import TransferState

MAYA = "/usr/autodesk/maya2026"
MAC_MAYA = "/Applications/Autodesk/maya2026/Maya.app/Contents"
MAX = r"C:\Program Files\Autodesk\3ds Max 2026"
HFS = "/opt/hfs21.0"
MAC_HFS = "/Applications/Houdini/Houdini21.0/Frameworks/Houdini.framework/Versions/21.0/Resources"
BLENDER = "/opt/blender-4.5/4.5/python"


@pytest.mark.parametrize(("executable", "prefix", "variables", "windows", "there"), [
    (f"{MAYA}/bin/maya.bin", MAYA, {}, False, f"{MAYA}/bin/mayapy"),
    (f"{MAYA}/bin/mayapy", MAYA, {}, False, f"{MAYA}/bin/mayapy"),
    (f"{MAC_MAYA}/MacOS/Maya", MAC_MAYA, {}, False, f"{MAC_MAYA}/bin/mayapy"),
    ("maya.bin", "", {"MAYA_LOCATION": MAYA}, False, f"{MAYA}/bin/mayapy"),
    (r"C:\Maya2026\bin\maya.exe", r"C:\Maya2026\Python", {}, True, r"C:\Maya2026\bin\mayapy.exe"),
    (f"{MAYA}/bin/maya.bin", MAYA, {"HFS": HFS}, False, f"{MAYA}/bin/mayapy"),
    (f"{HFS}/bin/houdini-bin", HFS, {"HFS": HFS}, False, f"{HFS}/python/bin/python3.11"),
    (f"{HFS}/bin/hython", HFS, {"HFS": HFS}, False, f"{HFS}/python/bin/python3.11"),
    (r"C:\hou\bin\houdini.exe", "", {"HFS": r"C:\hou"}, True, r"C:\hou\python311\python.exe"),
    ("houdini", "", {"HFS": MAC_HFS}, False,
     f"{MAC_HFS}/../../../../Python.framework/Versions/3.11/bin/python3.11"),
    (MAX + r"\3dsmax.exe", MAX + r"\Python", {}, True, MAX + r"\Python\python.exe"),
    (f"{BLENDER}/bin/python3.11", BLENDER, {}, False, f"{BLENDER}/bin/python3.11"),
    ("/opt/blender-4.5/blender", BLENDER, {}, False, f"{BLENDER}/bin/python3.11"),
    (r"C:\Blender\blender.exe", r"C:\Blender\4.5\python", {}, True, r"C:\Blender\4.5\python\bin\python.exe"),
    ("", BLENDER, {}, False, f"{BLENDER}/bin/python3.11"),
    ("/venv/bin/python3", "/venv", {"HFS": HFS}, False, "/venv/bin/python3"),
    (r"C:\Python311\pythonw.exe", r"C:\Python311", {}, True, r"C:\Python311\pythonw.exe"),
])
def test_the_python_that_the_host_ships_is_found(executable, prefix, variables, windows, there):
    # The application itself and hython, which takes a licence, are there too and never taken.
    both = {executable, there, f"{HFS}/bin/hython"}
    assert interpreter(executable, prefix, variables, (3, 11), windows, both.__contains__) == there


def test_a_host_without_a_python_beside_it_is_one_sentence():
    with pytest.raises(FoxError, match="No Python was found beside /opt/app/app"):
        interpreter("/opt/app/app", "/opt/app", {}, (3, 11), False, lambda _path: False)


def test_our_own_is_one_that_runs():
    done = subprocess.run([own(), "-c", "print(1)"], capture_output=True, check=True)
    assert done.stdout.strip() == b"1"


def test_the_agent_starts_from_a_package_of_any_name(tmp_path, settings, api, journal):
    """As Blender imports an extension: ``bl_ext.user_default.foxsubmit``."""
    root = Path(child.HERE).parents[2]
    package = tmp_path / "bl_ext" / "user_default" / "foxsubmit"
    for part in ("core", "hosts"):
        shutil.copytree(root / part, package / part, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "__init__.py").write_text('raise RuntimeError("the agent needs nothing of this")\n')
    submission = submit(make_project(tmp_path / "p", {"a.png": b"a"}), api, journal)
    # What a host does, but for the package's own __init__, which would register a panel.
    code = ("import sys, types\n"
            "package = types.ModuleType('bl_ext.user_default.foxsubmit')\n"
            f"package.__path__ = [{str(package)!r}]\n"
            "for name in ('bl_ext', 'bl_ext.user_default'):\n"
            "    sys.modules[name] = types.ModuleType(name)\n"
            "    sys.modules[name].__path__ = []\n"
            "sys.modules[package.__name__] = package\n"
            "from bl_ext.user_default.foxsubmit.core.settings.settings import Settings\n"
            "from bl_ext.user_default.foxsubmit.core.transfer.start import ensure_agent\n"
            "assert ensure_agent(Settings())\n")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": ""},
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    try:
        wait_for(over(journal, submission))
        assert transfer(journal, submission).state is TransferState.FETCHED, (settings.logs / "agent.err").read_text()
    finally:
        os.kill(int(settings.agent_lock.read_text()), 9)
