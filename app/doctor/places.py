"""Can what is written be written, is there room for it, and does somebody send what waits?"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePath, PureWindowsPath

from ..core.common.check_result import BAD, GOOD, NOTE, CheckResult
from ..core.common.disk import try_folder, unusable
from ..core.common.errors import BadInput, FoxError
from ..core.common.i18n import _, aside, count, listed, sentences
from ..core.common.lock import Lock
from ..core.hooks.runner import functions_of
from ..core.model import format
from ..core.model.format import size
from ..core.settings.settings import Settings
from ..core.settings.studio import VARIABLE as STUDIO
from ..core.transfer.hooks.house import house_of
from ..core.transfer.journal.journal import Journal
from ..core.transfer.journal.network_disk import network_disk
from ..core.transfer.login.login import state
from ..core.transfer.start import agent_is_silent, agent_missing
from .subject import Installation

LEAST, LITTLE = 100_000_000, 2_000_000_000
"""Bytes of free disk: with less it cannot work; with less it soon will not."""


def places(asked: Installation) -> Iterator[CheckResult]:
    """Home, settings, journal, agent, output folder."""
    settings = asked.settings
    try:
        settings.open_home()
    except BadInput as error:
        yield CheckResult(BAD, _("home folder"), str(error), _("All that is remembered lies there."))
        return
    yield CheckResult(GOOD, _("home folder"), str(settings.home))
    yield _room(settings.home)
    yield from _journal(settings)
    yield from _settings(settings)
    yield from _output(asked)


def _there(folder: Path) -> Path:
    """The folder, or what there is of the way to it."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _room(folder: Path) -> CheckResult:
    free = shutil.disk_usage(_there(folder)).free
    words = _("{size} free in {folder}").format(size=size(free), folder=folder)
    if free < LITTLE:
        return CheckResult(BAD if free < LEAST else NOTE, _("disk"), words, _("Make room there."))
    return CheckResult(GOOD, _("disk"), words)


def _journal(settings: Settings) -> Iterator[CheckResult]:
    try:
        with contextlib.closing(Journal(settings.journal)) as journal:
            journal.sound()
        with contextlib.closing(Journal(settings.journal)) as journal:  # which restores one that is not
            notice, transfers = journal.notice(), journal.transfers_not_over()
    except FoxError as error:
        yield CheckResult(BAD, _("journal"), str(error))
        return
    if notice:
        yield CheckResult(NOTE, _("journal"), notice)
    kind = network_disk(settings.home)
    if kind:
        yield CheckResult(NOTE, _("journal"), _("it lies on a network disk ({kind})").format(kind=kind),
                          _("There it is slower, and only one machine may use it: name a home on a disk of this "
                            "machine with FOXSUBMIT_HOME."))
    elif roams(settings.home, os.environ.get("APPDATA", "")):
        yield CheckResult(NOTE, _("journal"), _("it lies in a part of the profile that Windows copies to each machine"),
                          _("What is under way would go on twice: name a home on a disk of this machine with "
                            "FOXSUBMIT_HOME."))
    yield CheckResult(GOOD, _("journal"), count(
        "{n} transfer under way", "{n} transfers under way", sum(each.under_way for each in transfers)))
    if agent_missing(settings, transfers):
        yield CheckResult(BAD, _("agent"), _("something is under way, and no agent runs that sends it"),
                          _("“foxsubmit transfers” starts one."))
    elif agent_is_silent(settings):
        yield CheckResult(NOTE, _("agent"), _("it is stopped and does nothing"),
                          _("“foxsubmit transfers” replaces it."))
    else:
        running = Lock(settings.agent_lock).held()
        yield CheckResult(GOOD, _("agent"), _("it is at work") if running else _("none runs, and none is needed"))
    yield from _login(settings)


def roams(home: PurePath, appdata: str) -> bool:
    """Whether a home lies where Windows keeps what follows its user from machine to machine."""
    return bool(appdata) and PureWindowsPath(home).is_relative_to(PureWindowsPath(appdata))


def _login(settings: Settings) -> Iterator[CheckResult]:
    try:
        login = state(settings)
    except FoxError as error:
        yield CheckResult(NOTE, _("start at login"), str(error))
        return
    if login.gone:
        yield CheckResult(BAD, _("start at login"), _("{path} is gone, which it starts").format(path=login.gone),
                          _("“foxsubmit agent login on” mends it."))
    elif login.on:
        yield CheckResult(GOOD, _("start at login"), login.place)


def _settings(settings: Settings) -> Iterator[CheckResult]:
    studio, (_preferences, trouble) = settings.studio(), settings.preferences()
    place = settings.studio_file
    if studio.trouble:
        yield CheckResult(BAD, _("studio's file"), studio.trouble,
                          _("The variable {variable} names it.").format(variable=STUDIO)
                          if os.environ.get(STUDIO) else _("“foxsubmit studio forget” leaves it."))
    elif place:
        yield CheckResult(GOOD, _("studio's file"), str(place))
    if studio.hooks:
        yield _hooks(settings)
    if studio.inventory and not Path(studio.inventory).is_dir():
        yield CheckResult(NOTE, _("inventory"), _("{folder} is not there, so no start is noted").format(
            folder=studio.inventory), _("Mount it, or take it out of the studio's file."))
    if trouble and trouble != studio.trouble:
        yield CheckResult(BAD, _("settings"), trouble, _("Set them again in “foxsubmit panel”."))


def _hooks(settings: Settings) -> CheckResult:
    found = functions_of(house_of(settings))
    if found.troubles:
        return CheckResult(BAD, _("studio's hooks"), sentences(*found.troubles))
    return CheckResult(GOOD, _("studio's hooks"), listed(
        aside(file, listed(names)) for file, names in found.files.items()) or format.NOTHING)


def _output(asked: Installation) -> Iterator[CheckResult]:
    """The folder for results: the one that is set, else the one beside the scene that is checked."""
    folder = asked.settings.first_choices().output_folder
    if folder:
        path = Path(folder)
    elif asked.scene:
        path = asked.scene.absolute().parent
    else:
        yield CheckResult(GOOD, _("output folder"), _("beside each scene"))
        return
    try:
        try_folder(_there(path))
    except OSError as error:
        yield CheckResult(BAD, _("output folder"), unusable(error, path),
                          _("Choose another in the settings of “foxsubmit panel”, or with --output."))
        return
    yield CheckResult(GOOD, _("output folder"), str(path))
    yield _room(path)
