"""Programs that take the place of mayapy, hython and 3dsmaxbatch: they run a script with a double of the host in it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

FAKES = Path(__file__).parent / "fakes"
MAYAPY = """
import maya_ascii, maya_double
made = maya_double.modules()
cmds = made["maya.cmds"]
made["maya.standalone"] = types.SimpleNamespace(initialize=lambda name: None)
sys.modules.update(made)
look = cmds.do_file
def file(path=None, **flags):
    if not flags.pop("open", False):
        return look(**flags)
    text = open(path).read()
    if "garbage" in text:
        raise RuntimeError("File is not a Maya scene.")
    cmds.load(maya_ascii.Graph().run(text), name=path, project="/proj/", broken=("broken.cacheFileName",))
cmds.do_file = file
maya_double.FLAGS["file"].update(open="open", force="force", prompt="prompt", executeScriptNodes="executeScriptNodes")
cmds.load(cmds.graph, name="")
if "crash" in open(sys.argv[3]).read():
    sys.exit("Segmentation fault in libShared")
"""
HYTHON = """
import houdini_double
hou = sys.modules["hou"] = houdini_double.Scene()
def load(path, suppress_save_prompt, ignore_load_warnings):
    folder = path.rsplit("/", 1)[0]
    hou.load(file=path, variables={"HIP": folder, "JOB": folder})
    exec(open(path).read(), {"hou": hou, "RANGE": {"trange": 1, "f1": 1.0, "f2": 240.0, "f3": 1.0}})
hou.hipFile.load = load
"""
MAXBATCH = """
import max_double
from max_values import Value
sys.modules.update(max_double.modules())
rt = sys.modules["pymxs"].runtime
assert len(sys.argv) == 1, "3dsmaxbatch hands a script no arguments"
def load(file, useFileUnits=False, quiet=False):
    folder, slash, name = file.rpartition("/")
    rt.load(path=folder + slash, file=name, **eval(open(file).read(), {"Value": Value}))
    return True
rt.answers["loadMaxFile"] = load
"""
PROGRAM = """import runpy, sys, types
sys.path.insert(0, {fakes!r})
sys.argv = sys.argv[1:]
{double}
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def stand_in(folder: Path, name: str, double: str) -> Path:
    """Return the program, which is a script with a first line."""
    code, program = folder / f"{name}.py", folder / name
    code.write_text(PROGRAM.format(fakes=str(FAKES), double=double), encoding="utf-8")
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{code}" "$@"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def mayapy(folder: Path) -> Path:
    """Return a mayapy that executes Maya ASCII; it refuses a text with "garbage" and dies of one with "crash"."""
    return stand_in(folder, "mayapy", MAYAPY)


def hython(folder: Path) -> Path:
    """Return a hython whose scenes are Python that adds nodes to ``hou``."""
    return stand_in(folder, "hython", HYTHON)


def maxbatch(folder: Path) -> Path:
    """Return a 3dsmaxbatch whose scenes are what the double is to be loaded with, as Python."""
    return stand_in(folder, "3dsmaxbatch", MAXBATCH)
