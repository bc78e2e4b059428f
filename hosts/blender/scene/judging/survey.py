"""What the description of a scene asks every datablock for, gathered in one pass of many short steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from .....core.model.simulations import Simulation
from ..addons import brought, trees_of
from ..datablocks import TREES, Portions
from ..drivers import needing_scripts
from ..motion import ANIMATED, ENDLESS, unbounded
from .lacking import unknown_nodes
from .states import of_object


class Survey:
    """All that datablocks answered so far; the scene is known once ``read`` has come to its end."""

    def __init__(self) -> None:
        self.drivers: dict[str, None] = {}
        """Labels of drivers that need scripts to be allowed."""
        self.unknown_nodes: dict[str, None] = {}
        """Labels of nodes and trees whose add-on is not here."""
        self.modules: set[str] = set()
        """Add-ons that bring nodes which the scenes use."""
        self.simulations: dict[Any, list[Simulation]] = {}
        """The simulations of each object that has some."""
        self.unbounded = False
        """Whether something moves that is not between the keyframes of actions."""
        self.endless = False
        """Whether a modifier may move something in every frame."""
        self._portions = Portions()
        self._brought = brought()
        self._posed = len(bpy.data.armatures) > 0  # 20,000 objects take a while to be asked

    def read(self) -> Iterator[None]:
        """Ask Blender in steps.

        Raises:
            Moved: datablocks came or went meanwhile.
        """
        for collection in ANIMATED:  # whatever has nodes can be animated, and is among them
            has_trees = collection == "node_groups" or collection in TREES
            for owners in self._portions.of(collection):
                for owner in owners:
                    data = owner.animation_data
                    if data is not None:
                        self._animated(owner, data)
                for owner in owners if collection == "objects" else ():
                    self._thing(owner)
                for owner, tree in trees_of(owners) if has_trees else ():
                    self._tree(owner, tree)
                yield

    def check(self) -> None:
        """See that what was met is all there is.

        Raises:
            Moved: datablocks came or went since.
        """
        self._portions.check()

    def _animated(self, owner: Any, data: Any) -> None:
        self.drivers.update(dict.fromkeys(needing_scripts(owner, data)))
        self.unbounded = self.unbounded or unbounded(data)

    def _thing(self, thing: Any) -> None:
        modifiers = thing.modifiers
        if modifiers:
            self.endless = self.endless or any(each.type in ENDLESS for each in modifiers)
        if modifiers or (self._posed and thing.pose):
            own = list(of_object(thing))
            if own:
                self.simulations[thing] = own

    def _tree(self, owner: Any, tree: Any) -> None:
        if tree != owner and tree.animation_data is not None:  # of a group it was met with the datablock
            self._animated(owner, tree.animation_data)
        self.unknown_nodes.update(dict.fromkeys(unknown_nodes(owner, tree)))
        if self._brought:  # seldom: most add-ons bring no nodes
            used = {tree.bl_idname, *(node.bl_idname for node in tree.nodes)}
            self.modules.update(self._brought[name] for name in used & self._brought.keys())
