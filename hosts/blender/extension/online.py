"""Whether Blender lets us use the network. Source: Blender's manual, "Online access" of extensions, 4.2."""

from __future__ import annotations

import bpy

from ....core.common.errors import FoxError
from ....core.common.i18n import _


def refusal() -> str:
    """Why the network is not to be used and how to allow it; empty where it may be."""
    if getattr(bpy.app, "online_access", True):  # before 4.2 nobody asked
        return ""
    if getattr(bpy.app, "online_access_override", False):
        return _("Blender was started offline: start it without --offline-mode, then it can speak to the farm.")
    return _("Blender may not use the network: switch on Allow Online Access in Edit > Preferences > System > Network.")


def need_access() -> None:
    """Go on only where the network may be used.

    Raises:
        FoxError: it may not.
    """
    reason = refusal()
    if reason:
        raise FoxError(reason)
