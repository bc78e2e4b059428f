"""Executes Maya ASCII into a graph: createNode, setAttr, addAttr, connectAttr, requires, file, fileInfo, select.

Only what a scene file holds. As Maya does, it goes on after a command that fails, and keeps what failed in ``errors``.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from maya_nodes import ATTRIBUTES, CAMERAS, COLLECTIONS, DEFAULTS, OVERRIDES

TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([()+]|[^\s"()]+)', re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r"}
MARKS = {char: mark for mark, char in ESCAPES.items()}
SPAN = re.compile(r"\[(\d+):(\d+)\]")
IGNORED = {"currentUnit", "rename", "relationship", "lockNode", "dataStructure", "applyMetadata",
           "evaluationPreference", "disconnectAttr", "aliasAttr", "transformLimits", "workspace", "createDisplayLayer",
           "addExtension", "uvLink"}

FLAGS = {
    # command: {flag: how many words follow it}; each by its short name, then by its long one
    "createNode": {"n": 1, "p": 1, "s": 0, "ss": 0, "name": 1, "parent": 1, "shared": 0, "skipSelect": 0},
    "setAttr": {"type": 1, "s": 1, "k": 1, "l": 1, "av": 0, "cb": 1, "ch": 1, "ca": 1, "size": 1, "keyable": 1,
                "lock": 1, "alteredValue": 0, "channelBox": 1, "capacityHint": 1, "caching": 1},
    "addAttr": {**dict.fromkeys((
        "ci", "sn", "ln", "min", "max", "at", "dt", "dv", "en", "smn", "smx", "p", "nn", "h", "k", "w", "r", "s", "nc",
        "hnv", "hxv", "hsn", "hsx", "im", "dcb", "is", "ct", "pxy", "bt", "cachedInternally", "shortName", "longName",
        "minValue", "maxValue", "attributeType", "dataType", "defaultValue", "enumName", "softMinValue", "softMaxValue",
        "parent",
        "niceName", "hidden", "keyable", "writable", "readable", "storable", "numberOfChildren", "indexMatters",
        "disconnectBehaviour", "internalSet", "category", "proxy", "binaryTag"), 1),
        **dict.fromkeys(("m", "uaf", "uac", "uap", "multi", "usedAsFilename", "usedAsColor", "usedAsProxy"), 0)},
    "connectAttr": {"na": 0, "f": 0, "l": 1, "nextAvailable": 0, "force": 0, "lock": 1},
    "requires": {"nodeType": 1, "dataType": 1},
    "select": {"ne": 0, "r": 0, "add": 0, "noExpand": 0, "replace": 0},
    "parent": {"s": 0, "nc": 0, "r": 0, "add": 0, "shape": 0, "noConnections": 0, "relative": 0, "addObject": 0},
    "file": {"rdi": 1, "ns": 1, "rfn": 1, "op": 1, "typ": 1, "r": 0, "dr": 1, "rpr": 1, "shd": 1, "pmt": 1, "uns": 1,
             "referenceDepthInfo": 1, "namespace": 1, "referenceNode": 1, "options": 1, "type": 1, "reference": 0,
             "deferReference": 1, "renamingPrefix": 1, "sharedNodes": 1, "prompt": 1, "usingNamespaces": 1},
}


def family(kind):
    """Whose attributes a type of node has."""
    return "override" if kind in OVERRIDES else "collection" if kind in COLLECTIONS else kind


class Node:
    def __init__(self, name, kind, parent=None):
        self.name, self.kind, self.parents = name, kind, [parent] if parent else []
        self.values, self.longs, self.filenames = {}, {}, set()
        for table in ("*", family(kind)):
            for short, (long, _default) in ATTRIBUTES.get(table, {}).items():
                self.longs[short] = long

    @property
    def parent(self):
        return self.parents[0] if self.parents else None

    @property
    def path(self):
        return f"{self.parent.path if self.parent else ''}|{self.name}"

    def matches(self, parts, whole):
        """Whether a path, given in parts, ends in this node."""
        if parts[-1] != self.name:
            return False
        if len(parts) == 1:
            return not whole or not self.parents
        return any(parent.matches(parts[:-1], whole) for parent in self.parents)

    def long(self, attribute):
        """``explicitUvTiles[1].explicitUvTileName`` of ``euvt[1].eutn``."""
        parts = []
        for part in attribute.split("."):
            name, bracket, index = part.partition("[")
            parts.append(self.longs.get(name, name) + bracket + index)
        return ".".join(parts)

    def default(self, attribute):
        for table in (family(self.kind), "*"):
            for long, default in ATTRIBUTES.get(table, {}).values():
                if long == attribute:
                    return default
        raise KeyError(attribute)

    def has(self, attribute):
        long = self.long(attribute)
        return long in self.values or long in self.longs.values() or long.split("[")[0] in self.longs.values()

    def get(self, attribute):
        long = self.long(attribute)
        return self.values[long] if long in self.values else self.default(long.split(".")[-1])


class Graph:
    """A scene."""

    def __init__(self):
        self.nodes, self.plugins, self.info, self.references, self.namespaces = [], {}, {}, {}, set()
        self._unloaded = {}
        self.selected, self.errors = None, []
        self.kinds, self._named, self._sources, self._targets = {}, {}, {}, {}
        for name, kind in DEFAULTS.items():
            self.add(Node(name, kind))
        for name, shown in CAMERAS.items():
            transform = self.add(Node(name, "transform"))
            self.add(Node(f"{name}Shape", "camera", transform)).values["renderable"] = shown
        self.connect("renderLayerManager.rlmi[0]", "defaultRenderLayer.rlid")

    def add(self, node):
        self.nodes.append(node)
        self.kinds.setdefault(node.kind, []).append(node)
        self._named.setdefault(node.name, []).append(node)
        return node

    def find(self, name):
        """Nodes of a name, a partial path or a full path, by any of their instances."""
        whole = name.startswith("|")
        parts = name.lstrip("|" if whole else ":").split("|")
        return [node for node in self._named.get(parts[-1], ()) if node.matches(parts, whole)]

    def one(self, name):
        found = self.find(name)
        if not found:
            raise RuntimeError(f"No object matches name: {name}")
        if len(found) > 1:
            raise RuntimeError(f"More than one object matches name: {name}")
        return found[0]

    def plug(self, text):
        name, _dot, attribute = text.partition(".")
        node = self.one(name)
        return node, node.long(attribute)

    def connect(self, source, target):
        (one, output), (other, entry) = self._end(source), self._end(target)
        self._sources.setdefault((other, entry), []).append((one, output))
        self._targets.setdefault((one, output), []).append((other, entry))

    def _end(self, text):
        name = text.partition(".")[0]
        if name.startswith(":") and not self.find(name):
            self.add(Node(name[1:], "unknown"))  # of a plug-in: it is there before the file is read
        return self.plug(text)

    def into(self, node, attribute):
        """The plugs that are connected into one."""
        return self._sources.get((node, attribute), [])

    def out_of(self, node, attribute):
        """The plugs that one is connected to."""
        return self._targets.get((node, attribute), [])

    def beside(self, node, attribute=""):
        """The nodes at the other ends of the connections of a node, or of one attribute of it."""
        for plugs in (self._sources, self._targets):
            for (one, name), ends in plugs.items():
                if one is node and attribute in ("", name):
                    yield from (other for other, _name in ends)

    def short(self, node):
        """The shortest path that is its own."""
        if len(self._named[node.name]) == 1:
            return node.name
        parts = node.path[1:].split("|")
        for number in range(1, len(parts) + 1):
            name = "|".join(parts[-number:])
            if len(self.find(name)) == 1:
                return name
        return node.path

    def run(self, text):
        for statement in statements(text):
            words = tokens(statement)
            if not words:
                continue
            command = getattr(self, f"_{words[0]}", None)
            if command is None:
                self.errors += [] if words[0] in IGNORED else [f"this command is not known: {words[0]}"]
                continue
            try:
                command(words[1:])
            except (RuntimeError, ValueError, IndexError, AttributeError, TypeError) as error:
                self.errors.append(f"{statement.strip()[:80]}: {error}")
        return self

    def _createNode(self, words):
        flags, rest = options("createNode", words)
        kind = rest[0]
        name, parent = flags.get("n") or flags.get("name") or f"{kind}1", flags.get("p") or flags.get("parent")
        # A reference node is made by "file"; createNode of its name goes on with it.
        made = name in DEFAULTS or name in CAMERAS or name.removesuffix("Shape") in CAMERAS
        existing = [node for node in self.find(name) if made or kind == node.kind == "reference"]
        if existing:
            self.selected = existing[0]
            return
        self.selected = self.add(Node(name, kind, self.one(parent) if parent else None))

    def _setAttr(self, words):
        flags, rest = options("setAttr", words)
        node, attribute = self._own(rest[0])
        values = rest[1:]
        if not values:
            return
        kind = flags.get("type")
        span = SPAN.search(attribute)
        if span and int(span[2]) - int(span[1]) + 1 == len(values):
            # ".x[0:2]" gives several of an array their values at once.
            for index, value in enumerate(values, int(span[1])):
                node.values[f"{attribute[:span.start()]}[{index}]{attribute[span.end():]}"] = (
                    value if kind == "string" else scalar(value))
        elif kind == "string":
            node.values[attribute] = values[0]
        elif kind == "stringArray":
            node.values[attribute] = values[1:]
        elif kind is None and len(values) == 1:
            node.values[attribute] = scalar(values[0])
        else:
            node.values[attribute] = [scalar(value) for value in values]

    def _own(self, text):
        if text.startswith("."):
            return self.selected, self.selected.long(text[1:])
        return self.plug(text)

    def _addAttr(self, words):
        flags, rest = options("addAttr", words)
        node = self.one(rest[0]) if rest else self.selected
        short = flags.get("sn") or flags.get("shortName")
        long = flags.get("ln") or flags.get("longName") or short
        node.longs[short or long] = long
        if flags.get("uaf") or flags.get("usedAsFilename"):
            node.filenames.add(long)
        kind = flags.get("at") or flags.get("dt") or flags.get("attributeType") or flags.get("dataType")
        empty = {"string": "", "bool": False}
        default = flags.get("dv") or flags.get("defaultValue") or "0"
        node.values.setdefault(long, empty[kind] if kind in empty else scalar(default))

    def _connectAttr(self, words):
        _flags, rest = options("connectAttr", words)
        self.connect(rest[0], rest[1])

    def _parent(self, words):
        """Instances are made at the end of a file; the other parents are said where a node is created."""
        flags, rest = options("parent", words)
        if "add" in flags or "addObject" in flags:
            self.one(rest[0]).parents.append(self.one(rest[1]))

    def _requires(self, words):
        _flags, rest = options("requires", words)
        if rest[0] != "maya":
            self.plugins[rest[0]] = rest[1]

    def _fileInfo(self, words):
        self.info[words[0]] = words[1]

    def _select(self, words):
        _flags, rest = options("select", words)
        name = rest[0]
        if name.startswith(":") and not self.find(name):
            self.add(Node(name[1:], "unknown"))  # of a plug-in: it is there before the file is read
        self.selected = self.one(name)

    def _file(self, words):
        flags, rest = options("file", words)
        node = flags.get("rfn") or flags.get("referenceNode")
        if "rdi" in flags:
            # What is written first says whether it is loaded; the second line of every reference is deferred.
            self._unloaded[node] = flags.get("dr") == "1"
        if "r" in flags or "reference" in flags:
            self.references[node] = (rest[-1], not self._unloaded.get(node, False))
            self.namespaces.add(flags.get("ns") or flags.get("namespace") or node)
            if not self.find(node):
                self.add(Node(node, "reference"))


def escaped(text):
    """As it stands between quotation marks in Maya ASCII."""
    return "".join(f"\\{MARKS[char]}" if char in MARKS else char for char in text)


def kept(graph):
    """The fileInfo of a scene as Maya writes it into Maya ASCII."""
    return "".join(f'fileInfo "{escaped(keyword)}" "{escaped(value)}";\n' for keyword, value in graph.info.items())


class Quoted(str):
    """A word that stood in quotation marks: never a flag, whatever it begins with."""

    __slots__ = ()


def statements(text):
    """What stands between semicolons; strings and comments may hold them."""
    current, inside, index = [], False, 0
    while index < len(text):
        char = text[index]
        if inside:
            current.append(char)
            if char == "\\":
                index += 1
                current.append(text[index])
            elif char == '"':
                inside = False
        elif text.startswith("//", index):
            index = text.find("\n", index)
            if index < 0:
                break
            continue
        elif char == ";":
            yield "".join(current)
            current = []
        else:
            inside = char == '"'
            current.append(char)
        index += 1


def tokens(statement):
    """The words of a statement; ``( "a" + "b" )`` is one of them."""
    words, sum_ = [], None
    for quoted, bare in TOKEN.findall(statement):
        word = bare or Quoted(re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[1]), quoted))
        if bare == "(":
            sum_ = []
        elif bare == ")" and sum_ is not None:
            words.append(Quoted("".join(sum_)))
            sum_ = None
        elif sum_ is None:
            words.append(word)
        elif bare != "+":
            sum_.append(word)
    return words


def options(command, words):
    """Flags with their values, and what is left; a flag that the command does not have is an error."""
    flags, rest, index, known = {}, [], 0, FLAGS[command]
    while index < len(words):
        word = words[index]
        if not isinstance(word, Quoted) and re.fullmatch(r"-[A-Za-z]+", word):
            name = word[1:]
            if name not in known:
                raise ValueError(f"this flag is not known: {word} of {shlex.join(words)[:80]}")
            if known[name]:
                flags[name] = words[index + 1]
                index += 1
            else:
                flags[name] = True
        else:
            rest.append(word)
        index += 1
    return flags, rest


def scalar(text):
    if text in ("yes", "on", "true"):
        return True
    if text in ("no", "off", "false"):
        return False
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text


def read(path):
    """The graph of a .ma file, in the encoding that it names."""
    data = Path(path).read_bytes()
    codeset = re.search(rb"//Codeset: *([\w-]+)", data[:2000])
    name = codeset[1].decode("ascii") if codeset else "1252"
    return Graph().run(data.decode(f"cp{name}" if name.isdigit() else name, errors="replace"))
