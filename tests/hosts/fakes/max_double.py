"""A stand-in for pymxs and qtmax: a scene made of data, with the names of hosts/stubs/pymxs.pyi and no others.

Whatever the real runtime does not have raises AttributeError; whatever would change the scene is an AssertionError.
"""

from __future__ import annotations

import ast
import types
from pathlib import Path

STUB = Path(__file__).parents[3] / "hosts" / "stubs" / "pymxs.pyi"


class Undefined(AttributeError):
    """What pymxs raises for a name that MAXScript does not know."""


class Value:
    """A node, map, renderer or element: its properties, and no others."""

    def __init__(self, cls, name="", super_class="", broken=(), **properties):
        vars(self).update(_cls=cls, _super=super_class, _broken=set(broken), _properties={"name": name, **properties})

    def __getattr__(self, name):
        if name in vars(self)["_broken"]:
            raise RuntimeError(f"-- Runtime error: {name} of {self._properties['name']} cannot be read")
        try:
            return vars(self)["_properties"][name]
        except KeyError:
            raise Undefined(f'Unknown property: "{name}" in {self._cls}') from None

    def __setattr__(self, name, value):
        raise AssertionError(f"the scene is changed by looking: {name} = {value!r}")

    def __str__(self):
        return f"{self._cls}:{self._properties['name'] or self._cls}"


class Class:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return self.name

    def __eq__(self, other):
        return str(self) == str(other)

    __hash__ = object.__hash__


class Name:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return f"#{self.text}"


class Frozen(types.SimpleNamespace):
    """Data that answers, and refuses to be changed."""

    def __setattr__(self, name, value):
        raise AssertionError(f"the scene is changed by looking: {name} = {value!r}")

    def __init__(self, **values):
        vars(self).update(values)


class Time:
    def __init__(self, frame):
        self.frame = frame

    def __int__(self):
        return int(self.frame)

    def __float__(self):
        return float(self.frame)


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


class Runtime:
    """``pymxs.runtime``. ``load`` sets what it answers."""

    WRITABLE = ("foxsubmitSceneChanged",)

    def __init__(self):
        self.load()

    def load(self, *, path="", file="", nodes=(), maps=(), renderer=None, elements=(), elements_active=True, views=(),
             xrefs=(), objects=(), assets=(), tracked=None, found=None, plugins=None, version=None, active=None,
             changed=False, picked="", time_type=2, nth=1, window=(0, 100), now=7, range_=(10, 20), size=(640, 480),
             output="", classes=(), saves=True, project="C:/jobs"):
        nodes, maps = list(nodes), list(maps)
        known = {each._cls for each in (*nodes, *maps)} | set(classes)
        everything = [*nodes, *maps]
        self.__dict__["selected"] = None
        self.__dict__["saved"] = []
        self.__dict__["scripts"] = {}
        self.__dict__["answers"] = {
            **{name: Class(name) for name in known},
            "maxFilePath": path, "maxFileName": file,
            "animationRange": Frozen(start=Time(window[0]), end=Time(window[1])), "currentTime": Time(now),
            "rendTimeType": time_type, "rendStart": Time(range_[0]), "rendEnd": Time(range_[1]), "rendNThFrame": nth,
            "rendPickupFrames": picked, "rendOutputFilename": output, "rendSaveFile": bool(output),
            "renderWidth": size[0], "renderHeight": size[1], "fileInGamma": 2.2, "fileOutGamma": 2.2,
            "displayGamma": 2.2, "renderers": Frozen(current=renderer or Value("Default_Scanline_Renderer")),
            "cameras": [each for each in nodes if each._super in ("camera", "target")], "camera": Class("camera"),
            "pathConfig": Frozen(getCurrentProjectFolder=lambda: project),
            "mapPaths": Frozen(getFullFilePath=lambda name: (found or {}).get(name, "")),
            "AssetManager": Frozen(GetNumAssets=lambda: len(assets), GetAssetByIndex=counted(
                [Frozen(GetFileName=lambda path=path: path, GetType=lambda kind=kind: Name(kind))
                 for path, kind in assets], 1)),
            "ATSOps": Frozen(Refresh=lambda: None, GetFiles=lambda _files: (len(tracked or ()), tracked)),
            "batchRenderMgr": Frozen(numViews=len(views), getView=counted(list(views), 1)),
            "maxOps": Frozen(GetCurRenderElementMgr=lambda: Frozen(
                NumRenderElements=lambda: len(elements), GetElementsActive=lambda: elements_active,
                GetRenderElement=counted([element for element, _path in elements], 0),
                GetRenderElementFilename=counted([path for _element, path in elements], 0))),
            "xrefs": Frozen(getXRefFileCount=lambda: len(xrefs), getXRefFile=counted(
                [Frozen(fileName=path, disabled=False) for path in xrefs], 1)),
            "objXrefMgr": Frozen(recordCount=len(objects), GetRecord=counted(
                [Frozen(srcFileName=path) for path in objects], 1)),
            "fileProperties": Frozen(getItems=lambda _name: plugins),
            "callbacks": Frozen(addScript=self._add_script, removeScripts=self._remove_scripts),
            "Name": Name,
            "maxVersion": lambda: version or [27000, 62, 0, 27, 0, 0, 4183, 2025],
            "getSaveRequired": lambda: changed,
            "saveMaxFile": self._save if saves else lambda _file, quiet=False: False,
            "superClassOf": lambda value: Class(value._super), "classOf": lambda value: Class(value._cls),
            "getClassInstances": lambda cls: [each for each in everything if each._cls == cls.name],
            "isProperty": lambda value, name: name in value._properties,
            "getProperty": getattr,
            "getActiveCamera": lambda: next((each for each in nodes if each.name == active), None),
            "getNodeByName": lambda name: next((each for each in nodes if each._properties["name"] == name), None),
            "select": lambda chosen: self.__dict__.__setitem__("selected", [each.name for each in chosen]),
            "clearSelection": lambda: self.__dict__.__setitem__("selected", []),
        }

    def _save(self, file, quiet=False):
        self.saved.append(file)
        return True

    def _add_script(self, event, script, id):
        self.scripts.setdefault(str(id), []).append((str(event), script))

    def _remove_scripts(self, *, id):
        self.scripts.pop(str(id), None)

    def __getattr__(self, name):
        try:
            return self.__dict__["answers"][name]
        except KeyError:
            raise Undefined(f"MAXScript does not know {name}") from None

    def __setattr__(self, name, value):
        if name not in self.WRITABLE:
            raise AssertionError(f"the scene is changed by looking: {name} = {value!r}")
        self.answers[name] = value


def documented():
    """The names of the stub: those of ``Runtime``, and of the interfaces below it."""
    tree = ast.parse(STUB.read_text(encoding="utf-8"))
    return {cls.name: {getattr(item, "name", None) or item.target.id for item in cls.body
                       if isinstance(item, (ast.FunctionDef, ast.AnnAssign))}
            for cls in tree.body if isinstance(cls, ast.ClassDef)}


def modules():
    """``pymxs`` and ``qtmax``, to be put into sys.modules."""
    pymxs, qtmax = types.ModuleType("pymxs"), types.ModuleType("qtmax")
    pymxs.runtime = Runtime()
    pymxs.byref = lambda value: [value]
    qtmax.GetQMaxMainWindow = lambda: None
    qtmax.focus = []
    qtmax.DisableMaxAcceleratorsOnFocus = lambda widget, disable: qtmax.focus.append((widget, disable))
    return {"pymxs": pymxs, "qtmax": qtmax}
