"""``foxsubmit install`` and ``uninstall``: tell a host application where we are, and take it back."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from ..core.common.atomic import remove, write_text
from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.foreign import harmless
from ..core.common.i18n import _, listed
from ..core.common.system_errors import system_reason
from ..core.settings.settings import Settings
from ..hosts.installers import Description, describe, described
from ..hosts.machine import Installed, Machine, Target
from . import bundle, shared

FOLDER = "fox-bundle"
MARK = "fox"
"""A word that every file of ours contains."""


def install(options: argparse.Namespace) -> int:
    """``foxsubmit install HOST``"""
    machine, description = Machine.here(), describe(options.host)
    versions = _versions(options, description, machine)
    folder = _bundle_folder(options.site)
    targets = description.targets(machine, folder, versions, options.site)
    for target in targets:
        _refuse_foreign(target)
    if options.dry_run:
        _say(_("Would write {path}").format(path=folder))
    else:
        made = (shared.make(folder, _bundle_files(), switch=not options.beside) if options.site
                else bundle.make(folder, _bundle_files()))
        _say((_("Wrote {path}") if made else _("Unchanged: {path}")).format(path=folder))
        if options.site:
            _say(_told(folder))
    for target in targets:
        _write(target, dry_run=options.dry_run)
        if target.hint:
            _say(target.hint)
    if not options.dry_run:
        _say(_("Start {host} {versions} again: the menu {menu} is there.").format(
            host=options.host, versions=listed(versions), menu=description.MENU))
    return ExitCode.DONE


def uninstall(options: argparse.Namespace) -> int:
    """``foxsubmit uninstall HOST``"""
    machine, folder = Machine.here(), _bundle_folder(options.site)
    ours = _present(options.host, machine, folder, options.site)
    for path, own_folder in ours.items():
        if not options.dry_run:
            remove(path)
            _remove_empty(path.parent, own_folder)
        _say((_("Would remove {path}") if options.dry_run else _("Removed {path}")).format(path=path))
    others = [host for host in described() if host != options.host]
    if not any(_present(host, machine, folder, options.site) for host in others) and folder.is_dir():
        if not options.dry_run:
            bundle.remove(folder)
        _say((_("Would remove {path}") if options.dry_run else _("Removed {path}")).format(path=folder))
    if not ours:
        _say(_("Nothing of ours is installed for {host}.").format(host=options.host))
    return ExitCode.DONE


def state(machine: Machine, site: Path | None = None) -> list[tuple[str, tuple[Installed, ...], tuple[Path, ...]]]:
    """Return each host with its versions on this machine and the folders of ours that exist."""
    folder = _bundle_folder(site)
    return [(host, describe(host).found(machine), tuple(_present(host, machine, folder, site)))
            for host in described()]


def _versions(options: argparse.Namespace, description: Description, machine: Machine) -> tuple[str, ...]:
    known = description.VERSIONS
    if options.version:
        unknown = [version for version in options.version if version not in known]
        if unknown:
            raise BadInput(_("{host} {version} is not supported: {known} are.").format(
                host=options.host, version=unknown[0], known=listed(known)))
        return tuple(dict.fromkeys(options.version))
    if options.site:
        return known
    found = tuple(each.version for each in description.found(machine) if each.version in known)
    if not found:
        raise BadInput(_("No supported version of {host} was found on this machine: name one with --version "
                         "({known}).").format(host=options.host, known=listed(known)))
    return found


def _bundle_folder(site: Path | None) -> Path:
    """Where the package lies for the hosts: beside what is written on a share, else with the user's data."""
    return (site or Settings().home) / FOLDER


def _told(folder: Path) -> str:
    """Say which version of a share is used, and how another one is."""
    used, others = shared.current(folder), shared.others(folder)
    if not others:
        return _("{path} names the version that is used: {version}.").format(path=folder / shared.CURRENT, version=used)
    return _("{path} names the version that is used: {version}. There are {others}, too: to use another one, write it "
             "into that file.").format(path=folder / shared.CURRENT, version=used, others=listed(others))


def _bundle_files() -> dict[str, str]:
    """Every host's part: one bundle serves them all."""
    return {f"{host}/{path}": text for host in described() for path, text in describe(host).files().items()}


def _present(host: str, machine: Machine, folder: Path, site: Path | None) -> dict[Path, Path | None]:
    """The files of ours that are there, of every version, each with the folder of ours that it lies in, if any."""
    description = describe(host)
    targets = description.targets(machine, folder, description.VERSIONS, site)
    return {path: target.folder if target.own_folder else None
            for target in targets for path in target.paths if _is_ours(path)}


def _is_ours(path: Path) -> bool:
    try:
        return MARK in path.read_text(encoding="utf-8").lower()
    except (OSError, ValueError):
        return False


def _refuse_foreign(target: Target) -> None:
    for path in target.paths:
        if path.exists() and not _is_ours(path):
            raise BadInput(_("{path} is there already and is not ours: move it away first.").format(path=path))


def _write(target: Target, *, dry_run: bool) -> None:
    for path, text in zip(target.paths, target.files.values()):
        if _text(path) == text:
            _say(_("Unchanged: {path}").format(path=path))
            continue
        if not dry_run:
            try:
                write_text(path, text)
            except OSError as error:
                raise FoxError(_("{path} cannot be written: {reason}.").format(
                    path=path, reason=system_reason(error))) from error
        _say((_("Would write {path}") if dry_run else _("Wrote {path}")).format(path=path))


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def _remove_empty(folder: Path, own: Path | None) -> None:
    """The folders that only our files needed, from ``folder`` up to ``own``."""
    while own is not None and (folder == own or own in folder.parents):
        with contextlib.suppress(OSError):
            folder.rmdir()  # refuses one that is not empty
        folder = folder.parent


def _say(text: str) -> None:
    print(harmless(text))  # noqa: T201
