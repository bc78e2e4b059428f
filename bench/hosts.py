"""Gather a large Maya and a large Houdini scene over the doubles of the tests: the longest slice, and calls a node.

    python bench/hosts.py [nodes]

What a call costs in the real application is not in these figures; how many there are, and that none of our own steps is
long, is. The doubles answer a call in a few microseconds, as the applications do.
"""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path
from typing import Any

from figures import tell, words

from foxsubmit.core.session.gather import AssetScan

FAKES = Path(__file__).parents[1] / "tests" / "hosts" / "fakes"
RUNS = 5
MAYA = ("mesh", "mesh", "mesh", "mesh", "file", "file", "gpuCache", "studioNode")
"""Types of nodes, in turn."""


def maya(nodes: int) -> tuple[Any, Any]:
    """The host and the counter of calls."""
    double, ascii_ = importlib.import_module("maya_double"), importlib.import_module("maya_ascii")
    modules = double.modules()
    sys.modules.update(modules)
    text = []
    for number in range(nodes):
        kind = MAYA[number % len(MAYA)]
        text.append(f'createNode {kind} -n "n{number}";')
        if kind in {"file", "gpuCache"}:
            attribute = "ftn" if kind == "file" else "cfn"
            text.append(f'setAttr ".{attribute}" -type "string" "/t/{number}.png";')
        elif kind == "studioNode":
            text.append(f'addAttr -ln "map" -uaf -dt "string"; setAttr ".map" -type "string" "/t/{number}.tif";')
    cmds = modules["maya.cmds"]
    cmds.load(ascii_.Graph().run("\n".join(text)), name="/proj/scenes/shot.ma")
    return importlib.import_module("foxsubmit.hosts.maya.host").Maya(), cmds


def houdini(nodes: int) -> tuple[Any, Any]:
    """The host and the counter of calls."""
    hou = importlib.import_module("houdini_double").Scene()
    sys.modules["hou"] = hou
    hou.add("/obj/cam1", "Object", "cam", resx=1920, resy=1080)
    hou.add("/out/mantra1", "Driver", "ifd", vm_picture="$HIP/a.$F4.exr", camera="/obj/cam1", trange=1, f1=1, f2=240)
    for number in range(nodes):
        hou.add(f"/obj/n{number}", "Sop", "file", file=f"$HIP/tex/{number}.$F4.exr")
        hou.refer(f"/obj/n{number}", "file")
    return importlib.import_module("foxsubmit.hosts.houdini.host").Houdini(), hou


def slices(host: Any) -> list[float]:
    """Milliseconds of each slice of a session, without anything else in between."""
    scan, found, done = AssetScan(host), [], False
    while not done:
        started = time.thread_time()
        done = scan.step()
        found.append((time.thread_time() - started) * 1e3)
    return found


def main() -> None:
    """Both, at one size and at ten times of it."""
    sys.path.insert(0, str(FAKES))
    most = int(words()[0]) if words() else 20_000
    for name, make in (("maya", maya), ("houdini", houdini)):
        for nodes in (most // 10, most):
            # The adapter holds on to the double that it was imported with.
            for module in [module for module in sys.modules if module.startswith(f"foxsubmit.hosts.{name}")]:
                del sys.modules[module]
            host, calls = make(nodes)
            calls.calls.clear()
            slices(host)
            a_node = sum(calls.calls.values()) / nodes
            runs = [slices(host) for _run in range(RUNS)]
            longest = sorted(max(each) for each in runs)
            tell(f"{name}, {nodes} nodes: longest slice", longest[RUNS // 2], "ms")
            print(f"{name:<8} {nodes:>7,} nodes   longest slice {longest[0]:5.1f} ms, worst of {RUNS} runs "
                  f"{longest[-1]:5.1f} ms   whole {min(map(sum, runs)):8.1f} ms   {a_node:4.2f} calls a node")


if __name__ == "__main__":
    main()
