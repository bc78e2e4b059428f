"""What is under way in the panel beside the scene: signing in, an environment that is being edited, news."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class SignIn:
    """The page on which one signs in. It holds no key."""

    needed: bool = False
    """No account is known: nothing else can be shown."""
    busy: str = ""
    """A phrase for the action that is being tried."""
    ok: bool | None = None
    """Whether the last try went well; None before."""
    text: str = ""
    """How it went, one sentence."""
    platforms: tuple[tuple[str, str], ...] = ()
    """(number, name) of those that the tried account has."""
    keyring: bool | None = None
    """Whether keys go into the system's keyring; None while that is not known."""
    domain: str = ""
    """Initially the domain from the studio's settings; the same holds for the platform."""
    platform: str = ""
    done: int = 0
    """How often somebody signed in here."""


@dataclasses.dataclass(frozen=True)
class Notice:
    """A task ended, or cannot go on."""

    id: str
    """Unique while the panel is open."""
    text: str
    """One sentence."""
    tone: str
    """``ok``, ``warn`` or ``error``."""
    task_id: int
    leads_to: str = ""
    """What its button leads to: ``rest``, to render the rest after a test, or ``why``; ``budget``, to go on with one;
    ``release``, to start what waits for a task; empty for the task itself."""
    budget: str = ""
    """The id of the budget that it is about; empty for none."""
    kept: bool = False
    """Whether the journal has it, where it stays until it is settled or read."""


@dataclasses.dataclass(frozen=True)
class PluginRow:
    """One line of the environment editor: the application itself, or a plug-in."""

    name: str
    here: str
    """Its version in the scene; empty where the scene does not use it."""
    there: str
    """The chosen version on the farm; empty for none."""
    offered: tuple[str, ...]
    """Versions that the farm has with this version of the application."""
    verdict: str
    """A phrase."""
    tone: str
    """``ok``, ``warn``, ``error`` or ``text_2``."""
    application: bool = False


@dataclasses.dataclass(frozen=True)
class Draft:
    """An environment that is being edited."""

    original: str = ""
    """Its name on the farm; empty for a new one."""
    name: str = ""
    software: str = ""
    version: str = ""
    plugins: tuple[tuple[str, str], ...] = ()
    """(name, version)."""
    default: bool = False
    os_name: int = 1
    layer_type: int = 0
    """Mode of a Maya environment, as the open scene needs it: 0 for the older render layers, 1 for Render Setup."""
    rows: tuple[PluginRow, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    """Plug-ins that could be added, with the newest version of each."""
    versions: tuple[str, ...] = ()
    """The versions of the application."""
    changes: int = 0
    """How much of it is not saved."""
    busy: bool = False
    error: str = ""
    """Why it was not saved or deleted, one sentence."""
    note: str = ""
    """Sentences about the task for which it was opened."""
    advice: str = ""
    """Sentences about each difference between scene and environment, and the remedy."""
