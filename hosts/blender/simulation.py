"""What modifiers, particles and physics read from disk."""

from __future__ import annotations

from collections.abc import Iterator

import bpy

from .uses import Use, each


@each("objects")
def modifiers(owner: bpy.types.Object) -> Iterator[Use]:
    """Files and folders of the object's modifiers."""
    yield from ()
