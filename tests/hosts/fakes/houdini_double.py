"""A stand-in for hou: a scene made of data. It has the calls that the adapter makes and no others, and is read only.

It has the classes of the version that it plays and no others (``classes_of``): Houdini 19.5 has no ``hou.OpNode``.
"""

from __future__ import annotations

import collections
import contextlib
import re
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
        self._node._scene.calls["value"] += 1
        value = self._node._scene._in_take(self._node.path(), self._name, self._value)
        if isinstance(value, Exception):
            raise value
        return value

    def keyframes(self):
        """Of a parameter that is an expression: in the double, whose value is a function of the frame."""
        return (self._read(),) if callable(self._read()) else ()

    def unexpandedString(self):
        if self.keyframes():
            raise Error("The attempted operation failed. Parameter has keyframes")
        if not isinstance(self._read(), str):
            raise TypeError("this is not a string parameter")
        return self._read()

    def eval(self):
        value = self._read()
        return self.evalAsString() if isinstance(value, str) or callable(value) else value

    def evalAsString(self):
        return self.evalAsStringAtFrame(self._node._scene.frame())

    def evalAsStringAtFrame(self, frame):
        value = self._read()
        return self._node._scene._at(str(value(frame) if callable(value) else value), self._node, frame)

    def menuItems(self):
        return tuple(item for item, _label in self._menu())

    def menuLabels(self):
        return tuple(label for _item, label in self._menu())

    def _menu(self):
        entries = self._node._scene.menus.get(self._name)
        if entries is None:
            raise Error("The attempted operation failed. The parameter is not a menu")
        return entries

    def isTimeDependent(self):
        return self.evalAsStringAtFrame(1) != self.evalAsStringAtFrame(12345)

    def tuple(self):
        # Those of a tuple differ in their last letter: f1 f2 f3, resx resy.
        return (self._node.path(), self._name[:-1] if self._name[-1:] in "123xyz" else self._name)

    def set(self, _value):
        raise AssertionError(f"{self.path()} is changed by looking")


class Node:
    @classmethod
    def bare(cls, path):
        """Only its path."""
        node = cls.__new__(cls)
        node._path = path
        return node

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
        self._scene.calls["parm"] += 1
        return self._parms.get(name)

    def inputs(self):
        return tuple(self._scene.node(path) if path else None for path in self._inputs)

    def inputAncestors(self):
        found = {}
        waiting = [each for each in self.inputs() if each is not None]
        while waiting:
            each = waiting.pop(0)
            if each.path() not in found:
                found[each.path()] = each
                waiting += [other for other in each.inputs() if other is not None]
        return tuple(found.values())

    def children(self):
        return tuple(each for path, each in self._scene._nodes.items() if path.rsplit("/", 1)[0] == self._path)

    def outputs(self):
        return tuple(each for each in self._scene._nodes.values() if self._path in each._inputs)

    def node(self, path):
        return self._scene.node(path if path.startswith("/") else f"{self._path.rsplit('/', 1)[0]}/{path}")

    def isGenericFlagSet(self, flag):
        assert flag == "Bypass"
        return self._bypass

    def isInsideLockedHDA(self):
        return self._locked

    def userData(self, name):
        return self._user_data.get(name)

    def setUserData(self, name, value):
        value.encode("utf-8")  # as the real one hands it on
        self._keep({**self._user_data, name: value})

    def destroyUserData(self, name, must_exist=True):
        if must_exist and name not in self._user_data:
            raise Error("The attempted operation failed. No user data with this name exists")
        self._keep({other: value for other, value in self._user_data.items() if other != name})

    def _keep(self, user_data):
        assert self._scene.step, "a change of the artist's is one step of undo, with a name"
        self._user_data, self._scene.changed = user_data, True

    def setSelected(self, on, clear_all_selected=False):
        if clear_all_selected:
            self._scene.selected.clear()
        self._scene.selected.append(self._path)


class OpNode(Node):
    """What 20.5 calls an ordinary node; until then that was any node."""


class RopNode(OpNode):
    locked = False
    """The flag that keeps the nodes before it from rendering."""

    def isLocked(self):
        return self.locked


class ApexNode(Node):
    """A node without parameters, inputs and outputs."""


class LopNode(OpNode):
    def stage(self):
        return self._scene.stages.get(self._path)


class Take:
    """Values of its own, by parameter; what it has none for it has from the take above it."""

    def __init__(self, scene, name, parent, values):
        self._scene, self._name, self._parent, self._values = scene, name, parent, values

    def name(self):
        return self._name

    def parent(self):
        return self._parent

    def path(self):
        return f"{self._parent.path() if self._parent else ''}/{self._name}"

    def children(self):
        return tuple(each for each in self._scene._takes.values() if each._parent is self)

    def hasParmTuple(self, parm_tuple):
        return any(Parm(OpNode.bare(path), name, None).tuple() == parm_tuple for path, name in self._values)


class NodeType:
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


class OpNodeType(NodeType):
    """What 20.5 calls the type of an ordinary node."""


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


VERSIONS = ("19.5.805", "20.5.487")
"""One of each table of classes; that of 21.0 is the one of 20.5."""


def classes_of(version):
    """Name -> class, as the stubs of types-houdini for that version have them."""
    common = {"Error": Error, "Parm": Parm, "Take": Take, "LopNode": LopNode, "RopNode": RopNode}
    if tuple(int(number) for number in version.split(".")[:2]) < (20, 5):
        return {**common, "Node": OpNode, "NodeType": OpNodeType}
    return {**common, "Node": Node, "NodeType": NodeType, "OpNode": OpNode, "OpNodeType": OpNodeType,
            "ApexNode": ApexNode}


class Scene(types.ModuleType):
    """The module ``hou``, with a scene in it."""

    def __init__(self, version="20.5.487"):
        super().__init__("hou")
        self._version = version
        vars(self).update(classes_of(version))
        self.load()

    def load(self, *, file="/job/shot.hip", new=False, changed=False, variables=None, playbar=(1, 240), frame=77,
             references=(), expressions=None, take="Main", ui=False, saves=True, user_data=None):
        self._nodes, self._references, self.selected, self.watchers = {}, list(references), [], []
        self._variables = {"HIP": "/job", "JOB": "/job", "HFS": "/opt/hfs20.5", **(variables or {})}
        self._expressions = expressions or {}
        self._categories = {name: Category(name) for name in ("Driver", "Sop", "Lop", "Dop", "Object", "Vop", "Top")}
        self._pwd = "/"
        self.saved = 0

        self._file, self._new, self.on_disk = file, new, set()

        def save(file_name=None):
            if not saves:
                raise Error("Unable to save: permission denied")
            self.saved += 1
            self.changed = False
            self._file, self._new = file_name or self._file, False

        def load_file(file_name, suppress_save_prompt=False, ignore_load_warnings=False):
            assert suppress_save_prompt, "Houdini would ask in a dialog"
            if file_name not in self.on_disk:
                raise Error(f"Cannot open {file_name}")
            self._file, self._new, self.changed = file_name, False, False

        self.hipFile = types.SimpleNamespace(
            load=load_file, path=lambda: self._file, isNewFile=lambda: self._new,
            hasUnsavedChanges=lambda: self.changed, save=save,
            addEventCallback=self.watchers.append, removeEventCallback=self.watchers.remove)
        self.hipFileEventType = types.SimpleNamespace(AfterLoad="AfterLoad", AfterClear="AfterClear")
        self.nodeFlag = types.SimpleNamespace(Bypass="Bypass")
        self.playbar = types.SimpleNamespace(frameRange=lambda: playbar)
        self._takes, self.changed, self.visited, self.stages = {}, changed, [], {}
        self.menus = {}
        """Name of a parameter -> the entries of its menu: (item, label)."""
        self.calls, self.refuses = collections.Counter(), ""
        self.add_take("Main", None)
        self._current = self._takes["Main"] if take == "Main" else self.add_take(take)
        self.takes = types.SimpleNamespace(currentTake=lambda: self._current, findTake=self._takes.get,
                                           setCurrentTake=self._set_take)
        self.undos = types.SimpleNamespace(disabler=self._without_undo, group=self._one_step)
        self.hda = types.SimpleNamespace(componentsFromFullNodeTypeName=components)
        self.qt = types.SimpleNamespace(mainWindow=lambda: None)
        self.text = types.SimpleNamespace(expandString=self._expand)
        self._frame, self._ui, self.undo = frame, ui, True
        self.root, self.step, self.steps = OpNode.bare("/"), "", []
        self.root._scene, self.root._user_data = self, dict(user_data or {})

    def add_take(self, name, above="Main", values=None):
        """A take; ``values`` are by (path of the node, parameter)."""
        made = Take(self, name, self._takes.get(above), values or {})
        self._takes[name] = made
        return made

    def _set_take(self, take):
        assert not self.undo, "a change of take must not be kept for undo"
        self._current, self.changed = take, True
        self.visited.append(take.name())

    @contextlib.contextmanager
    def _without_undo(self):
        self.undo = False
        try:
            yield
        finally:
            self.undo = True

    @contextlib.contextmanager
    def _one_step(self, label):
        self.step = label
        try:
            yield
        finally:
            self.step = ""
            self.steps.append(label)

    def _in_take(self, path, name, value):
        take = self._current
        while take is not None:
            if (path, name) in take._values:
                return take._values[path, name]
            take = take.parent()
        return value

    def add(self, path, category, name, inputs=(), bypass=False, locked=False, library=None, **parms):
        kinds = self._categories[category]._types
        kind = kinds.setdefault(name, OpNodeType(name, self._categories[category], library))
        made = {"Lop": LopNode, "Driver": RopNode}.get(category, OpNode)
        self._nodes[path] = made(self, path, kind, inputs, bypass, locked, parms)
        return self._nodes[path]

    def refer(self, path, name):
        """Have Houdini count a parameter among its file references."""
        parm = self._nodes[path].parm(name)
        self._references.append((parm, parm._value if isinstance(parm._value, str) else "/x.png"))

    def _at(self, text, node, frame):
        """As Houdini evaluates a string: expressions from the node, then the frame, then variables."""
        def evaluate(match):
            found = self._expressions.get(match[1])
            if found is None:
                raise Error(f"Syntax error in expression: {match[1]}")
            try:
                return str(found(node, frame) if callable(found) else found)
            except TypeError:
                return str(found(node))

        text = re.sub(r"`([^`]*)`", evaluate, text)
        text = re.sub(r"\$\{?F(\d*)\}?(?![A-Za-z0-9_])", lambda match: f"{frame:0{int(match[1] or 1)}d}", text)
        return self._expand(text)

    def _expand(self, text):
        # As Houdini does: the longest name that is a word.
        self.calls["expand"] += 1
        return re.sub(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?", lambda match: self._variables.get(match[1], ""), text)

    def node(self, path):
        return self.root if path == "/" else self._nodes.get(path)

    def parm(self, path):
        folder, name = path.rsplit("/", 1)
        return self._nodes[folder].parm(name) if folder in self._nodes else None

    def nodeTypeCategories(self):
        self._refuse("nodeTypeCategories")
        return dict(self._categories)

    def objNodeTypeCategory(self):
        return self._categories["Object"]

    def nodeType(self, category, name):
        return category._types.get(name)

    def fileReferences(self):
        self._refuse("fileReferences")
        self.calls["fileReferences"] += 1
        return tuple(self._references)

    def _refuse(self, call):
        if self.refuses == call:
            raise Error(f"hou.{call} failed")

    def getenv(self, name):
        self._refuse("getenv")
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
        if not callable(found):
            return found
        try:
            return found(self._pwd, self._frame)
        except TypeError:
            return found(self._pwd)
