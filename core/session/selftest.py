"""Every call that a host must answer, made once on the open scene and timed: "Check this installation".

The report holds no account, no key and no path below the user's folder in clear: it is meant to be sent.
"""

from __future__ import annotations

import dataclasses
import json
import platform
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Callable

from ..common.atomic import write_text
from ..common.check_result import BAD, CheckResult
from ..common.i18n import _, listed
from ..common.version import VERSION
from ..model.host import Asset, Host, Remembers, Scene, Selects
from ..plan.hosts import traits_of

LONGEST = 0.03  # seconds that a host's main thread may be held
MOST_ASSETS = 100_000


@dataclasses.dataclass(frozen=True)
class CallResult:
    """One call."""

    name: str
    good: bool
    seconds: float
    """Duration of its longest step on the main thread."""
    words: str
    """A summary of its result, or why it failed."""

    @property
    def slow(self) -> bool:
        """Whether an artist would feel it."""
        return self.seconds > LONGEST


@dataclasses.dataclass(frozen=True)
class Report:
    """The result of a self-test."""

    host: str
    tried: tuple[CallResult, ...]
    installation: tuple[CheckResult, ...] = ()

    @property
    def good(self) -> bool:
        """Whether every call did what it should, and everything is here."""
        return all(each.good for each in self.tried) and not any(each.mark == BAD for each in self.installation)

    def with_installation(self, found: Iterable[CheckResult]) -> Report:
        """Return the report with the checks of the installation added."""
        return dataclasses.replace(self, installation=tuple(
            dataclasses.replace(each, words=_private(each.words), advice=_private(each.advice)) for each in found))

    def text(self) -> str:
        """Return the report as people read it, one line a call."""
        lines = [_("foxsubmit {version} in {host}, Python {python}, {system}").format(
            version=VERSION, host=self.host, python=platform.python_version(), system=platform.platform())]
        for each in self.tried:
            mark = _("failed") if not each.good else _("slow") if each.slow else _("ok")
            lines.append(f"{mark:<7} {each.seconds * 1000:7.1f} ms  {each.name}: {each.words}")
        lines += [each.line() for each in self.installation]
        return "\n".join(lines) + "\n"

    def save(self, path: Path) -> None:
        """Write it as JSON, to be sent."""
        write_text(path, json.dumps({
            "version": VERSION, "host": self.host, "python": sys.version, "system": platform.platform(),
            "tried": [dataclasses.asdict(each) for each in self.tried],
            "installation": [dataclasses.asdict(each) for each in self.installation]}, indent=1))


def check(host: Host, extra: tuple[tuple[str, Callable[[], object]], ...] = ()) -> Report:
    """Call everything once. Nothing of the scene is changed or saved. Main thread.

    ``extra``: (name, call) of what only this host has; a call fails by raising.
    """
    scenes: list[Scene] = []
    tried = [
        _try("scene", lambda: _scene(host, scenes)),
        _assets(host),
        *([_try("recall", lambda: _recall(host))] if isinstance(host, Remembers) else []),
        _try("scene again", lambda: _same(host, scenes)),
        _try("parent", lambda: type(host.parent()).__name__),
    ]
    if isinstance(host, Selects):
        tried.append(_try("select", lambda: _select(host)))
    tried += [_try(name, call) for name, call in extra]
    return Report(host.name, tuple(tried))


def _try(name: str, call: Callable[[], object]) -> CallResult:
    started = time.perf_counter()
    try:
        words, good = str(call()), True
    except Exception as error:
        words, good = f"{type(error).__name__}: {error}", False
    return CallResult(name, good, time.perf_counter() - started, _private(words))


def _scene(host: Host, scenes: list[Scene]) -> str:
    scene = host.scene()
    scenes.append(scene)
    plugins = listed(f"{name} {version}" for name, version in scene.plugins.items()) or "–"
    said = _("version {version}, {units} render units, {cameras} cameras, plug-ins {plugins}, {saved}")
    return traits_of(host.name).say(said).format(
        version=scene.version, units=len(scene.units), cameras=len(scene.cameras), plugins=plugins,
        saved=_("changed since it was saved") if scene.unsaved else _("saved"))


def _recall(host: Remembers) -> str:
    """Only whether there is any: paths and names stand in it."""
    return _("choices are kept with the scene") if host.recall() else _("no choices are kept with the scene")


def _select(host: Selects) -> str:
    """Nothing, so that nothing changes."""
    host.select(())
    return _("nothing selected, nothing changed")


def _same(host: Host, scenes: list[Scene]) -> str:
    """Looking must change nothing: neither what there is, nor whether it is saved."""
    if scenes and host.scene() != scenes[0]:
        raise ValueError(_("looking at the scene changed it"))
    return _("unchanged by looking")


def _assets(host: Host) -> CallResult:
    """Walk through, and time each step by itself."""
    found, longest = 0, 0.0
    kinds: dict[str, int] = {}
    steps: Iterator[Asset | None] = iter(())
    try:
        steps = host.assets()
        while found < MOST_ASSETS:
            started = time.perf_counter()
            asset: Any = next(steps, StopIteration)
            longest = max(longest, time.perf_counter() - started)
            if asset is StopIteration:
                break
            if asset is not None:
                found += 1
                kinds[asset.kind] = kinds.get(asset.kind, 0) + 1
    except Exception as error:
        return CallResult("assets", False, longest, _private(f"{type(error).__name__}: {error}"))
    words = listed(f"{number} {kind}" for kind, number in sorted(kinds.items())) or "–"
    return CallResult("assets", True, longest, words)


def _private(text: str) -> str:
    """Replace the user's own folder, whose name is often a person's, by ``~``."""
    return text.replace(str(Path.home()), "~")
