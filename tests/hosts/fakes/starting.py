"""A host that starts as it does with our files beside it, over its double: a program of its own, which needs nothing.

    python -I -S starting.py HOST VERSION FILE

FILE is what the host finds: Maya's module file, Houdini's package file, the folder of 3ds Max's package. JSON says how
long our part of the start took, what it imported, which menu there is, and what its first entry opens.
"""

from __future__ import annotations

import importlib
import json
import ntpath
import os
import re
import sys
import time
import traceback
import types
import xml.etree.ElementTree as ET
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

QT = ("qtpy", "PySide2", "PySide6", "PyQt5", "PyQt6")


def module_blocks(text):
    """A reader of Maya's module files: of each block the version of Maya, its folder, and the paths that it adds."""
    blocks = []
    for line in text.splitlines():
        if line.startswith(("+ ", "- ")):
            # The folder is the rest of the line, with whatever spaces are in it.
            enabled, condition, _name, _version, folder = line.split(None, 4)
            kind, version = condition.split(":")
            assert kind == "MAYAVERSION"
            blocks.append({"enabled": enabled == "+", "version": version, "folder": folder, "set": {}})
        elif line.strip():
            name, _equals, value = line.partition("=")
            # +:= appends a path that is relative to the module's folder.
            assert name.endswith("+:")
            blocks[-1]["set"][name[:-2]] = value
    return blocks


def maya(file, version):
    """Maya: the module file, userSetup.py of its scripts, what this defers; the entry of the menu."""
    double, windows = importlib.import_module("maya_double"), importlib.import_module("maya_windows")
    sys.modules.update(double.modules())
    cmds, deferred = sys.modules["maya.cmds"], []
    cmds.load(cmds.graph, batch=False)
    made = windows.Windows(cmds)
    sys.modules["maya"].utils = sys.modules["maya.utils"] = types.SimpleNamespace(executeDeferred=deferred.append)
    (block,) = [each for each in module_blocks(file.read_text(encoding="utf-8")) if each["version"] == version]
    assert block["enabled"]
    folder = file.parent / block["folder"]
    sys.path.append(os.path.normpath(folder / block["set"]["PYTHONPATH"]))
    script = Path(os.path.normpath(folder / "scripts" / "userSetup.py"))

    def start():
        exec(compile(script.read_bytes(), str(script), "exec"), {"__name__": "__main__", "__file__": str(script)})
        while deferred:
            deferred.pop(0)()

    def use():
        importlib.import_module("foxsubmit.hosts.maya.window").wrap = lambda pointer: None
        exec(made.commands["Submit to Fox…"], {})
        return sys.modules["foxsubmit.hosts.maya.start"]._panel[0]

    return start, use, lambda: [*made.menus, *made.items]


def houdini(file, version):
    """Houdini: the package file with its variables, the menu of the folder that it adds to HOUDINI_PATH."""
    double = importlib.import_module("houdini_double")
    sys.modules["hou"] = double.Scene(version if version in double.VERSIONS else double.VERSIONS[-1])
    variables = {"HOUDINI_PACKAGE_PATH": file.parent.as_posix()}
    labels, scripts = [], []

    def expanded(text):
        for name, value in variables.items():
            text = text.replace(f"${name}", value)
        assert not re.search(r"\$\w", text)
        return text

    def start():
        package = json.loads(file.read_text(encoding="utf-8"))
        name, sign, least = package["enable"].split()
        assert (name, sign) == ("houdini_version", ">=") and float(version) >= float(least.strip("'"))
        for each in package["env"]:
            for variable, value in each.items():
                if isinstance(value, dict):
                    assert value["method"] == "append" and variable == "PYTHONPATH"
                    sys.path.append(expanded(value["value"]))
                else:
                    variables[variable] = expanded(value)
        menu = ET.parse(Path(expanded(package["hpath"]), "MainMenuCommon.xml"))  # noqa: S314 - ours
        labels.extend(label.text for label in menu.iter("label"))
        scripts.extend(code.text for code in menu.iter("scriptCode"))

    def use():
        exec(scripts[0], {})
        return sys.modules["foxsubmit.hosts.houdini.start"]._panels[0]

    return start, use, lambda: labels


def max_(folder, version):
    """3ds Max: the scripts that its package names for the version, in the order of their phases; the macro."""
    double, script = importlib.import_module("max_double"), importlib.import_module("maxscript")
    sys.modules.update(double.modules())
    said, menu, callbacks, python = [], [], {}, {}
    running = [""]

    class Menu:
        def CreateSubMenu(self, _id, title):
            menu.append(title)
            return self

        def CreateAction(self, _id, table, action):
            assert table == 647394
            menu.append(action.split("`")[0].lower())

        def addItem(self, item, _place):
            menu.append(item)

        def numItems(self):
            return 3

    def add_script(event, function, id):
        callbacks[id] = (event, function)

    names = script.Block(names={
        "macros": [], "IsNetServer": lambda: False, "GetQuietMode": lambda: False,
        "format": lambda *texts: said.append(" ".join(map(str, texts))),
        "substituteString": str.replace, "getThisScriptFilename": lambda: running[0],
        "getFilenamePath": lambda path: str(Path(path).parent) + os.sep,
        "pathConfig": types.SimpleNamespace(
            isAbsolutePath=lambda path: os.path.isabs(path) or ntpath.isabs(path),
            appendPath=lambda *parts: str(Path(*parts)), normalizePath=os.path.normpath),
        "python": types.SimpleNamespace(Execute=lambda text: exec(text, python)),
        "callbacks": types.SimpleNamespace(
            removeScripts=lambda id: callbacks.pop(id, None), addScript=add_script,
            notificationParam=lambda: types.SimpleNamespace(mainMenuBar=Menu())),
        "menuMan": types.SimpleNamespace(
            registerMenuContext=lambda _number: True, getMainMenuBar=Menu, updateMenuBar=lambda: None,
            createMenu=lambda _title: Menu(), createSubMenuItem=lambda title, _menu: title,
            createActionItem=lambda macro, _category: macro.lower()),
    })

    def start():
        for component in ET.parse(folder / "PackageContents.xml").iter("Components"):  # noqa: S314 - ours
            needs = component.find("RuntimeRequirements").attrib
            if needs["SeriesMin"] <= version <= needs["SeriesMax"]:
                running[0] = str(folder / component.find("ComponentEntry").get("ModuleName"))
                text = Path(running[0]).read_bytes().decode("utf-8")
                assert text.startswith("\ufeff"), "3ds Max would read it in the system's code page"
                script.run(text, names)
        for event, function in callbacks.values():
            assert event == "#cuiRegisterMenus"
            function()
        assert said == [], said

    def use():
        next(macro for macro in names["macros"] if macro["name"] == "foxsubmit")["execute"]()
        return sys.modules["foxsubmit.hosts.max.start"]._panel[0]

    return start, use, lambda: menu


def main(host, version, file):
    path = list(sys.path)
    start, use, menu = {"maya": maya, "houdini": houdini, "max": max_}[host](Path(file), version)
    before = set(sys.modules)
    began = time.perf_counter()
    start()
    milliseconds = (time.perf_counter() - began) * 1000
    imported = sorted(set(sys.modules) - before)
    told = {"milliseconds": milliseconds, "imported": imported, "menu": menu(),
            "qt": [name for name in sys.modules if name.split(".")[0] in QT],
            "path": [each for each in sys.path if each not in path]}
    package = importlib.import_module("foxsubmit")
    opened = types.ModuleType("foxsubmit.start")
    opened.open_panel = importlib.import_module("panel_double").Panel
    sys.modules["foxsubmit.start"] = package.start = opened
    panel = use()
    json.dump({**told, "panel": [type(panel.host).__module__, panel.on_submit, panel.visible],
               "package": package.__file__, "vendor": [each for each in sys.path if Path(each).name == "vendor"]},
              sys.stdout)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Exception:
        traceback.print_exc()
        sys.exit(1)
