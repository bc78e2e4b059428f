"""The account in the native panel: who it is, what there is to spend, and the ways to be another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from .....core.common.i18n import _
from . import live

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems

FINISHED: set[OperatorReturnItems] = {"FINISHED"}
CANCELLED: set[OperatorReturnItems] = {"CANCELLED"}
WIDTH = 360
PLATFORM = "2"
INTERNAL: Any = {"INTERNAL"}
"""Neither logged in the Info editor, which would show a key, nor found by a search."""


def _domains(_operator: Any, _context: Any, _typed: str) -> tuple[str, ...]:
    from .....core.settings.accounts import DOMAINS  # noqa: PLC0415 - its libraries are found once there is a session

    return DOMAINS


class FOXSUBMIT_OT_sign_in(bpy.types.Operator):  # noqa: N801 - Blender's spelling
    """Sign in with an access ID and its key; the key is neither kept in Blender nor in a file of it."""

    bl_idname = "foxsubmit.sign_in"
    bl_label = "Sign in to Fox"
    bl_description = "Use an account of Fox Renderfarm; the key goes into the keyring of this computer"
    bl_options = INTERNAL

    access_id: bpy.props.StringProperty(name="Access ID", options={"SKIP_SAVE"})  # type: ignore[valid-type]
    access_key: bpy.props.StringProperty(name="Access key", subtype="PASSWORD", options={"SKIP_SAVE"})  # type: ignore[valid-type]
    domain: bpy.props.StringProperty(name="Domain", search=_domains, search_options={"SUGGESTION"},  # type: ignore[valid-type]
                                     options={"SKIP_SAVE"})
    platform: bpy.props.StringProperty(name="Platform", default=PLATFORM, options={"SKIP_SAVE"})  # type: ignore[valid-type]

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        """Only for an open session."""
        return live.session() is not None

    def invoke(self, context: Any, _event: Any) -> set[OperatorReturnItems]:
        """Show the dialog, with the studio's domain and platform."""
        session = live.session()
        if session is None:
            return CANCELLED
        session.account.open_sign_in()
        door = session.state.account.sign_in
        self.domain = door.domain or _domains(None, None, "")[0]
        self.platform = door.platform or PLATFORM
        return context.window_manager.invoke_props_dialog(self, width=WIDTH)  # type: ignore[no-any-return]

    def draw(self, _context: bpy.types.Context) -> None:
        """The fields, and where the keys are to be found and kept."""
        layout: Any = self.layout
        layout.use_property_split = True
        layout.use_property_decorate = False
        for name, text in (("access_id", _("Access ID")), ("access_key", _("Access key")), ("domain", _("Domain")),
                           ("platform", _("Platform"))):
            layout.prop(self, name, text=text)
        layout.label(text=_("The keys are on your account page, under API."), icon="INFO")
        layout.label(text=_("Keys are never written into the scene."), icon="LOCKED")

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """The panel says how it went."""
        session = live.session()
        if session is None:
            return CANCELLED
        session.account.sign_in(self.access_id, self.access_key, self.domain, self.platform)
        self.access_key = ""
        return FINISHED


class FOXSUBMIT_OT_switch_account(bpy.types.Operator):  # noqa: N801
    """Use another account that this machine knows."""

    bl_idname = "foxsubmit.switch_account"
    bl_label = "Switch account"
    bl_description = "Use this account; what was submitted for the other one goes on"
    bl_options = INTERNAL

    account: bpy.props.StringProperty()  # type: ignore[valid-type]

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """The panel shows it at once."""
        session = live.session()
        if session is not None and self.account != session.state.account.id:
            session.account.switch(self.account)
        return FINISHED


class FOXSUBMIT_OT_local_farm(bpy.types.Operator):  # noqa: N801
    """Use the farm of this computer, started if it has to be."""

    bl_idname = "foxsubmit.local_farm"
    bl_label = "Try the local farm"
    bl_description = "A small farm on this computer renders Blender scenes"
    bl_options = INTERNAL

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """The panel says how it goes."""
        session = live.session()
        if session is not None:
            session.account.try_local_farm()
        return FINISHED


class FOXSUBMIT_OT_stop_local_farm(bpy.types.Operator):  # noqa: N801
    """End the farm of this computer, whoever started it."""

    bl_idname = "foxsubmit.stop_local_farm"
    bl_label = "Stop the local farm"
    bl_description = "Its tasks wait until it is started again"
    bl_options = INTERNAL

    def execute(self, _context: bpy.types.Context) -> set[OperatorReturnItems]:
        """The panel says that it does not answer any more, and keeps what was last known."""
        session = live.session()
        if session is not None:
            session.account.stop_local_farm()
        return FINISHED


class FOXSUBMIT_MT_account(bpy.types.Menu):  # noqa: N801
    """The accounts of this machine, and how to get another."""

    bl_idname = "FOXSUBMIT_MT_account"
    bl_label = "Account"

    def draw(self, _context: bpy.types.Context) -> None:
        """One entry for each account; a dot marks the one in use."""
        state = live.state()
        if state is None:
            return
        layout: Any = self.layout
        for each in state.account.known:
            where = _("not running") if each.running is False else each.domain
            text = f"{each.name}   {where}" if where else each.name
            layout.operator(FOXSUBMIT_OT_switch_account.bl_idname, text=text,
                            icon="RADIOBUT_ON" if each.id == state.account.id else "RADIOBUT_OFF").account = each.id
        layout.separator()
        text = _("Sign in with another account…") if state.account.known else _("Sign in…")
        layout.operator(FOXSUBMIT_OT_sign_in.bl_idname, text=text, icon="ADD")
        if not (state.account.current is not None and state.account.current.running):
            layout.operator(FOXSUBMIT_OT_local_farm.bl_idname, text=state.account.start_words, icon="PLAY")
        if state.account.farm_runs:
            layout.operator(FOXSUBMIT_OT_stop_local_farm.bl_idname, text=_("Stop the local farm"), icon="CANCEL")


CLASSES = (FOXSUBMIT_OT_sign_in, FOXSUBMIT_OT_switch_account, FOXSUBMIT_OT_local_farm,
           FOXSUBMIT_OT_stop_local_farm, FOXSUBMIT_MT_account)
