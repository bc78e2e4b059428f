"""Find out which materials and pictures only objects have that no render shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import bpy

from ..nodes import trees
from ..outputs import nodes_within
from ..users import key_of, kinds
from .rendered import rendered_objects

GROUPING = (bpy.types.Collection, bpy.types.Scene)
"""Users of an object that only say where it is."""

PASSING_ON = (bpy.types.Material, bpy.types.ShaderNodeTree, bpy.types.Mesh, bpy.types.Curve, bpy.types.MetaBall)
"""Users of a picture or a material that an object has."""


class Hidden:
    """The materials and pictures of which every user is, or leads to, a hidden object that nothing names.

    In doubt one is not among them.

    An object that anything animates, or that a modifier, a constraint, particles or nodes name, may have its part in
    a render although it is hidden.
    """

    def __init__(self) -> None:
        self._keys: frozenset[str] = frozenset()

    def read(self) -> Iterator[None]:
        """Look for them, in steps; at nothing where no object is hidden."""
        try:
            yield from self._read()
        except ReferenceError:  # the artist undid something meanwhile
            self._keys = frozenset()

    def __contains__(self, owner: Any) -> bool:
        return bool(self._keys) and key_of(owner) in self._keys

    def _read(self) -> Iterator[None]:
        things = _hidden_objects()
        yield None
        materials = {slot.material for thing in things for slot in thing.material_slots if slot.material}
        own = materials.union(*map(_pictures_of, materials))
        yield None
        users: dict[Any, set[Any]] = {}
        waiting = own
        while waiting:
            users.update(_users_of(waiting))
            waiting = {user for owner in waiting for user in users[owner] if isinstance(user, PASSING_ON)} - set(users)
            yield None
        self._keys = frozenset(key_of(owner) for owner in own if not _is_seen(owner, users, things))


def _hidden_objects() -> set[Any]:
    """The objects that no scene renders and nothing names."""
    if not any(each.hide_render for each in (*bpy.data.objects, *bpy.data.collections)):
        return set()
    rendered = {thing for scene in bpy.data.scenes for thing in rendered_objects(scene)}
    things = {thing for thing in bpy.data.objects if thing not in rendered and thing.animation_data is None}
    if not things:
        return set()
    named = {owner for owner, users in _users_of({*things, *bpy.data.collections}).items()
             if not all(isinstance(user, GROUPING) for user in users)}
    within = {thing for owner in named if isinstance(owner, bpy.types.Collection) for thing in owner.all_objects}
    return things - named - within


def _users_of(owners: Iterable[Any]) -> dict[Any, set[Any]]:
    """The datablocks that use each of these, but for the windows that happen to show them."""
    found: dict[Any, set[Any]] = {owner: set() for owner in owners}
    for each in kinds():
        for owner, users in bpy.data.user_map(subset=list(found), value_types=each).items():
            found[owner] |= users - {owner}
    return found


def _pictures_of(material: Any) -> Iterator[Any]:
    for tree in trees(material):
        for node in nodes_within(tree):
            picture = getattr(node, "image", None)
            if isinstance(picture, bpy.types.Image):
                yield picture


def _is_seen(owner: Any, users: dict[Any, set[Any]], hidden: set[Any]) -> bool:
    """Whether anything that uses the datablock may be rendered; what nobody uses may be by means not known here."""
    waiting, met = [owner], {owner}
    while waiting:
        each = waiting.pop()
        if isinstance(each, bpy.types.Object):
            if each not in hidden:
                return True
        elif not users.get(each):
            return True
        else:
            waiting += users[each] - met
            met |= users[each]
    return False
