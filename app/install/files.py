"""``foxsubmit install`` and ``uninstall``: tell a host application where we are, and take it back."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..core.common.atomic import remove, write_text
from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.foreign import harmless
from ..core.common.i18n import _, listed
from ..core.common.system_errors import system_reason
from ..core.settings.settings import Settings
from ..hosts.installers import Description, describe, described
from ..hosts.machine import Machine, Target
from . import bundle, shared
from .copies import copies, refuse_another

FOLDER = "fox-bundle"
MARK = "fox"
"""A word that every file of ours contains."""


def install(options: argparse.Namespace) -> int:
    """``foxsubmit install HOST``"""
    versions = _versions(options, describe(options.host), Machine.here())
    for line in installing(options.host, versions, options.site, switch=not options.beside, dry_run=options.dry_run):
        _say(line)
    return ExitCode.DONE


def installing(host: str, versions: Sequence[str], site: Path | None = None, *, switch: bool = True,
               dry_run: bool = False) -> Iterator[str]:
    """Have versions of a host find us; what is done, line by line, as it is done.

    ``switch``: whether a share uses this version from then on.

    Raises:
        BadInput: a file of somebody else's is in the way, or the host finds another version of ours.
        FoxError: the libraries could not be had, or something not be written.
    """
    machine, description, folder = Machine.here(), describe(host), _bundle_folder(site)
    targets = description.targets(machine, folder, versions, site)
    for target in targets:
        _refuse_foreign(target)
    if not site:
        refuse_another(machine, host, folder, {path for target in targets for path in target.paths})
    if dry_run:
        yield _("Would write {path}").format(path=folder)
    else:
        made = shared.make(folder, bundle_files(), switch=switch) if site else bundle.make(folder, bundle_files())
        yield (_("Wrote {path}") if made else _("Unchanged: {path}")).format(path=folder)
        if site:
            yield _told(folder)
    for target in targets:
        yield from _write(target, dry_run=dry_run)
        if target.hint:
            yield target.hint
    if not dry_run:
        yield _("Start {host} {versions} again: the menu {menu} is there.").format(
            host=host, versions=listed(versions), menu=description.MENU)


def uninstall(options: argparse.Namespace) -> int:
    """``foxsubmit uninstall HOST``"""
    for line in uninstalling(options.host, options.site, dry_run=options.dry_run):
        _say(line)
    return ExitCode.DONE


def uninstalling(host: str, site: Path | None = None, *, dry_run: bool = False) -> Iterator[str]:
    """Take back what `installing` wrote; what is done, line by line, as it is done."""
    machine, folder = Machine.here(), _bundle_folder(site)
    ours = _present(host, machine, folder, site)
    for each in () if site else copies(machine, host):
        if each.file in ours and each.unpacked:
            if not dry_run:
                bundle.remove(each.folder)
            yield (_("Would remove {path}") if dry_run else _("Removed {path}")).format(path=each.folder)
    for path, own_folder in ours.items():
        if not dry_run:
            remove(path)
            _remove_empty(path.parent, own_folder)
        yield (_("Would remove {path}") if dry_run else _("Removed {path}")).format(path=path)
    others = [each for each in described() if each != host]
    if not any(_present(each, machine, folder, site) for each in others) and folder.is_dir():
        if not dry_run:
            bundle.remove(folder)
        yield (_("Would remove {path}") if dry_run else _("Removed {path}")).format(path=folder)
    if not ours:
        yield _("Nothing of ours is installed for {host}.").format(host=host)


def installed_version(host: str) -> str:
    """The version that was installed or unpacked for this user; empty where none was."""
    machine = Machine.here()
    ours = _present(host, machine, _bundle_folder(None), None)
    return next((each.version for each in copies(machine, host) if each.file in ours), "")


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


def bundle_files() -> dict[str, str]:
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


def _write(target: Target, *, dry_run: bool) -> Iterator[str]:
    for path, text in zip(target.paths, target.files.values()):
        if _text(path) == text:
            yield _("Unchanged: {path}").format(path=path)
            continue
        if not dry_run:
            try:
                write_text(path, text)
            except OSError as error:
                raise FoxError(_("{path} cannot be written: {reason}.").format(
                    path=path, reason=system_reason(error))) from error
        yield (_("Would write {path}") if dry_run else _("Wrote {path}")).format(path=path)


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
