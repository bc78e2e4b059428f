"""A stand-in for hou: a scene made of data. It has the calls that the adapter makes and no others, and is read only."""

from __future__ import annotations

import types


class Error(Exception):
    def instanceMessage(self):
        return str(self)


class Parm:
    def __init__(self, node, name, value):
        self._node, self._name, self._value = node, name, value

    def name(self):
        return self._name

    def node(self):
        return self._node

    def path(self):
        return f"{self._node.path()}/{self._name}"

    def _read(self):
        if isinstance(self._value, Exception):
            raise self._value
        return self._value

    def unexpandedString(self):
        return str(self._read())

    def evalAsString(self):
        return self._node._scene.text.expandString(str(self._read()))

    def evalAsFloat(self):
        return float(self._read())

    def evalAsInt(self):
        return int(self._read())

    def set(self, _value):
        raise AssertionError(f"{self.path()} is changed by looking")


class OpNode:
    def __init__(self, scene, path, node_type, inputs, bypass, locked, parms):
        self._scene, self._path, self._type, self._inputs = scene, path, node_type, inputs
        self._bypass, self._locked = bypass, locked
        self._parms = {name: Parm(self, name, value) for name, value in parms.items()}
        node_type._instances.append(self)

    def path(self):
        return self._path

    def name(self):
        return self._path.rsplit("/", 1)[1]

    def type(self):
        return self._type

    def parm(self, name):
        return self._parms.get(name)

    def inputs(self):
        return tuple(self._scene.node(path) if path else None for path in self._inputs)

    def outputs(self):
        return tuple(each for each in self._scene._nodes.values() if self._path in each._inputs)

    def node(self, path):
        return self._scene.node(path if path.startswith("/") else f"{self._path.rsplit('/', 1)[0]}/{path}")

    def isGenericFlagSet(self, flag):
        assert flag == "Bypass"
        return self._bypass

    def isInsideLockedHDA(self):
        return self._locked

    def setSelected(self, on, clear_all_selected=False):
        if clear_all_selected:
            self._scene.selected.clear()
        self._scene.selected.append(self._path)


class OpNodeType:
    def __init__(self, name, category, library=None):
        self._name, self._category, self._library, self._instances = name, category, library, []

    def name(self):
        return self._name

    def nameComponents(self):
        return components(self._name)

    def category(self):
        return self._category

    def instances(self):
        return tuple(self._instances)

    def definition(self):
        return self._library and types.SimpleNamespace(libraryFilePath=lambda: self._library)


class Category:
    def __init__(self, name):
        self._name, self._types = name, {}

    def name(self):
        return self._name

    def nodeTypes(self):
        return dict(self._types)


def components(name):
    """(scope, namespace, name, version) of ``ns::name::1.0``."""
    parts = name.split("::")
    version = parts.pop() if len(parts) > 1 and parts[-1][:1].isdigit() else ""
    return ("", "::".join(parts[:-1]), parts[-1], version)


class Scene(types.ModuleType):
    """The module ``hou``, with a scene in it."""

    Error, OpNode, OpNodeType, Parm = Error, OpNode, OpNodeType, Parm

    def __init__(self):
        super().__init__("hou")
        self.load()

    def load(self, *, file="/job/shot.hip", new=False, changed=False, variables=None, playbar=(1, 240), frame=77,
             version="20.5.487", references=(), expressions=None, take="Main", ui=False, saves=True):
        self._nodes, self._references, self.selected, self.watchers = {}, list(references), [], []
        self._variables = {"HIP": "/job", "JOB": "/job", "HFS": "/opt/hfs20.5", **(variables or {})}
        self._expressions = expressions or {}
        self._categories = {name: Category(name) for name in ("Driver", "Sop", "Lop", "Dop", "Object", "Vop")}
        self._pwd = "/"
        self.saved = 0

        def save():
            if not saves:
                raise Error("Unable to save: permission denied")
            self.saved += 1

        self.hipFile = types.SimpleNamespace(
            path=lambda: file, isNewFile=lambda: new, hasUnsavedChanges=lambda: changed, save=save,
            addEventCallback=self.watchers.append, removeEventCallback=self.watchers.remove)
        self.hipFileEventType = types.SimpleNamespace(AfterLoad="AfterLoad", AfterClear="AfterClear")
        self.nodeFlag = types.SimpleNamespace(Bypass="Bypass")
        self.playbar = types.SimpleNamespace(frameRange=lambda: playbar)
        self.takes = types.SimpleNamespace(currentTake=lambda: types.SimpleNamespace(name=lambda: take))
        self.hda = types.SimpleNamespace(componentsFromFullNodeTypeName=components)
        self.qt = types.SimpleNamespace(mainWindow=lambda: None)
        self.text = types.SimpleNamespace(expandString=self._expand)
        self._frame, self._version, self._ui = frame, version, ui

    def add(self, path, category, name, inputs=(), bypass=False, locked=False, library=None, **parms):
        kinds = self._categories[category]._types
        kind = kinds.setdefault(name, OpNodeType(name, self._categories[category], library))
        self._nodes[path] = OpNode(self, path, kind, inputs, bypass, locked, parms)
        return self._nodes[path]

    def refer(self, path, name):
        """Have Houdini count a parameter among its file references."""
        parm = self._nodes[path].parm(name)
        self._references.append((parm, parm._value if not isinstance(parm._value, Exception) else "/x.png"))

    def _expand(self, text):
        # As Houdini does: the longest name that is a word.
        import re

        return re.sub(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?", lambda match: self._variables.get(match[1], ""), text)

    def node(self, path):
        return self._nodes.get(path)

    def parm(self, path):
        folder, name = path.rsplit("/", 1)
        return self._nodes[folder].parm(name) if folder in self._nodes else None

    def nodeTypeCategories(self):
        return dict(self._categories)

    def objNodeTypeCategory(self):
        return self._categories["Object"]

    def nodeType(self, category, name):
        return category._types.get(name)

    def fileReferences(self):
        return tuple(self._references)

    def getenv(self, name):
        return self._variables.get(name)

    def frame(self):
        return self._frame

    def applicationVersionString(self):
        return self._version

    def isUIAvailable(self):
        return self._ui

    def pwd(self):
        return self._pwd

    def setPwd(self, node):
        self._pwd = node

    def hscriptExpression(self, text):
        if text not in self._expressions:
            raise Error(f"Syntax error in expression: {text}")
        found = self._expressions[text]
        return found(self._pwd) if callable(found) else found
