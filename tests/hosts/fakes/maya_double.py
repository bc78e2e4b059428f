"""A stand-in for maya.cmds over a graph: the calls that the adapter makes, with the flags that the real ones have.

Making a render layer current applies the overrides of the render setup to it, as Maya does, and marks the scene as
changed, as Maya does. Whatever else would change the scene is an AssertionError.
"""

from __future__ import annotations

import collections
import os
import re
import types

from maya_ascii import Graph, escaped
from maya_nodes import ATTRIBUTES, COLLECTIONS, DEFAULTS, MARKED, OVERRIDES

FLAGS = {
    # command: {short: long}
    "allNodeTypes": {},
    "unknownPlugin": {"query": "query", "q": "query", "list": "list", "l": "list", "version": "version",
                      "v": "version"},
    "ls": {"objectsOnly": "objectsOnly", "o": "objectsOnly", "recursive": "recursive", "r": "recursive",
           "type": "type", "typ": "type", "long": "long", "l": "long", "selection": "selection", "sl": "selection"},
    "getAttr": {"multiIndices": "multiIndices", "mi": "multiIndices"},
    "listConnections": {"type": "type", "t": "type", "shapes": "shapes", "sh": "shapes",
                        "source": "source", "s": "source", "destination": "destination"},
    "listRelatives": {"parent": "parent", "p": "parent", "fullPath": "fullPath", "f": "fullPath"},
    "nodeType": {},
    "objExists": {},
    "attributeQuery": {"node": "node", "n": "node", "exists": "exists", "ex": "exists"},
    "listAttr": {"usedAsFilename": "usedAsFilename", "uf": "usedAsFilename", "multi": "multi", "m": "multi"},
    "referenceQuery": {"isLoaded": "isLoaded", "il": "isLoaded",
                       "isNodeReferenced": "isNodeReferenced", "inr": "isNodeReferenced", "filename": "filename",
                       "f": "filename", "withoutCopyNumber": "withoutCopyNumber", "wcn": "withoutCopyNumber",
                       "unresolvedName": "unresolvedName", "un": "unresolvedName"},
    "editRenderLayerGlobals": {"query": "query", "q": "query", "currentRenderLayer": "currentRenderLayer",
                               "crl": "currentRenderLayer"},
    "mayaHasRenderSetup": {},
    "currentTime": {"query": "query", "q": "query"},
    "file": {"query": "query", "q": "query", "sceneName": "sceneName", "sn": "sceneName", "modified": "modified",
             "mf": "modified", "save": "save", "s": "save", "rename": "rename", "rn": "rename",
             "type": "type", "typ": "type", "open": "open", "o": "open"},
    "workspace": {"query": "query", "q": "query", "rootDirectory": "rootDirectory", "rd": "rootDirectory",
                  "fileRuleEntry": "fileRuleEntry", "fre": "fileRuleEntry"},
    "about": {"version": "version", "v": "version", "batch": "batch", "b": "batch"},
    "pluginInfo": {"query": "query", "q": "query", "pluginsInUse": "pluginsInUse", "pu": "pluginsInUse",
                   "loaded": "loaded", "l": "loaded", "version": "version", "v": "version"},
    "renderSettings": {"firstImageName": "firstImageName", "fin": "firstImageName", "fullPath": "fullPath",
                       "fp": "fullPath", "layer": "layer", "lyr": "layer", "camera": "camera", "cam": "camera"},
    "colorManagementPrefs": {"query": "query", "q": "query", "cmEnabled": "cmEnabled", "cme": "cmEnabled",
                             "cmConfigFileEnabled": "cmConfigFileEnabled", "cfe": "cmConfigFileEnabled",
                             "configFilePath": "configFilePath", "cfp": "configFilePath"},
    "select": {"replace": "replace", "r": "replace", "noExpand": "noExpand", "ne": "noExpand", "clear": "clear",
               "cl": "clear"},
    "undoInfo": {"query": "query", "q": "query", "state": "state", "st": "state",
                 "stateWithoutFlush": "stateWithoutFlush", "swf": "stateWithoutFlush"},
    "refresh": {"suspend": "suspend", "su": "suspend"},
    "pgYetiGraph": {"listNodes": "listNodes", "ls": "listNodes", "type": "type", "typ": "type", "node": "node",
                    "n": "node", "param": "param", "p": "param", "getParamValue": "getParamValue"},
    "fileInfo": {"query": "query", "q": "query", "remove": "remove", "rm": "remove"},
}


class Cmds:
    """``maya.cmds``"""

    def __init__(self):
        self.load(Graph())

    def load(self, graph, *, name="", project="/proj/", modified=False, version="2025", loaded=None, broken=(),
             read_only=False, batch=True, render_setup=True):
        self.graph, self._name, self._project, self._modified = graph, name, project, modified
        self._version, self._loaded = version, graph.plugins if loaded is None else loaded
        self.broken, self._read_only, self._batch = set(broken), read_only, batch
        self.render_setup = render_setup  # the mode of the session, whatever layers the scene has
        self.layer, self.selection, self.undo, self.suspended = "defaultRenderLayer", [], True, False
        self.visited, self.saved, self.calls = [], 0, collections.Counter()
        self.kind, self.on_disk = None, set()
        self.yeti = None  # node -> {node of its graph: (type, {parameter: value})}, where the plug-in is loaded

    def __getattr__(self, command):
        if command not in FLAGS or (command == "pgYetiGraph" and self.yeti is None):
            raise AttributeError(f"module 'maya.cmds' has no attribute '{command}' that the adapter should use")

        def call(*arguments, **flags):
            unknown = set(flags) - set(FLAGS[command])
            if unknown:
                raise TypeError(f"Invalid flag '{sorted(unknown)[0]}'")
            self.calls[command] += 1
            return getattr(self, f"do_{command}")(*arguments, **{FLAGS[command][flag]: value
                                                               for flag, value in flags.items()})
        return call

    # Each as Maya answers: None for an empty list where Maya says None.

    def do_allNodeTypes(self):
        return sorted({*ATTRIBUTES, *DEFAULTS.values(), "reference", *self.graph.kinds} - {"unknown", "*", "override"})

    def do_unknownPlugin(self, name=None, query=False, list=False, version=False):
        missing = [each for each in self.graph.plugins if each not in self._loaded]
        return (missing or None) if list else self.graph.plugins[name]

    def do_ls(self, *names, type=None, long=False, selection=False, objectsOnly=False, recursive=False):
        if selection:
            return list(self.selection)
        if names:
            # "*.x" with objectsOnly: every node that has the attribute; recursive goes into namespaces.
            (name,) = names
            assert name.startswith("*.")
            assert objectsOnly
            assert recursive
            return [self.graph.short(node) for node in self.graph.nodes if name[2:] in node.values]
        self._check(f"ls {type}")
        known = type in self.graph.kinds or type in ATTRIBUTES or type in DEFAULTS.values()
        if type is not None and not known and type != "reference":
            raise AssertionError(f"Maya warns in the script editor: Unknown object type: {type}")
        nodes = self.graph.nodes if type is None else self.graph.kinds.get(type, [])
        return [node.path if long and node.parent else self.graph.short(node) for node in nodes]

    def do_objExists(self, name):
        return bool(self.graph.find(name.partition(".")[0]))

    def do_nodeType(self, name):
        self._check(name)
        return self.graph.one(name).kind

    def do_attributeQuery(self, attribute, node, exists):
        return self.graph.one(node).has(attribute)

    def do_listAttr(self, name, usedAsFilename, multi):
        self._check(name)
        node = self.graph.one(name)
        return [*MARKED.get(node.kind, ()), *sorted(node.filenames)] or None

    def do_getAttr(self, plug, multiIndices=False):
        self._check(plug)
        node, attribute = self.graph.plug(plug)
        if multiIndices:
            found = {int(key.split("[")[1].split("]")[0]) for key in node.values if key.startswith(f"{attribute}[")}
            return sorted(found) or None
        if not node.has(attribute):
            raise ValueError(f"No object matches name: {plug}")
        value = node.get(attribute)
        for source, output in self.graph.into(node, attribute):
            if source.has(output) and source.get(output) is not None:
                value = source.get(output)
        return self._overridden(node, attribute, value)

    def _check(self, plug):
        if plug in self.broken:
            raise RuntimeError(f"Attribute {plug} could not be read.\n")

    def _overridden(self, node, attribute, value):
        """With the overrides of the current layer; the last one in it wins."""
        owners = self._outputs("message", self.graph.one(self.layer))
        setup = [each for each in owners if each.kind == "renderSetupLayer"]
        if not self.render_setup:
            value = self._adjusted(node, attribute, value)
        for override in self._below(setup[0]) if setup and self.render_setup else ():
            if override.long("atr") and override.get("atr") == attribute and node in self._targets(override):
                if override.kind.startswith("abs"):
                    value = override.get("atv")
                else:
                    value = value * override.get("mul") + override.get("ofs")
        return value

    def _adjusted(self, node, attribute, value):
        """What an older layer says, else the master layer; render setup does not look at these."""
        layers = [self.graph.one(name) for name in dict.fromkeys((self.layer, "defaultRenderLayer"))]
        entries = {other: entry for other, entry in self.graph.out_of(node, attribute)
                   if entry.startswith("adjustments[") and entry.endswith("].plug")}
        for layer in layers:
            if layer in entries:
                return layer.values.get(entries[layer].replace("].plug", "].value"), value)
        return value

    def _outputs(self, attribute, node):
        return [target for target, _entry in self.graph.out_of(node, attribute)]

    def _below(self, parent):
        for child in self._outputs("listItems", parent):
            if not child.get("en"):
                continue
            if child.kind in OVERRIDES:
                yield child
            elif child.kind in COLLECTIONS:
                yield from self._below(child)

    def _targets(self, override):
        if "Unique" in override.kind:
            return self.graph.find(override.get("tgName"))
        for collection, output in self.graph.into(override, "parentList"):
            if output == "listItems":
                selectors = [each for each, _output in self.graph.into(collection, "selector")]
                names = [name for each in selectors for name in each.get("ssl").split("\n")]
                return [node for name in names for node in self.graph.find(name)]
        return []

    def do_listConnections(self, plug, type=None, shapes=False, source=True, destination=True):
        name, _dot, attribute = plug.partition(".")
        node = self.graph.one(name)
        found = list(self.graph.beside(node, node.long(attribute)))
        return [self.graph.short(each) for each in found if type is None or each.kind == type] or None

    def do_listRelatives(self, name, parent=False, fullPath=False):
        assert parent
        above = self.graph.one(name).parent
        # Without fullPath Maya gives the bare name, which others may have too.
        return None if above is None else [above.path if fullPath else above.name]

    def do_referenceQuery(self, name, isNodeReferenced=False, filename=False, withoutCopyNumber=False,
                          unresolvedName=False, isLoaded=False):
        self._check(name)
        if not filename and (unresolvedName or withoutCopyNumber):
            raise RuntimeError("Flags that format a name are used with -filename.")
        if isNodeReferenced:
            # An import keeps its namespace too: only a reference that is in the scene makes its nodes referenced.
            return name.rpartition("|")[2].partition(":")[0] in self.graph.namespaces
        if name not in self.graph.references:
            raise RuntimeError(f"Reference node '{name}' is not associated with a reference file.")
        if isLoaded:
            return self.graph.references[name][1]
        # Resolved, and with its number where a file is referenced several times.
        path, number = re.fullmatch(r"(.*?)(\{\d+\})?", self.graph.references[name][0]).groups()
        if not unresolvedName:
            path = os.path.expandvars(path)
            # What has a variable that is not set stays as it was written.
            path = path if path.startswith(("/", "$", "%")) or path[1:2] == ":" else f"{self._project}{path}"
        whole = path
        return whole if withoutCopyNumber else f"{whole}{number or ''}"

    def do_editRenderLayerGlobals(self, query=False, currentRenderLayer=None):
        if query:
            return self.layer
        self._check(currentRenderLayer)
        assert self.graph.one(currentRenderLayer).kind == "renderLayer"
        self.layer, self._modified = currentRenderLayer, True
        self.visited.append(currentRenderLayer)
        assert not self.undo, "looking into a layer must not be kept for undo"
        return currentRenderLayer

    def do_mayaHasRenderSetup(self):
        return self.render_setup

    def do_currentTime(self, query):
        return float(self.graph.one("time1").get("o"))

    def do_file(self, name=None, query=False, sceneName=None, modified=None, save=None, rename=None, type=None,
                open=None):
        if query:
            return self._name if sceneName else self._modified
        if open:
            if self._modified:
                raise RuntimeError("Unsaved changes.\n")
            if name not in self.on_disk:
                raise RuntimeError(f"File not found: {name}\n")
            self._name = name
            return name
        if rename is not None:
            self._name = rename
            return rename
        if save:
            if self._read_only:
                raise RuntimeError("Could not write the file: permission denied.\n")
            self.saved += 1
            self.kind = type
            self._modified = False
            return self._name
        self._modified = modified
        return None

    def do_workspace(self, query=False, rootDirectory=False, fileRuleEntry=None):
        # The one answers to a query, the other without.
        assert query is (fileRuleEntry is None)
        return self._project if rootDirectory else {"sourceImages": "sourceimages"}.get(fileRuleEntry, "")

    def do_about(self, version=False, batch=False):
        return self._version if version else self._batch

    def do_pluginInfo(self, name=None, query=False, pluginsInUse=False, loaded=False, version=False):
        if pluginsInUse:
            return [text for pair in self.graph.plugins.items() for text in pair] or None
        if loaded:
            return name in self._loaded
        return self._loaded[name]

    def do_renderSettings(self, firstImageName, fullPath, layer, camera=None):
        self.graph.one(layer)
        if camera is not None:
            self.graph.one(camera)
        prefix = self.do_getAttr("defaultRenderGlobals.imageFilePrefix") or "scene"
        return [f"{self._project}images/{prefix}.exr"]

    def do_colorManagementPrefs(self, query, cmEnabled=False, cmConfigFileEnabled=False, configFilePath=False):
        node = self.graph.one("defaultColorMgtGlobals")
        if configFilePath:
            return node.get("cfp") or False
        return bool(node.get("cme" if cmEnabled else "cfe"))

    def do_select(self, nodes=None, replace=False, noExpand=False, clear=False):
        self.selection = [] if clear else [self.graph.one(name).path for name in nodes]

    def do_undoInfo(self, query=False, state=None, stateWithoutFlush=None):
        if query:
            return self.undo
        self.undo = stateWithoutFlush
        return None

    def do_fileInfo(self, keyword=None, value=None, query=False, remove=None):
        # It does not count as a change of the scene, and a query gives what stands in Maya ASCII.
        info = self.graph.info
        if query:
            return [escaped(info[keyword])] if keyword in info else []
        if remove is not None:
            info.pop(remove, None)
        else:
            assert isinstance(value, str)
            info[keyword] = value
        return None

    def do_pgYetiGraph(self, name, listNodes=False, type=None, node=None, param=None, getParamValue=False):
        self._check(f"{name}.graph")
        graph = self.yeti.get(name, {})
        if listNodes:
            return [each for each, (kind, _parameters) in graph.items() if type in (None, kind)] or None
        assert getParamValue
        return graph[node][1][param]

    def do_refresh(self, suspend):
        self.suspended = suspend


def modules():
    """``maya`` and ``maya.cmds``, to be put into sys.modules."""
    maya, cmds, mel = types.ModuleType("maya"), Cmds(), types.ModuleType("maya.mel")
    maya.cmds, maya.mel = cmds, mel
    return {"maya": maya, "maya.cmds": cmds, "maya.mel": mel}
