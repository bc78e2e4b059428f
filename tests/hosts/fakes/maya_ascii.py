"""Executes Maya ASCII into a graph: createNode, setAttr, addAttr, connectAttr, requires, file, fileInfo, select.

Only what a scene file holds. As Maya does, it goes on after a command that fails, and keeps what failed in ``errors``.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([()+]|[^\s"()]+)', re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r"}
IGNORED = {"currentUnit", "rename", "relationship", "lockNode", "dataStructure", "applyMetadata", "parent",
           "evaluationPreference", "disconnectAttr", "aliasAttr", "transformLimits", "workspace", "createDisplayLayer",
           "addExtension", "uvLink"}

ATTRIBUTES = {
    # type of node: {short: (long, default)}
    "*": {"msg": ("message", None), "en": ("enabled", True)},
    "transform": {"v": ("visibility", True)},
    "camera": {"rnd": ("renderable", True), "o": ("orthographic", False)},
    "time": {"o": ("outTime", 1.0)},
    "renderGlobals": {
        "ren": ("currentRenderer", "mayaSoftware"), "outf": ("imageFormat", 7), "imfkey": ("imfPluginKey", ""),
        "an": ("animation", False), "fs": ("startFrame", 1.0), "ef": ("endFrame", 10.0), "bfs": ("byFrameStep", 1.0),
        "ifp": ("imageFilePrefix", ""), "me": ("modifyExtension", False), "ep": ("extensionPadding", 1)},
    "resolution": {"w": ("width", 960), "h": ("height", 540)},
    "renderLayer": {"rndr": ("renderable", True), "do": ("displayOrder", 0), "ri": ("renderInfo", None),
                    "rlid": ("identification", 0)},
    "renderLayerManager": {"rlmi": ("renderLayerId", None), "crl": ("currentRenderLayer", 0)},
    "renderSetupLayer": {"lrl": ("legacyRenderLayer", None), "pls": ("parentList", None), "lit": ("listItems", None)},
    "file": {"ftn": ("fileTextureName", ""), "ftnp": ("computedFileTextureNamePattern", ""),
             "uvt": ("uvTilingMode", 0), "ufe": ("useFrameExtension", False), "fo": ("frameOffset", 0),
             "euvt": ("explicitUvTiles", None), "eutn": ("explicitUvTileName", "")},
    "imagePlane": {"imn": ("imageName", "")},
    "AlembicNode": {"fn": ("abc_File", ""), "fns": ("abc_layerFiles", None)},
    "gpuCache": {"cfn": ("cacheFileName", "")},
    "aiStandIn": {"dso": ("dso", "")},
    "aiOptions": {"uett": ("use_existing_tiled_textures", True)},
    "aiAOVDriver": {"ai_translator": ("aiTranslator", "exr")},
    "cacheFile": {"cn": ("cacheName", ""), "cp": ("cachePath", "")},
    "audio": {"f": ("filename", "")},
    "xgmPalette": {"xfn": ("xgFileName", "")},
    "pgYetiMaya": {"cfn": ("cacheFileName", "")},
    "colorManagementGlobals": {"cme": ("cmEnabled", True), "cfe": ("configFileEnabled", True),
                               "cfp": ("configFilePath", "")},
    "override": {"atr": ("attribute", ""), "tgName": ("targetNodeName", ""), "atv": ("attrValue", False),
                 "mul": ("multiply", 1.0), "ofs": ("offset", 0.0), "pls": ("parentList", None)},
    "collection": {"sel": ("selector", None), "pls": ("parentList", None), "lit": ("listItems", None)},
    "simpleSelector": {"ssl": ("staticSelection", ""), "c": ("collection", None)},
}
OVERRIDES = {"absOverride", "absUniqueOverride", "relOverride", "relUniqueOverride"}
COLLECTIONS = {"collection", "renderSettingsCollection", "renderSettingsChildCollection", "aovCollection", "group",
               "lightsCollection", "lightsChildCollection", "lightEditor"}

DEFAULTS = {
    # nodes that every scene has
    "time1": "time", "defaultRenderGlobals": "renderGlobals", "defaultResolution": "resolution",
    "defaultRenderLayer": "renderLayer", "renderLayerManager": "renderLayerManager",
    "defaultColorMgtGlobals": "colorManagementGlobals", "hardwareRenderingGlobals": "hardwareRenderingGlobals",
    "renderPartition": "partition", "renderGlobalsList1": "renderGlobalsList",
    "defaultShaderList1": "defaultShaderList",
    "postProcessList1": "postProcessList", "defaultRenderingList1": "defaultRenderingList",
    "lightList1": "lightList",
    "initialShadingGroup": "shadingEngine", "initialParticleSE": "shadingEngine", "defaultLightSet": "objectSet",
    "hardwareRenderGlobals": "hardwareRenderGlobals", "defaultTextureList1": "defaultTextureList",
    "defaultRenderUtilityList1": "defaultRenderUtilityList", "defaultRenderQuality": "renderQuality",
    "lambert1": "lambert", "standardSurface1": "standardSurface", "particleCloud1": "particleCloud",
}


CAMERAS = {"persp": True, "top": False, "front": False, "side": False}
"""Cameras that every scene has, and whether they are rendered."""


def family(kind):
    """Whose attributes a type of node has."""
    return "override" if kind in OVERRIDES else "collection" if kind in COLLECTIONS else kind


class Node:
    def __init__(self, name, kind, parent=None):
        self.name, self.kind, self.parent = name, kind, parent
        self.values, self.longs, self.filenames = {}, {}, set()
        for table in ("*", family(kind)):
            for short, (long, _default) in ATTRIBUTES.get(table, {}).items():
                self.longs[short] = long

    @property
    def path(self):
        return f"{self.parent.path if self.parent else ''}|{self.name}"

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
        self.nodes, self.connections, self.plugins, self.info, self.references = [], [], {}, {}, {}
        self.selected, self.errors = None, []
        for name, kind in DEFAULTS.items():
            self.nodes.append(Node(name, kind))
        for name, shown in CAMERAS.items():
            transform = Node(name, "transform")
            self.nodes += [transform, Node(f"{name}Shape", "camera", transform)]
            self.nodes[-1].values["renderable"] = shown
        self._connectAttr(["renderLayerManager.rlmi[0]", "defaultRenderLayer.rlid"])

    def find(self, name):
        """Nodes of a name, a partial path or a full path."""
        plain = name[1:] if name.startswith(":") else name
        if plain.startswith("|"):
            return [node for node in self.nodes if node.path == plain]
        ending = f"|{plain}"
        return [node for node in self.nodes if node.path.endswith(ending)]

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

    def short(self, node):
        """The shortest path that is its own."""
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
        flags, rest = options(words, {"n": 1, "name": 1, "p": 1, "parent": 1, "s": 0, "shared": 0, "ss": 0})
        kind = rest[0]
        name, parent = flags.get("n") or flags.get("name") or f"{kind}1", flags.get("p") or flags.get("parent")
        # A reference node is made by "file"; createNode of its name goes on with it.
        made = name in DEFAULTS or name in CAMERAS or name.removesuffix("Shape") in CAMERAS
        existing = [node for node in self.find(name) if made or kind == node.kind == "reference"]
        if existing:
            self.selected = existing[0]
            return
        self.selected = Node(name, kind, self.one(parent) if parent else None)
        self.nodes.append(self.selected)

    def _setAttr(self, words):
        flags, rest = options(words, {"type": 1, "s": 1, "k": 1, "l": 1, "av": 0, "cb": 1, "ch": 1, "size": 1, "ca": 1})
        node, attribute = self._own(rest[0])
        values = rest[1:]
        if not values:
            return
        kind = flags.get("type")
        if kind == "string":
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
        flags, rest = options(words, dict.fromkeys((
            "ci", "sn", "ln", "min", "max", "at", "dt", "dv", "en", "smn", "smx", "p", "nn", "h", "k", "w", "r", "s",
            "nc", "hnv", "hxv", "hsn", "hsx", "uaf", "m", "im", "dcb", "is", "uac", "usedAsFilename", "longName",
            "shortName"), 1))
        node = self.one(rest[0]) if rest else self.selected
        long = flags.get("ln") or flags.get("longName") or flags.get("sn")
        node.longs[flags.get("sn") or long] = long
        if flags.get("uaf") or flags.get("usedAsFilename"):
            node.filenames.add(long)
        kind = flags.get("at") or flags.get("dt")
        empty = {"string": "", "bool": False}
        node.values.setdefault(long, empty[kind] if kind in empty else scalar(flags.get("dv", "0")))

    def _connectAttr(self, words):
        _flags, rest = options(words, {"na": 0, "f": 0, "l": 1, "nextAvailable": 0})
        self.connections.append((self.plug(rest[0]), self.plug(rest[1])))

    def _requires(self, words):
        _flags, rest = options(words, {"nodeType": 1, "dataType": 1})
        if rest[0] != "maya":
            self.plugins[rest[0]] = rest[1]

    def _fileInfo(self, words):
        self.info[words[0]] = words[1]

    def _select(self, words):
        _flags, rest = options(words, {"ne": 0, "r": 0})
        name = rest[0]
        if name.startswith(":") and not self.find(name):
            self.nodes.append(Node(name[1:], "unknown"))  # of a plug-in: it is there before the file is read
        self.selected = self.one(name)

    def _file(self, words):
        flags, rest = options(words, {"rdi": 1, "ns": 1, "rfn": 1, "op": 1, "typ": 1, "r": 0, "dr": 1, "rpr": 1,
                                      "shd": 1})
        if "r" in flags:
            self.references[flags["rfn"]] = (rest[-1], flags.get("dr") != "1")
            if not self.find(flags["rfn"]):
                self.nodes.append(Node(flags["rfn"], "reference"))


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
        word = bare or re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[1]), quoted)
        if bare == "(":
            sum_ = []
        elif bare == ")" and sum_ is not None:
            words.append("".join(sum_))
            sum_ = None
        elif sum_ is None:
            words.append(word)
        elif bare != "+":
            sum_.append(word)
    return words


def options(words, known):
    """Flags with their values, and what is left; a flag that is not known is an error."""
    flags, rest, index = {}, [], 0
    while index < len(words):
        word = words[index]
        if re.fullmatch(r"-[A-Za-z]+", word):
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
    """The graph of a .ma file."""
    return Graph().run(Path(path).read_bytes().decode("cp1252", errors="replace"))
