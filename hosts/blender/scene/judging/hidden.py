"""Find out which materials and pictures only objects have that no render shows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import bpy

from ..nodes import trees
from ..outputs import nodes_within
from ..users import key_of, kinds
from .rendered import collections_rendered

GROUPING = (bpy.types.Collection, bpy.types.Scene)
"""Users of an object that only say where it is."""

PASSING_ON = (bpy.types.Material, bpy.types.ShaderNodeTree, bpy.types.Mesh, bpy.types.Curve, bpy.types.MetaBall)
"""Users of a picture or a material that an object has."""

AT_ONCE = 500
"""Objects that are looked at in one step."""

ASKED_AT_ONCE = 2000
"""Datablocks whose users Blender is asked for in one step: it looks at all that there are, for however few."""


class Hidden:
    """The materials and pictures of which every user is, or leads to, a hidden object that nothing names.

    In doubt one is not among them: an object that anything animates, or that a modifier, a constraint, particles or
    nodes name, may have its part in a render although it is hidden.
    """

    def __init__(self) -> None:
        self._keys: frozenset[str] = frozenset()
        self._pictures: dict[Any, set[Any]] = {}
        """Material -> its pictures."""
        self._users: dict[Any, set[Any]] = {}
        """Datablock -> those that use it."""

    def read(self) -> Iterator[None]:
        """Look for them, in steps; at nothing where no object is hidden."""
        try:
            yield from self._read()
        except ReferenceError:  # the artist undid something meanwhile
            self._keys = frozenset()
        self._pictures, self._users = {}, {}

    def __contains__(self, owner: Any) -> bool:
        return bool(self._keys) and key_of(owner) in self._keys

    def _read(self) -> Iterator[None]:
        things: set[Any] = set()
        for many in _in_steps(_candidates()):
            things.update(thing for thing in many if thing.animation_data is None
                          and any(map(self._shown_by, _materials(thing))))
            yield None
        groups = set(bpy.data.collections) if things else set()
        yield from self._read_users(things | groups)
        named = {owner for owner in things | groups
                 if not all(isinstance(user, GROUPING) for user in self._users[owner])}
        for group in named & groups:
            named.update(group.all_objects)
        things -= named
        materials = {material for thing in things for material in _materials(thing)}
        own = materials.union(*map(self._shown_by, materials))
        waiting = own
        while waiting:
            yield from self._read_users(waiting)
            waiting = {user for owner in waiting for user in self._users[owner]
                       if isinstance(user, PASSING_ON)} - set(self._users)
        self._keys = frozenset(key_of(owner) for owner in own if not self._is_seen(owner, things))

    def _shown_by(self, material: Any) -> set[Any]:
        """The pictures of a material, those of groups of nodes included."""
        if material not in self._pictures:
            images = (getattr(node, "image", None) for tree in trees(material) for node in nodes_within(tree))
            self._pictures[material] = {image for image in images if isinstance(image, bpy.types.Image)}
        return self._pictures[material]

    def _read_users(self, owners: Iterable[Any]) -> Iterator[None]:
        """Ask which datablocks use these, but for the windows that happen to show them."""
        for many in _in_steps(owners, ASKED_AT_ONCE):
            self._users.update((owner, set()) for owner in many)
            for types in kinds():
                for owner, users in bpy.data.user_map(subset=many, value_types=types).items():
                    self._users[owner] |= users - {owner}
                yield None

    def _is_seen(self, owner: Any, hidden: set[Any]) -> bool:
        """Whether anything that uses the datablock may be rendered; what nobody uses may be by means not known here."""
        waiting, met = [owner], {owner}
        while waiting:
            each = waiting.pop()
            if isinstance(each, bpy.types.Object):
                if each not in hidden:
                    return True
            elif not self._users.get(each):
                return True
            else:
                waiting += self._users[each] - met
                met |= self._users[each]
        return False


def _candidates() -> Iterator[Any]:
    """Objects that are hidden from rendering themselves, and those of which every collection is."""
    things = bpy.data.objects
    hidden = [False] * len(things)
    things.foreach_get("hide_render", hidden)  # one by one 20,000 objects take 10 ms
    yield from itertools.compress(things, hidden)
    rendered = collections_rendered()
    others = [group for group in bpy.data.collections if group not in rendered]
    if others:
        shown = {thing for group in rendered for thing in group.objects}
        yield from [thing for group in others for thing in group.objects if thing not in shown]


def _materials(thing: Any) -> list[Any]:
    return [slot.material for slot in thing.material_slots if slot.material]


def _in_steps(owners: Iterable[Any], many: int = AT_ONCE) -> Iterator[list[Any]]:
    every = list(owners)
    return (every[place:place + many] for place in range(0, len(every), many))
