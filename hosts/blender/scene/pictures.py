"""Find out which nodes show each sequence of pictures: if all are known, their settings say which files are needed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import bpy

from .datablocks import TREES
from .frames import UNKNOWN, Counted, of_images
from .nodes import PICTURES, trees
from .users import key_of

AT_ONCE = 200
"""Datablocks that are looked at in one step."""


class Pictures:
    """The users of each sequence, by the picture's name: names survive undo."""

    def __init__(self) -> None:
        self._users: Counter[str] = Counter()
        self._working: Counter[str] = Counter()
        """Users that are seen while working and never in a render."""
        self._shown: defaultdict[str, list[Counted]] = defaultdict(list)

    def read(self) -> Iterator[None]:
        """Look at all that may show one, in steps; at no nodes where there is no sequence."""
        trees_too = any(image.source == "SEQUENCE" for image in bpy.data.images)
        for collection in (*((*TREES, "node_groups") if trees_too else ()), "cameras", "objects"):
            for number, owner in enumerate(getattr(bpy.data, collection)):
                self._look(owner, collection)
                if number % AT_ONCE == AT_ONCE - 1:
                    yield None
        yield None

    def of(self, image: Any) -> list[Counted] | None:
        """How what is rendered shows a sequence; None where some user of it is not known, or does not say."""
        found = self._shown[image.name_full]
        known = self._users[image.name_full] + self._working[key_of(image)] >= image.users - image.use_fake_user
        return found if known and found and UNKNOWN not in found else None

    def is_reference(self, owner: Any) -> bool:
        """Whether a picture or clip is only seen while working: as an empty, or behind a camera."""
        used: int = owner.users - owner.use_fake_user
        return 0 < used <= self._working[key_of(owner)]

    def _look(self, owner: Any, collection: str) -> None:
        if collection == "cameras":
            for each in owner.background_images:
                self._working.update(key_of(shown) for shown in (each.image, each.clip) if shown)
        elif collection == "objects":
            if owner.type == "EMPTY" and isinstance(owner.data, bpy.types.Image):
                self._working[key_of(owner.data)] += 1
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
