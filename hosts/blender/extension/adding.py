"""Add us to Blender, and take everything back: the extension's ``register`` and ``unregister``."""

from __future__ import annotations

import sys
from typing import Any

import bpy

from ...vendor import forget_vendor
from . import command, libraries, loading, operators, preferences
from .native import account, actions, choices, live, menu, panel, sections

CLASSES: tuple[Any, ...] = (preferences.FoxSubmitPreferences, *operators.CLASSES, *account.CLASSES, *actions.CLASSES,
                            *panel.CLASSES, *sections.CLASSES)
MENU = "TOPBAR_MT_render"
PLACE = ".hosts.blender.extension.adding"
"""The place of this module in whatever package Blender has made of us."""

registered = False
"""Whether this copy is switched on; another one asks."""


def register() -> None:
    """Blender calls this at every start: no file, no network, no thread, no timer.

    Raises:
        RuntimeError: another copy of ours is switched on, whose operators have the same names.
    """
    global registered  # noqa: PLW0603 - Blender has one of each module
    other = _other()
    if other:
        from ....core.common.i18n import _  # noqa: PLC0415 - Blender's start has no time for it

        raise RuntimeError(_("foxsubmit is switched on already as {module}. Two at once do not work: switch that one "
                             "off, or remove it.").format(module=other))
    for each in CLASSES:
        bpy.utils.register_class(each)
    choices.register()
    getattr(bpy.types, MENU).append(menu.draw)
    command.register()
    registered = True


def _other() -> str:
    """The package of another copy that is switched on; empty where there is none."""
    return next((name[:-len(PLACE)] for name, module in list(sys.modules.items())
                 if name.endswith(PLACE) and name != __name__ and getattr(module, "registered", False)), "")


def unregister(package: str) -> None:
    """Close what is open, take back what ``register`` did, and forget our modules."""
    global registered  # noqa: PLW0603 - Blender has one of each module
    registered = False
    loading.end()
    if f"{package}.hosts.blender.start" in sys.modules:
        sys.modules[f"{package}.hosts.blender.start"].end()
    running = sys.modules.get(live.RUNNING)
    if running is not None:
        running.end()
        running.join()
    command.unregister()
    getattr(bpy.types, MENU).remove(menu.draw)
    choices.unregister()
    for each in reversed(CLASSES):
        bpy.utils.unregister_class(each)
    libraries.forget()
    forget_vendor()
    _forget_modules(package)


def _forget_modules(package: str) -> None:
    """Forget the add-on's modules, so that a newer version installed over this one is imported."""
    for name in list(sys.modules):
        if name == package or name.startswith(f"{package}."):
            del sys.modules[name]
    parent, _dot, name = package.rpartition(".")
    if parent in sys.modules and hasattr(sys.modules[parent], name):
        delattr(sys.modules[parent], name)
