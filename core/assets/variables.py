"""Variables of a machine in the paths that a scene writes: the farm's nodes have other ones, or none."""

from __future__ import annotations

from collections.abc import Collection

from ..model.path_rules import VARIABLE

HOME = "~"
"""The sign for the home folder at the beginning of a path."""


def variables_in(text: str, own: Collection[str] = ()) -> tuple[str, ...]:
    """The names of the variables in a path, and ``~`` for the home folder; without those that the host sets itself.

    ``$NAME``, ``${NAME}`` and ``%NAME%`` are variables.
    """
    home = (HOME,) if text.startswith(("~/", "~\\")) else ()
    if "$" not in text and "%" not in text:  # as nearly all of very many paths
        return home
    found = dict.fromkeys([braced or plain or percent for braced, plain, percent in VARIABLE.findall(text)])
    return (*home, *[name for name in found if name not in own])


def begins_with_variable(path: str) -> bool:
    """Whether a path begins at the folder that a variable stands for."""
    match = VARIABLE.match(path)
    return match is not None and path[match.end():match.end() + 1] in ("/", "\\")


def is_variable(text: str) -> bool:
    """Whether a text is a variable and nothing else."""
    return VARIABLE.fullmatch(text) is not None


def spelled(name: str) -> str:
    """A variable as a sentence names it."""
    return name if name == HOME else f"${name}"
