"""Find out which nodes show each sequence of pictures: if all are known, their settings say which files are needed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import bpy

from .frames import UNKNOWN, Counted, of_images
from .nodes import PICTURES, trees

TREES = ("materials", "worlds", "lights", "linestyles", "textures", "scenes", "node_groups")
AT_ONCE = 200
"""Datablocks that are looked at in one step."""


class Pictures:
    """The users of each sequence, by the picture's name: names survive undo."""

    def __init__(self) -> None:
        self._users: Counter[str] = Counter()
        self._shown: defaultdict[str, list[Counted]] = defaultdict(list)

    def read(self) -> Iterator[None]:
        """Look at all that may show one, in steps; at nothing where there is no sequence."""
        if not any(image.source == "SEQUENCE" for image in bpy.data.images):
            return
        for collection in (*TREES, "cameras", "objects"):
            for number, owner in enumerate(getattr(bpy.data, collection)):
                self._look(owner, collection)
                if number % AT_ONCE == AT_ONCE - 1:
                    yield None
        yield None

    def of(self, image: Any) -> list[Counted] | None:
        """How what is rendered shows a sequence; None where some user of it is not known, or does not say."""
        found = self._shown[image.name_full]
        known = self._users[image.name_full] >= image.users - image.use_fake_user
        return found if known and found and UNKNOWN not in found else None

    def _look(self, owner: Any, collection: str) -> None:
        if collection == "cameras":
            # Seen behind the scene while working, never in a render.
            self._users.update(each.image.name_full for each in owner.background_images if each.image)
        elif collection == "objects":
            if owner.type == "EMPTY" and isinstance(owner.data, bpy.types.Image):
                self._users[owner.data.name_full] += 1
        else:
            if collection == "textures" and getattr(owner, "image", None):
                self._add(owner.image, UNKNOWN if owner.animation_data else of_images(owner.image_user))
            for tree in trees(owner):
                self._nodes(tree)

    def _nodes(self, tree: Any) -> None:
        for node in tree.nodes:
            if node.bl_idname in PICTURES and node.image and node.image.source == "SEQUENCE":
                self._add(node.image, UNKNOWN if tree.animation_data else of_images(getattr(node, "image_user", node)))

    def _add(self, image: Any, counted: Counted) -> None:
        self._users[image.name_full] += 1
        self._shown[image.name_full].append(counted)
