"""The graph of output nodes: which there are, which a render of the scene needs, and which has to wait for which.

A node that merges, switches or fetches is passed through. Source of what flags do: SideFX's help on render nodes (a
node that is bypassed skips its own rendering, a fetch that is bypassed is as if it were disconnected, a node that is
locked keeps those before it from rendering).
"""

from __future__ import annotations

from collections.abc import Iterator

import hou

from ..reading import Reader
from . import wedges, work_items
from .classes import OpNode, types_of
from .parameters import base, inputs, is_on, named, number
from .tables import CATEGORIES, DISTRIBUTED, DRIVER, LOADS, RENDER, TYPES

DRIVERS = "Driver"
FETCH, SWITCH, WEDGE, SUBNET, QUEUED = "fetch", "switch", "wedge", "subnet", ("hq_sim", "hq_render")


def writes(node: OpNode) -> bool:
    """Whether a node is of a type that writes files; one of the same name elsewhere may only read them."""
    writers = CATEGORIES.get(_category(node), set())
    return base(node) in TYPES and (writers is None or base(node) in writers)


def loads(node: OpNode) -> bool:
    """Whether a node that could write a cache reads it from disk instead: its files are inputs."""
    return is_on(node, LOADS)


def _of_known_types(reader: Reader) -> Iterator[OpNode]:
    """Yield the nodes of types that write files, without walking a scene of a hundred thousand nodes."""
    for category, writers in CATEGORIES.items():
        for name, node_type in types_of(category):
            plain = hou.hda.componentsFromFullNodeTypeName(name)[2]
            if plain in TYPES and (writers is None or plain in writers):
                yield from (node for node in reader.read(name, (), node_type.instances) if not node.isInsideLockedHDA())


def caches(reader: Reader) -> Iterator[OpNode]:
    """Yield the nodes that could write a cache and read it from disk; one that is bypassed reads nothing."""
    return (node for node in _of_known_types(reader)
            if reader.read(node.path(), False, loads, node) and not _bypassed(node))


class Graph:
    """The output nodes of the open scene."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.outputs = [node for node in _of_known_types(reader) if not reader.read(node.path(), False, loads, node)]
        self._paths = {node.path() for node in self.outputs}
        self._read: dict[str, list[OpNode]] = {}

    def needed(self) -> set[str]:
        """Return the paths of the output nodes that a render of the scene does, and say what the farm cannot do there.

        Where an end of an output network leads to a render, that is what such ends lead to. Another writer is done by
        nobody who renders; only where there is no render at all it is what is wanted of the scene.
        """
        ends = [node for name, node_type in types_of(DRIVERS)
                for node in self._reader.read(name, (), node_type.instances) if not node.outputs()]
        ends += [node for node in self.outputs if _category(node) != DRIVERS and _is(node, RENDER)]
        led = [self._led_to(node) for node in ends]
        leading = [nodes for nodes in led if any(self._done(node) and _is(node, RENDER) for node in nodes)] or led
        found = [node for nodes in leading for node in nodes]
        for node in found:
            self._reader.read(node.path(), None, self._say, node)
        done = {node.path() for node in found if self._done(node)}
        return done - self._shared(done)

    def after(self, node: OpNode) -> tuple[str, ...]:
        """Return the paths of the nearest output nodes that have to be done before one."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        waiting = list(self._before(node))
        while waiting:
            each = waiting.pop(0)
            if each.path() in seen:
                continue
            seen.add(each.path())
            if self._done(each):
                found[each.path()] = None
            else:
                waiting += self._before(each)
        return tuple(found)

    def _done(self, node: OpNode) -> bool:
        return node.path() in self._paths and not _bypassed(node)

    def _led_to(self, end: OpNode) -> list[OpNode]:
        """Return a node and all before it."""
        found: dict[str, OpNode] = {}
        waiting = [end]
        while waiting:
            node = waiting.pop()
            if node.path() not in found:
                found[node.path()] = node
                waiting += self._before(node)
        return list(found.values())

    def _say(self, node: OpNode) -> None:
        if base(node) == WEDGE and not _bypassed(node):
            self._reader.say(node.path(), wedges.advice(node))
        elif base(node) in work_items.NETWORKS and not _bypassed(node):
            self._reader.say(node.path(), work_items.advice(node))

    def _shared(self, done: set[str]) -> set[str]:
        """The nodes that several machines share: they are not written a second time by themselves."""
        queued = [node for node in self.outputs if node.path() in done and _is(node, DISTRIBUTED)]
        drivers = [self._reader.read(node.path(), None, named, node, DRIVER) for node in queued]
        return {each.path() for each in drivers if each is not None and each not in queued}

    def _before(self, node: OpNode) -> list[OpNode]:
        path = node.path()
        if path not in self._read:
            self._read[path] = self._reader.read(path, [], _before, node)
        return self._read[path]


def _category(node: OpNode) -> str:
    return str(node.type().category().name())


def _is(node: OpNode, kind: str) -> bool:
    return TYPES[base(node)].kind == kind


def _bypassed(node: OpNode) -> bool:
    return bool(node.isGenericFlagSet(hou.nodeFlag.Bypass))


def _locked(node: OpNode) -> bool:
    """Whether a node keeps those before it from rendering; only a ``hou.RopNode`` has that flag."""
    flag = getattr(node, "isLocked", None)
    return flag is not None and bool(flag())


def _before(node: OpNode) -> list[OpNode]:
    """The nodes that are rendered before one; outside output networks connections carry geometry or stages."""
    if _category(node) != DRIVERS or _locked(node):
        return []
    kind = base(node)
    if kind == SWITCH and not _bypassed(node):
        index = int(number(node, "index"))
        # An input that is not connected counts, too.
        chosen = node.inputs()[index : index + 1] if index >= 0 else ()
        return [each for each in chosen if isinstance(each, OpNode)]
    if kind == WEDGE:
        return wedges.driver(node)
    return [*inputs(node), *_fetched(node, kind)]


def _fetched(node: OpNode, kind: str) -> list[OpNode]:
    """The nodes that are rendered before one without a connection to it."""
    if kind == FETCH and not _bypassed(node):
        source = named(node, "source")
        return [source] if source is not None else []
    if kind == SUBNET and not _bypassed(node):
        inside = (each for each in node.children() if isinstance(each, OpNode) and _category(each) == DRIVERS)
        return [each for each in inside if not each.outputs()]
    driver = named(node, DRIVER) if kind in QUEUED else None
    if driver is None or driver == node:
        return []
    # What is divided among machines is done by the node itself, and needs what it would need alone.
    return _before(driver) if kind == QUEUED[0] and base(driver) not in QUEUED else [driver]
