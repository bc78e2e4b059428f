"""Does what this is made of load: libraries, Qt, Blender, the vendor's program? Each is tried in a child process."""

from __future__ import annotations

import importlib.util
import platform
from collections.abc import Iterator
from pathlib import Path

from ..application import bindings, has_display, loads_by
from ..core.common import load_check, loading
from ..core.common.check_result import BAD, GOOD, NOTE, CheckResult
from ..core.common.errors import FoxError, TransferFailed
from ..core.common.extras import pip_command, requirements
from ..core.common.i18n import _, together
from ..core.common.version import VERSION
from ..core.pictures.oiio import tool
from ..core.transfer.interpreter import own
from ..core.transfer.rayvision.program import find_program, start_program
from ..hosts.blender.programs.program import find_blender, how_to_get_one, start_blender
from .subject import Installation

PLAIN = ("requests", "urllib3", "jsonschema", "platformdirs", "rich")
FARM = ("starlette", "uvicorn", "h11")
NONE_LOADS = "QtBindingsNotFoundError"


def about_us() -> Iterator[CheckResult]:
    """Tell this program's version, where it lies, and the system it runs on."""
    place = Path(__file__).absolute().parents[1]
    yield CheckResult(GOOD, "foxsubmit", together(VERSION, f"Python {platform.python_version()}", platform.platform(),
                                                  str(place)))


def programs(asked: Installation) -> Iterator[CheckResult]:
    """Everything that is loaded or started."""
    try:
        yield from _programs(asked)
    except FoxError as error:  # a host that ships no Python of its own
        yield CheckResult(BAD, "Python", str(error), _("Install foxsubmit for a Python of this machine, too."))


def _programs(asked: Installation) -> Iterator[CheckResult]:
    wanted = PLAIN[:-1] if asked.in_host else PLAIN  # no host is given what only commands use
    loaded = loading.load(wanted, own(), seconds=asked.seconds)
    yield CheckResult(GOOD if loaded.good else BAD, _("libraries"), loaded.words,
                      "" if loaded.good else loaded.advice or _("Install foxsubmit again."))
    if not asked.in_host:
        yield qt(asked)
    yield blender(asked)
    yield transmitter(asked)
    yield keyring(asked)
    yield optional(asked, _("local farm"), FARM, "farm", _("without it no farm runs on this machine"))
    yield pictures(asked)
    yield optional(asked, "USD", ("pxr.Sdf",), "usd", _("without it USD layers are not looked into"))
    yield optional(asked, "7z", ("py7zr",), "7z", _("without it no scene of 3ds Max can be packed"))


def qt(asked: Installation) -> CheckResult:
    """Qt, with the plug-in for the screen that there is."""
    if not bindings():
        return CheckResult(NOTE, "Qt", _("it is not here: the panel needs it outside a host application"),
                           _install("qt"))
    screen = has_display()
    loaded = loading.load(["qtpy"], users=loads_by(), seconds=asked.seconds, screen=screen)
    if not loaded.good and NONE_LOADS in loaded.words:  # qtpy's words; the binding itself says why
        loaded = loading.load(bindings()[:1], users=loads_by(), seconds=asked.seconds, screen=screen)
    if not loaded.good:
        return CheckResult(BAD, "Qt", loaded.words, loaded.advice or _install("qt"))
    if screen:
        return CheckResult(GOOD, "Qt", loaded.words)
    return CheckResult(GOOD, "Qt", _(
        "{qt}: there is no display, so “foxsubmit panel” makes pictures only (--screenshot)").format(qt=loaded.words))


def blender(asked: Installation) -> CheckResult:
    """The Blender that reads scenes, and renders for the farm on this machine."""
    try:
        found = find_blender()
    except FoxError as error:
        return CheckResult(BAD, "Blender", str(error), _("Without the variable, one on PATH is taken."))
    if found is None:
        return CheckResult(NOTE, "Blender", _(
            "it is not here: the local farm and “foxsubmit submit SCENE.blend” need it"), how_to_get_one())
    loaded = start_blender(found, asked.seconds)
    if loaded.good:
        return CheckResult(GOOD, "Blender", f"{loaded.words}, {found.path}")
    return CheckResult(BAD, "Blender", _("{path} does not load: {reason}").format(path=found.path, reason=loaded.words),
                       loaded.advice or _("Set FOXSUBMIT_BLENDER to one that does."))


def transmitter(asked: Installation) -> CheckResult:
    """Only accounts of Fox Renderfarm need it."""
    what = "rayvision_transmitter"
    try:
        program = find_program(asked.settings.preferences()[0].transmitter)
        loaded = start_program(program, asked.seconds)
    except TransferFailed as error:
        return CheckResult(NOTE if asked.local else BAD, what, str(error), _("A farm on this machine needs none."))
    if loaded.good:
        return CheckResult(GOOD, what, f"{loaded.words}, {program}")
    return CheckResult(BAD, what, _("{path} does not start: {reason}").format(path=program, reason=loaded.words),
                       loaded.advice or _("Install rayvision-sync again."))


def keyring(asked: Installation) -> CheckResult:
    """Check the keyring; without one that works, keys are kept in a file."""
    if importlib.util.find_spec("keyring") is None:
        return CheckResult(NOTE, _("keyring"), _("it is not here: keys are kept in a file that only you can read"),
                           _install("keyring"))
    loaded = loading.load(["keyring"], own(), seconds=asked.seconds)
    if loaded.good:
        return CheckResult(GOOD, _("keyring"), loaded.words)
    reason = loaded.words.partition(". ")[0]
    words = _("none works, so keys are kept in a file that only you can read: {reason}").format(reason=reason)
    return CheckResult(NOTE, _("keyring"), words, _("Unlock or install one if they are to lie there."))


def pictures(asked: Installation) -> CheckResult:
    """The program that makes EXR and the like visible."""
    program = tool()
    if not program:
        return CheckResult(NOTE, "oiiotool", _("it is not here: without it EXR, HDR, TIFF and TGA are not shown"),
                           _run("pictures") or _("Put it on the PATH."))
    loaded = loading.judged(load_check.run([program, "--version"], asked.seconds), seconds=asked.seconds)
    return CheckResult(GOOD if loaded.good else BAD, "oiiotool", f"{loaded.words}, {program}",
                       "" if loaded.good else loaded.advice or _("Put one that starts on the PATH."))


def optional(asked: Installation, what: str, modules: tuple[str, ...], extra: str, without: str) -> CheckResult:
    """Packages of an extra; ``without``: what is the case where they are not here."""
    if any(importlib.util.find_spec(name.partition(".")[0]) is None for name in modules):
        return CheckResult(NOTE, what, _("it is not here: {what}").format(what=without), _install(extra))
    loaded = loading.load(modules, own(), seconds=asked.seconds)
    if loaded.good:
        return CheckResult(GOOD, what, loaded.words or _("it loads"))
    return CheckResult(BAD, what, loaded.words, loaded.advice or _install(extra))


def _install(extra: str) -> str:
    if requirements(extra):
        return _run(extra) or _("Install foxsubmit by pip, in a Python of your own, to have it.")
    return ""


def _run(extra: str) -> str:
    command = pip_command(extra)
    return _("Run: {command}").format(command=command) if command else ""
