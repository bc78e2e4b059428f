"""``foxsubmit install blender`` and ``uninstall blender``: by Blender's own command, or as an add-on before 4.2."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Callable

from ..core.common.atomic import remove_folder, replace
from ..core.common.errors import BadInput, FoxError
from ..core.common.exit_codes import ExitCode
from ..core.common.foreign import harmless
from ..core.common.i18n import _, listed
from ..core.common.system_errors import system_reason
from ..hosts.blender.programs.installed import Blender, addons_folder, found
from ..hosts.blender.programs.placed import MARK, NAME
from ..hosts.machine import Machine
from . import extension

REPOSITORY = "user_default"
REPOSITORY_FOLDER = "fox-blender"
"""The folder of a studio's share that its Blenders take the extension from."""


def install(options: argparse.Namespace) -> int:
    """``foxsubmit install blender``"""
    machine = Machine.here()
    if options.site:
        _place_repository(options.site / REPOSITORY_FOLDER, dry_run=options.dry_run)
        return ExitCode.DONE
    for blender in _wanted(options, machine):
        if blender.extensions:
            _install_extension(blender, dry_run=options.dry_run)
        else:
            _place_addon(addons_folder(machine, blender.version) / NAME, dry_run=options.dry_run)
            _say(_("Switch it on in Blender {version}: Edit > Preferences > Add-ons > Fox Renderfarm "
                   "Submitter.").format(version=blender.version))
    return ExitCode.DONE


def uninstall(options: argparse.Namespace) -> int:
    """``foxsubmit uninstall blender``"""
    machine = Machine.here()
    if options.site:
        ours = _remove_repository(options.site / REPOSITORY_FOLDER, dry_run=options.dry_run)
    else:
        here = _wanted(options, machine) if found(machine) else ()
        removed = [_remove(blender, machine, dry_run=options.dry_run) for blender in here]
        ours = any(removed)
    if not ours:
        _say(_("Nothing of ours is installed for {host}.").format(host=options.host))
    return ExitCode.DONE


def _remove(blender: Blender, machine: Machine, *, dry_run: bool) -> bool:
    """Have the extension or the add-on removed; False where there is nothing of ours."""
    if not blender.extensions:
        folder = addons_folder(machine, blender.version) / NAME
        return (folder / MARK).is_file() and _remove_folder(folder, dry_run=dry_run)
    if dry_run:
        _say(_("Would have Blender {version} remove {name}").format(version=blender.version, name=NAME))
    else:
        extension.Builder((blender.program.path, "--command", "extension")).run("remove", NAME)
        _say(_("Removed {name} from Blender {version}").format(version=blender.version, name=NAME))
    return True


def _wanted(options: argparse.Namespace, machine: Machine) -> tuple[Blender, ...]:
    """The Blenders on this machine that are meant."""
    here = found(machine)
    versions = getattr(options, "version", None) or []
    missing = [version for version in versions if version not in {each.version for each in here}]
    if not here:
        raise BadInput(_("Blender 3.3 or newer was not found on this machine: install the zip in Blender itself, or "
                         "put its folder on PATH."))
    if missing:
        raise BadInput(_("Blender {version} was not found on this machine; there is: {known}. Install the zip in "
                         "Blender itself, or put its folder on PATH.").format(
            version=missing[0], known=listed(each.version for each in here)))
    return tuple(each for each in here if not versions or each.version in versions)


def _install_extension(blender: Blender, *, dry_run: bool) -> None:
    if dry_run:
        _say(_("Would have Blender {version} install {name}").format(version=blender.version, name=NAME))
        return
    builder = extension.Builder((blender.program.path, "--command", "extension"))
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as folder:
        made = extension.build(Path(folder), builder=builder)
        said = builder.run("install-file", "--repo", REPOSITORY, "--enable", str(made))
    # It ends with 0 when it did not install, too: it says so.
    if "Installed" not in said:
        raise FoxError(_("Blender {version} did not install the extension: {reason}").format(
            version=blender.version, reason=(said.strip().splitlines() or [""])[-1]))
    _say(_("Blender {version} has installed {name}: Render > Submit to Fox").format(
        version=blender.version, name=NAME))


def _place_addon(folder: Path, *, dry_run: bool) -> None:
    if folder.exists() and not (folder / MARK).is_file():
        raise BadInput(_("{path} is there already and is not ours: move it away first.").format(path=folder))
    _say((_("Would write {path}") if dry_run else _("Wrote {path}")).format(path=folder))
    if dry_run:
        return
    _replace(folder, extension.place_legacy)


def _place_repository(folder: Path, *, dry_run: bool) -> None:
    if folder.exists() and not _is_repository(folder):
        raise BadInput(_("{path} is there already and is not ours: move it away first.").format(path=folder))
    if dry_run:
        _say(_("Would write {path}").format(path=folder))
        return
    _replace(folder, extension.build_repository)
    _say(_("Wrote {path}").format(path=folder))
    _say(_("Name {index} in Blender: Edit > Preferences > Get Extensions > Repositories. For Blender 3.3 to 4.1 there "
           "is an add-on in {folder}.").format(index=folder / extension.INDEX, folder=folder / extension.LEGACY))


def _remove_repository(folder: Path, *, dry_run: bool) -> bool:
    """Remove a repository; False where there is none of ours."""
    return _is_repository(folder) and _remove_folder(folder, dry_run=dry_run)


def _remove_folder(folder: Path, *, dry_run: bool) -> bool:
    if not dry_run:
        remove_folder(folder)
    _say((_("Would remove {path}") if dry_run else _("Removed {path}")).format(path=folder))
    return True


def _is_repository(folder: Path) -> bool:
    return (folder / extension.INDEX).is_file() and any(folder.glob(f"{NAME}-*.zip"))


def _replace(folder: Path, make: Callable[[Path], object]) -> None:
    """Have ``make`` fill a folder, and put that into the place of ``folder`` once it is whole.

    Raises:
        FoxError: it cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".foxsubmit-", dir=folder.parent) as name:
            fresh = Path(name) / NAME
            make(fresh)
            if folder.exists():
                replace(folder, Path(name) / "old")
            replace(fresh, folder)
    except OSError as error:
        raise FoxError(_("{folder} cannot be written: {reason}.").format(
            folder=folder, reason=system_reason(error))) from error


def _say(text: str) -> None:
    print(harmless(text))  # noqa: T201
