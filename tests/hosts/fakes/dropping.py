"""A host on which a release is dropped, over a double of what its installer may call: a program without libraries.

    python -I -S dropping.py maya FOLDER VERSION ANSWER
    python -I -S dropping.py max FOLDER VERSION ANSWER

FOLDER is the unpacked release. ANSWER is the button that the artist presses in the box that asks. JSON says what each
box said, and what is imported and searched afterwards that was not before.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
import traceback
import types
from pathlib import Path

sys.path.append(str(Path(__file__).parent))


def maya(folder, version, answer, boxes):
    """Maya imports the file that is dropped, and calls its function with what lies under the mouse."""
    def confirm(title, message, button, defaultButton="", cancelButton="", dismissString=""):
        assert title and all(button) and {defaultButton, cancelButton, dismissString} <= {*button, ""}
        boxes.append([message, button])
        return answer if answer in button else button[0]

    def about(version=False):
        assert version
        return name

    name = version
    cmds = types.ModuleType("maya.cmds")
    cmds.confirmDialog, cmds.about = confirm, about
    module = types.ModuleType("maya")
    module.cmds = cmds
    sys.modules.update({"maya": module, "maya.cmds": cmds})
    spec = importlib.util.spec_from_file_location("drag_into_maya", folder / "drag_into_maya.py")
    dropped = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(dropped)
    return lambda: dropped.onMayaDroppedPythonFile("viewport")


def max_(folder, _version, answer, boxes):
    """3ds Max runs what the control file of the package names."""
    script = importlib.import_module("maxscript")
    lines = dict(line.split(" ", 1) for line in (folder / "mzp.run").read_text("ascii").splitlines())
    assert lines["run"] == lines["drop"] and lines["version"].isdigit() and lines["clear"] == "temp on MAX exit"
    file = folder / lines["drop"].strip('"')

    def box(kind, *results):
        def shown(text, title):
            assert title
            boxes.append([text, kind])
            return results[0] if len(results) == 1 else answer
        return shown

    pymxs = types.ModuleType("pymxs")
    pymxs.runtime = types.SimpleNamespace(
        messageBox=box("OK", True), yesNoCancelBox=box("Yes No Cancel"),
        queryBox=box("Yes No", answer == "yes"))
    sys.modules["pymxs"] = pymxs
    python = {}
    names = script.Block(names={
        "substituteString": str.replace, "getThisScriptFilename": lambda: str(file),
        "getFilenamePath": lambda path: str(Path(path).parent) + os.sep, "messageBox": box("script", True),
        "python": types.SimpleNamespace(Execute=lambda text: exec(text, python))})
    return lambda: script.run(file.read_text("utf-8"), names)


def main(host, folder, version, answer):
    boxes = []
    drop = {"maya": maya, "max": max_}[host](Path(folder), version, answer, boxes)
    path = list(sys.path)
    drop()
    json.dump({"boxes": boxes, "path": [each for each in sys.path if each not in path],
               "left": sorted(name for name in sys.modules if name.startswith("foxsubmit"))}, sys.stdout)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception:
        traceback.print_exc()
        sys.exit(1)
