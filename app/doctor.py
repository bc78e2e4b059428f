"""``foxsubmit doctor``: is everything here that this needs, and who will find it?"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import platform
from collections.abc import Iterator

from .core.common.errors import BadInput, FoxError
from .core.common.exit_codes import ExitCode
from .core.common.i18n import _, count
from .core.common.lock import Lock
from .core.common.version import VERSION
from .core.plan.blender import TRAITS as BLENDER
from .core.plan.hosts import traits_of
from .core.session.selftest import check
from .core.settings.settings import Settings
from .core.transfer.journal.journal import Journal
from .core.transfer.start import agent_missing
from .hosts.blender.programs.installed import found as found_blenders
from .hosts.blender.programs.placed import Placed, placed
from .hosts.blender.programs.program import find_blender
from .hosts.machine import Machine
from .hosts.scenes import read_scene
from .installing import state
from .output import write_json

GOOD, BAD, NOTE = "ok", "failed", "note"
"""How each line begins; behind it what was looked at, and a sentence."""


def doctor(options: argparse.Namespace) -> int:
    """``foxsubmit doctor``"""
    settings = Settings(options.home)
    found = [*_about_us(), *_home(settings), *_farm(settings, options.account), *_programs(), *_hosts(),
             *_extensions(Machine.here())]
    if options.scene:
        report = check(read_scene(options.scene))
        found += [(GOOD if each.good else BAD, each.name, each.words) for each in report.tried]
    failed = any(state == BAD for state, _what, _words in found)
    if options.json:
        write_json([dict(zip(("state", "what", "words"), each)) for each in found])
    else:
        for each, what, words in found:
            print(f"{each:<7} {what}: {words}")  # noqa: T201
    return ExitCode.FAILED if failed else ExitCode.DONE


def _about_us() -> Iterator[tuple[str, str, str]]:
    yield GOOD, "foxsubmit", f"{VERSION}, Python {platform.python_version()}, {platform.platform()}"
    for name in ("requests", "jsonschema", "platformdirs", "qtpy"):
        yield _package(name, BAD, _("is missing: install foxsubmit again with pip."))
    bindings = [name for name in ("PySide6", "PySide2") if importlib.util.find_spec(name)]
    yield (GOOD if bindings else NOTE, "Qt", ", ".join(bindings) or _(
        "none: the panel needs it outside a host application, pip install \"foxsubmit[qt]\"."))


def _package(name: str, otherwise: str, words: str) -> tuple[str, str, str]:
    try:
        return GOOD, name, importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return otherwise, name, words


def _home(settings: Settings) -> Iterator[tuple[str, str, str]]:
    try:
        settings.open_home()
    except BadInput as error:
        yield BAD, _("home folder"), str(error)
        return
    yield GOOD, _("home folder"), str(settings.home)
    try:
        journal = Journal(settings.journal)
        transfers = journal.transfers()
        journal.close()
    except FoxError as error:
        yield BAD, _("journal"), str(error)
        return
    going = count("{n} transfer under way", "{n} transfers under way", sum(each.under_way for each in transfers))
    if agent_missing(settings, transfers):
        yield NOTE, _("journal"), _("{going}, and no agent runs: “foxsubmit transfers” starts one").format(going=going)
        return
    agent = _("an agent is at work") if Lock(settings.agent_lock).held() else _("no agent runs, none is needed")
    yield GOOD, _("journal"), f"{going}, {agent}"


def _farm(settings: Settings, account: str | None) -> Iterator[tuple[str, str, str]]:
    """Whether the account's farm answers; without an account there is nothing wrong yet."""
    what = _("farm")
    try:
        api = settings.credentials(account or settings.account()).api()
        profile = api.user.query_user_profile()
        yield GOOD, what, _("{domain} answers and knows {name}").format(
            domain=api.client.domain, name=profile.get("userName") or "–")
    except FoxError as error:
        yield NOTE, what, str(error)


def _programs() -> Iterator[tuple[str, str, str]]:
    try:
        blender = find_blender()
    except FoxError as error:
        yield BAD, "Blender", str(error)
        return
    yield (GOOD if blender else NOTE, "Blender", f"{blender.version}" if blender else _(
        "none: the local farm and “foxsubmit submit SCENE.blend” need one, pip install \"foxsubmit[blender]\" or set "
        "FOXSUBMIT_BLENDER."))


def _hosts() -> Iterator[tuple[str, str, str]]:
    for host, versions, files in state(Machine.here()):
        name = traits_of(host).software
        if not versions and not files:
            continue
        words = _("found: {versions}").format(versions=", ".join(each.version for each in versions) or "–")
        if files:
            yield GOOD, name, f"{words}; {', '.join(map(str, files))}"
        else:
            yield NOTE, name, _("{found}; not installed there: foxsubmit install {host}").format(found=words, host=host)


def _extensions(machine: Machine) -> Iterator[tuple[str, str, str]]:
    """Blender's own are in the user's folders of each version."""
    here = placed(machine)
    for each in here:
        good = each.version == VERSION and each.enabled is not False
        yield GOOD if good else NOTE, f"Blender {each.blender}".strip(), _placed_words(each)
    without = [each.version for each in found_blenders(machine)
               if each.version not in {one.blender for one in here} and all(one.blender for one in here)]
    if without:
        yield NOTE, "Blender", _("{found}; not installed there: foxsubmit install {host}").format(
            found=_("found: {versions}").format(versions=", ".join(without)), host=BLENDER.name)


def _placed_words(each: Placed) -> str:
    """The version, whether it is the one that runs here, whether it is switched on; where it lies."""
    states = {True: _("switched on"), False: _("switched off: Edit > Preferences > Add-ons"),
              None: _("Blender's saved preferences do not say whether it is switched on")}
    other = "" if each.version == VERSION else _(", but this is {version}: foxsubmit install blender").format(
        version=VERSION)
    return f"foxsubmit {each.version or '–'}{other}; {states[each.enabled]}; {each.folder}"
