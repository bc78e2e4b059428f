"""Every key of the panel: what it does, and where. The help page and the menus show them from here."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from qtpy.QtCore import Qt
from qtpy.QtGui import QKeyEvent, QKeySequence

from ...core.common.i18n import _

PANEL, UNITS, ASSETS, TRANSFERS, TASKS, FRAMES, LOG, VIEWER = (
    "panel", "units", "assets", "transfers", "tasks", "frames", "log", "viewer")
MODIFIERS = ((Qt.KeyboardModifier.ControlModifier, "Ctrl+"), (Qt.KeyboardModifier.AltModifier, "Alt+"),
             (Qt.KeyboardModifier.MetaModifier, "Meta+"), (Qt.KeyboardModifier.ShiftModifier, "Shift+"))


class Shortcut(NamedTuple):
    """An action, the keys that do it as QKeySequence writes them, and what it does in words."""

    name: str
    keys: tuple[str, ...]
    does: str


class Place(NamedTuple):
    """A part of the panel that has keys of its own while it has the focus."""

    name: str
    title: str
    shortcuts: tuple[Shortcut, ...]


def places() -> tuple[Place, ...]:
    """Return all there is, in the language of now."""
    return (
        Place(PANEL, _("Everywhere"), (
            Shortcut("submit", ("Ctrl+Return",), _("Submit, on the Submit tab")),
            Shortcut("submit_tab", ("Ctrl+1",), _("Go to Submit")),
            Shortcut("assets_tab", ("Ctrl+2",), _("Go to Assets")),
            Shortcut("transfers_tab", ("Ctrl+3",), _("Go to Transfers")),
            Shortcut("jobs_tab", ("Ctrl+4",), _("Go to Jobs")),
            Shortcut("refresh", ("F5",), _("Read the scene again, or look again")),
            Shortcut("find", ("Ctrl+F",), _("Find")),
            Shortcut("leave", ("Esc",), _("Leave a question, a page or a search")),
            Shortcut("help", ("F1", "?"), _("Show these keys")))),
        Place(UNITS, _("Render units"), (
            Shortcut("toggle", ("Space",), _("Select for rendering, or not")),)),
        Place(ASSETS, _("Assets"), (
            Shortcut("open", ("Right",), _("Open a folder, or go into it")),
            Shortcut("close", ("Left",), _("Close a folder, or go out of it")),
            Shortcut("exclude", ("Space", "Del"), _("Exclude or include files")),
            Shortcut("copy", ("Ctrl+C",), _("Copy paths")))),
        Place(TRANSFERS, _("Transfers"), (
            Shortcut("toggle", ("Space",), _("Pause or resume")),
            Shortcut("cancel", ("Del",), _("Cancel…")))),
        Place(TASKS, _("Tasks"), (
            Shortcut("start", ("Ctrl+Return",), _("Start")),
            Shortcut("stop", ("Ctrl+.",), _("Stop")),
            Shortcut("restart", ("Ctrl+R",), _("Restart failed frames")),
            Shortcut("fetch", ("Ctrl+D",), _("Fetch")),
            Shortcut("folder", ("Ctrl+O",), _("Open folder")),
            Shortcut("copy", ("Ctrl+C",), _("Copy ID")),
            Shortcut("delete", ("Del",), _("Delete…")))),
        Place(FRAMES, _("Frames"), (
            Shortcut("view", ("Space", "Return"), _("View")),
            Shortcut("log", ("Ctrl+L",), _("Show log")),
            Shortcut("restart", ("Ctrl+R",), _("Render again")),
            Shortcut("stop", ("Ctrl+.",), _("Stop")),
            Shortcut("fetch", ("Ctrl+D",), _("Fetch")),
            Shortcut("copy", ("Ctrl+C",), _("Copy frame numbers")),
            Shortcut("larger", ("+", "="), _("Larger pictures")),
            Shortcut("smaller", ("-",), _("Smaller pictures")))),
        Place(LOG, _("Log"), (
            Shortcut("next", ("F8",), _("Next error")),
            Shortcut("previous", ("Shift+F8",), _("Previous error")))),
        Place(VIEWER, _("Viewer"), _of_viewer()),
    )


def _of_viewer() -> tuple[Shortcut, ...]:
    return (
        Shortcut("play", ("Space",), _("Play or pause")),
        Shortcut("back", ("Left",), _("Previous frame")),
        Shortcut("forward", ("Right",), _("Next frame")),
        Shortcut("first", ("Home",), _("First frame")),
        Shortcut("last", ("End",), _("Last frame")),
        Shortcut("fit", ("F",), _("Fit the picture into the view")),
        Shortcut("whole", ("1",), _("Show it one to one")),
        Shortcut("full", ("F11",), _("Full screen, or back (Esc as well)")),
        Shortcut("copy", ("Ctrl+C",), _("Copy the picture")),
        Shortcut("wipe", ("W",), _("Wipe against another picture, on or off")),
        Shortcut("difference", ("D",), _("Difference from another picture, on or off")),
        Shortcut("wipe_left", ("Shift+Left",), _("Move the wipe to the left")),
        Shortcut("wipe_right", ("Shift+Right",), _("Move the wipe to the right")),
        Shortcut("larger", ("+", "="), _("Zoom in")),
        Shortcut("smaller", ("-",), _("Zoom out")),
        Shortcut("red", ("R",), _("Red only, or all channels")),
        Shortcut("green", ("G",), _("Green only, or all channels")),
        Shortcut("blue", ("B",), _("Blue only, or all channels")),
        Shortcut("alpha", ("A",), _("Alpha only, or all channels")),
        Shortcut("luminance", ("L",), _("Luminance only, or all channels")),
    )


@functools.cache
def keys_of(place: str) -> Mapping[str, str]:
    """Return the name of the action for each key of a place."""
    found = next(each for each in places() if each.name == place)
    return {QKeySequence(key).toString(): shortcut.name for shortcut in found.shortcuts for key in shortcut.keys}


def first_key(place: str, name: str) -> str:
    """Return the first key of an action, for a menu."""
    return next(key for key, known in keys_of(place).items() if known == name)


def name_of(place: str, event: QKeyEvent) -> str:
    """Return the name of the action that a key press asks for in a place; empty for none."""
    keys, (exact, unshifted) = keys_of(place), spelled(event)
    return keys.get(exact) or keys.get(unshifted) or ""


def spelled(event: QKeyEvent) -> tuple[str, str]:
    """Return how QKeySequence writes a key press, and how without Shift where the keyboard may need it for the sign.

    “?” and “+” need Shift on one keyboard and not on another, and so do the digits.
    """
    key = QKeySequence(event.key()).toString().replace("Enter", "Return")
    if not key:
        return "", ""
    held = [(modifier, text) for modifier, text in MODIFIERS if event.modifiers() & modifier]
    exact = "".join(text for _modifier, text in held) + key
    sign = len(key) == 1 and not key.isalpha()
    return exact, "".join(text for _modifier, text in held if text != "Shift+") + key if sign else exact


def shown(key: str) -> str:
    """Return a key as the keyboard of this system names it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
