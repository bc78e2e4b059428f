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


def register() -> None:
    """Blender calls this at every start: no file, no network, no thread, no timer."""
    for each in CLASSES:
        bpy.utils.register_class(each)
    choices.register()
    getattr(bpy.types, MENU).append(menu.draw)
    command.register()


def unregister(package: str) -> None:
    """Close what is open, take back what ``register`` did, and forget our modules."""
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
