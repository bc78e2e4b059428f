"""A stand-in for pymxs and qtmax: a scene made of data, with the names of hosts/stubs/pymxs.pyi and no others.

Whatever the real runtime does not have raises AttributeError; whatever would change the scene is an AssertionError.
Every call through the runtime is counted.
"""

from __future__ import annotations

import ast
import re
import types
from collections import Counter
from pathlib import Path

from max_values import Class, Frozen, Name, StateSet, Time, Undefined, Value

__all__ = ["Name", "StateSet", "Value", "batch_view", "modules"]

STUB = Path(__file__).parents[3] / "hosts" / "stubs" / "pymxs.pyi"

STATE_SET_NAMES = {
    # "State Sets MAXScript Access"; the last line is in no page of the help
    "Instance", "EntityManager", "RootEntity", "MasterStateSet", "CurrentState", "Items", "Name", "Children", "Item",
    "Count", "StateSets", "Max", "Plugin",
    "ObjectStateSet", "ActiveViewportCamera", "RenderRange", "Start", "End",
}


def documented():
    """The names of the stub: those of ``Runtime``, and of the interfaces below it."""
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    return {cls.name: {getattr(item, "name", None) or item.target.id for item in cls.body
                       if isinstance(item, (ast.FunctionDef, ast.AnnAssign))}
            for cls in tree.body if isinstance(cls, ast.ClassDef)}


NAMES = documented()


def interface(cls, **values):
    """An interface of the stub, whole."""
    assert set(values) == NAMES[cls], f"{cls} is not as the stub has it: {set(values) ^ NAMES[cls]}"
    return Frozen(**values)


def counted(items, first):
    """A getter by index that begins at 0 or 1, as each interface has it."""
    def get(index):
        if not first <= index < first + len(items):
            raise RuntimeError("-- Runtime error: index out of range")
        item = items[index - first]
        if isinstance(item, Exception):
            raise item
        return item
    return get


def only_reads(script):
    """MAXScript that changes nothing: it assigns to its own names, and knows only what is documented of state sets."""
    plain = re.sub(r'"[^"]*"', '""', script)
    changed = re.findall(r"\.\w+(?:\[[^\]]*\])?\s*=(?!=)", plain)
    assert not changed, f"the scene is changed by looking: {changed}"
    names = set(re.findall(r"\.\s*([A-Za-z_]\w*)", plain))
    assert names <= STATE_SET_NAMES, f"no page of the help has {names - STATE_SET_NAMES}"
    called = set(re.findall(r"\.(\w+)\s*(?:\(|#\()", plain))
    assert not called, f"methods of state sets act: {called}"
    for opening, closing in ("()", "[]"):
        assert plain.count(opening) == plain.count(closing), "brackets do not match"
    return True


def batch_view(name, camera=None, **more):
    """A view of Batch Render that is switched on and has nothing of its own."""
    return interface("BatchView", **{
        "name": name, "enabled": True, "camera": camera, "outputFilename": "", "sceneStateName": "", "presetFile": "",
        "overridePreset": False, "startFrame": 0, "endFrame": 0, "width": 0, "height": 0, **more})


class Runtime:
    """``pymxs.runtime``. ``load`` sets what it answers."""

    WRITABLE = ("foxsubmitSceneChanged",)

    def __init__(self):
        self.load()

    def load(self, *, path="", file="", nodes=(), maps=(), renderer=None, views=(), found=None, version=None,
             active=None, changed=False, classes=(), saves=True, project="C:/jobs", states=(), missing=(),
             touched=False, plugins=None, custom=None, **more):
        nodes, maps = list(nodes), list(maps)
        everything = [*nodes, *maps]
        by_class = {}
        for each in everything:
            by_class.setdefault(each._cls, []).append(each)
        self.__dict__.update(selected=None, saved=[], on_disk=set(), scripts={}, calls=Counter(), changed=changed,
                             touched=touched, custom=dict(custom or {}))
        self.__dict__["answers"] = {
            **{name: Class(name) for name in (*by_class, *classes)},
            "maxFilePath": path, "maxFileName": file,
            "renderers": interface("Renderers", current=renderer or Value("Default_Scanline_Renderer")),
            "cameras": [each for each in nodes if each._super in ("camera", "target")], "camera": Class("camera"),
            "pathConfig": interface("PathConfig", getCurrentProjectFolder=lambda: project),
            "mapPaths": interface("MapPaths", getFullFilePath=lambda name: (found or {}).get(name, "")),
            "batchRenderMgr": interface("BatchRenderMgr", numViews=len(views), getView=counted(list(views), 1)),
            "callbacks": interface("Callbacks", addScript=self._add_script, removeScripts=self._remove_scripts),
            "refs": interface("Refs", dependentNodes=self._dependent),
            "fileProperties": interface(
                "FileProperties", getItems=lambda _name: plugins, findProperty=self._find_custom,
                getPropertyValue=lambda set, index: counted(list(self.of_custom(set).values()), 1)(index),
                addProperty=self._add_custom, deleteProperty=lambda set, name: self.of_custom(set).pop(name)),
            "SceneMissingPlugIns": interface(
                "MissingPlugIns", GetMissingPlugInCount=lambda: len(missing),
                GetMissingPlugInClassName=counted([name for name, _file in missing], 1),
                GetMissingPlugInFileName=counted([file for _name, file in missing], 1)),
            "Name": Name,
            "maxVersion": lambda: version or [27000, 62, 0, 27, 0, 0, 4183, 2025],
            "getSaveRequired": lambda: self.changed, "setSaveRequired": self._set_changed,
            "saveMaxFile": self._save if saves else lambda _file, quiet=False: False,
            "loadMaxFile": self._open,
            "superClassOf": lambda value: Class(value._super), "classOf": lambda value: Class(value._cls),
            "getClassInstances": lambda cls: list(by_class.get(cls.name, ())),
            "isProperty": self._is_property, "getProperty": self._get_property,
            "getActiveCamera": lambda: next((each for each in nodes if each.name == active), None),
            "getNodeByName": lambda name: next((each for each in nodes if each._properties["name"] == name), None),
            "execute": lambda script: self._state_sets(script, states),
            "select": lambda chosen: self.__dict__.__setitem__("selected", [each.name for each in chosen]),
            "clearSelection": lambda: self.__dict__.__setitem__("selected", []),
            **_setup(**{name: more.pop(name) for name in SETUP if name in more}),
            **_elements(**{name: more.pop(name) for name in ELEMENTS if name in more}),
            **self._files(**{name: more.pop(name) for name in FILES if name in more}),
            **_plugins(**more),
        }

    def _files(self, *, xrefs=(), objects=(), assets=(), tracked=None, dependent=None, symbolic=None):
        def refresh():
            self.__dict__["changed"] |= self.touched
        folders = {name.lower(): folder for name, folder in (symbolic or {}).items()}
        assert all(re.fullmatch(r"\$\w+", name) for name in folders), "the name of a symbolic path has its $"

        def expand(file):
            name, slash, below = re.fullmatch(r"(\$\w+)?([\\/]?)(.*)", file).groups()
            return f"{folders[name.lower()]}{slash}{below}" if name and name.lower() in folders else file

        return {
            "symbolicPaths": interface("SymbolicPaths", expandFileName=expand),
            "AssetManager": interface("AssetManager", GetNumAssets=lambda: len(assets), GetAssetByIndex=counted(
                [interface("Asset", GetFileName=lambda path=path: path, GetType=lambda kind=kind: Name(kind))
                 for path, kind in assets], 1)),
            "ATSOps": interface(
                "ATSOps", Refresh=refresh, GetFiles=lambda files: _by_reference(files, tracked),
                GetDependentFiles=lambda file, active, files: _by_reference(files, (dependent or {}).get(file))),
            "xrefs": interface("XRefs", getXRefFileCount=lambda: len(xrefs), getXRefFile=counted(
                [interface("XRefFile", fileName=path, disabled=False) for path in xrefs], 1)),
            "objXrefMgr": interface("ObjXRefMgr", recordCount=len(objects), GetRecord=counted(
                [interface("ObjectXRef", srcFileName=path) for path in objects], 1)),
        }

    def of_custom(self, set):
        assert str(set) == "#custom", "the only page of the file properties that a script may fill"
        return self.custom

    def _find_custom(self, set, name):
        return [*self.of_custom(set)].index(name) + 1 if name in self.of_custom(set) else 0

    def _add_custom(self, set, name, value):
        # It does not count as a change of the scene. Text is VT_LPSTR: a byte for a character, ended by a zero.
        assert value.isascii(), "text of one byte a character"
        assert "\0" not in value
        self.of_custom(set)[name] = value

    def _dependent(self, value, *, firstOnly):
        assert firstOnly is True
        return value._on

    def _is_property(self, value, name):
        return name.lower() in {own.lower() for own in value._properties}

    def _get_property(self, value, name):
        return getattr(value, name)

    def _state_sets(self, script, states):
        assert only_reads(script)
        if isinstance(states, Exception):
            raise states
        self.__dict__["changed"] |= self.touched
        return [state.row for state in states]

    def _set_changed(self, required):
        self.__dict__["changed"] = required

    def _save(self, file, quiet=False):
        self.saved.append(file)
        self._take_name(file)
        return True

    def _take_name(self, file):
        folder, slash, name = file.replace("\\", "/").rpartition("/")
        self.answers.update(maxFilePath=folder + slash, maxFileName=name)

    def _open(self, file, useFileUnits=False, quiet=False):
        assert quiet
        if file not in self.on_disk:
            return False
        self._take_name(file)
        return True

    def _add_script(self, event, script, id):
        self.scripts.setdefault(str(id), []).append((str(event), script))

    def _remove_scripts(self, *, id):
        self.scripts.pop(str(id), None)

    def __getattr__(self, name):
        self.__dict__["calls"][name] += 1
        try:
            answer = self.__dict__["answers"][name]
        except KeyError:
            raise Undefined(f"MAXScript does not know {name}") from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def __setattr__(self, name, value):
        if name not in self.WRITABLE:
            raise AssertionError(f"the scene is changed by looking: {name} = {value!r}")
        self.answers[name] = value


SETUP = ("picked", "time_type", "nth", "window", "now", "range_", "size", "output", "background")
ELEMENTS = ("elements", "elements_active")
FILES = ("xrefs", "objects", "assets", "tracked", "dependent", "symbolic")


def _setup(*, picked="", time_type=2, nth=1, window=(0, 100), now=7, range_=(10, 20), size=(640, 480), output="",
           background=""):
    return {
        "animationRange": interface("Interval", start=Time(window[0]), end=Time(window[1])), "currentTime": Time(now),
        "rendTimeType": time_type, "rendStart": Time(range_[0]), "rendEnd": Time(range_[1]), "rendNThFrame": nth,
        "rendPickupFrames": picked, "rendOutputFilename": output, "rendSaveFile": bool(output),
        "backgroundImageFileName": background,
        "renderWidth": size[0], "renderHeight": size[1], "fileInGamma": 2.2, "fileOutGamma": 2.2, "displayGamma": 2.2,
    }


def _elements(*, elements=(), elements_active=True):
    manager = interface(
        "RenderElements", NumRenderElements=lambda: len(elements), GetElementsActive=lambda: elements_active,
        GetRenderElement=counted([element for element, _path in elements], 0),
        GetRenderElementFilename=counted([path for _element, path in elements], 0))
    return {"maxOps": interface("MaxOps", GetCurRenderElementMgr=lambda: manager)}


def _plugins(*, gamma="gamma", mode=None, config="", vray=None, corona=None):
    """``mode``: of colour management, which 3ds Max has from 2024 on."""
    found = {"IDisplayGamma": interface("DisplayGamma", colorCorrectionMode=Name(gamma))}
    if mode is not None:
        found["ColorPipelineMgr"] = interface("ColorPipelineMgr", Mode=Name(mode), OCIOConfigPath=config)
    if vray is not None:
        found["vrayVersion"] = lambda: vray
    if corona is not None:
        found["CoronaRenderer"] = interface(
            "CoronaRenderer", CoronaFp=interface("CoronaFp", getVersionString=lambda: corona))
    return found


def _by_reference(files, answer):
    assert files == [None], "the list of files is given by reference"
    return len(answer or ()), answer


def modules():
    """``pymxs`` and ``qtmax``, to be put into sys.modules."""
    pymxs, qtmax = types.ModuleType("pymxs"), types.ModuleType("qtmax")
    pymxs.runtime = Runtime()
    pymxs.byref = lambda value: [value]
    qtmax.GetQMaxMainWindow = lambda: None
    qtmax.focus = []
    qtmax.DisableMaxAcceleratorsOnFocus = lambda widget, disable: qtmax.focus.append((widget, disable))
    return {"pymxs": pymxs, "qtmax": qtmax}
