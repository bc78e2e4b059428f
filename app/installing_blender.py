"""``foxsubmit install blender`` and ``uninstall blender``: by Blender's own command, or as an add-on before 4.2."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from . import extension
from .core.common.errors import BadInput, FoxError
from .core.common.exit_codes import ExitCode
from .core.common.i18n import _
from .core.common.system_errors import system_reason
from .hosts.blender.programs.installed import Blender, addons_folder, found
from .hosts.blender.programs.placed import MARK, NAME
from .hosts.machine import Machine

REPOSITORY = "user_default"


def install(options: argparse.Namespace) -> int:
    """``foxsubmit install blender``"""
    machine = Machine.here()
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
    ours = False
    for blender in _wanted(options, machine) if options.site or found(machine) else ():
        folder = addons_folder(machine, blender.version) / NAME
        ours |= blender.extensions or (folder / MARK).is_file()
        if blender.extensions:
            if options.dry_run:
                _say(_("Would have Blender {version} remove {name}").format(version=blender.version, name=NAME))
            else:
                extension.Builder((blender.program.path, "--command", "extension")).run("remove", NAME)
                _say(_("Removed {name} from Blender {version}").format(version=blender.version, name=NAME))
        elif (folder / MARK).is_file():
            _say((_("Would remove {path}") if options.dry_run else _("Removed {path}")).format(path=folder))
            if not options.dry_run:
                shutil.rmtree(folder)
    if not ours:
        _say(_("Nothing of ours is installed for {host}.").format(host=options.host))
    return ExitCode.DONE


def _wanted(options: argparse.Namespace, machine: Machine) -> tuple[Blender, ...]:
    """The Blenders on this machine that are meant."""
    if options.site:
        raise BadInput(_("A studio gives its Blenders a repository: make one with “python -m foxsubmit.extension --out "
                         "FOLDER”, and name its index.json in Preferences > Get Extensions > Repositories."))
    here = found(machine)
    versions = getattr(options, "version", None) or []
    missing = [version for version in versions if version not in {each.version for each in here}]
    if not here:
        raise BadInput(_("Blender 3.3 or newer was not found on this machine: install the zip in Blender itself, or "
                         "put its folder on PATH."))
    if missing:
        raise BadInput(_("Blender {version} was not found on this machine; there is: {known}. Install the zip in "
                         "Blender itself, or put its folder on PATH.").format(
            version=missing[0], known=", ".join(each.version for each in here)))
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
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".foxsubmit-", dir=folder.parent) as name:
            fresh = Path(name) / NAME
            extension.place_legacy(fresh)
            if folder.exists():
                folder.replace(Path(name) / "old")
            fresh.replace(folder)
    except OSError as error:
        raise FoxError(_("{folder} cannot be written: {reason}.").format(
            folder=folder, reason=system_reason(error))) from error


def _say(text: str) -> None:
    print(text)  # noqa: T201
