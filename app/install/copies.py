"""Which versions of ours a host application finds, and where: two at once are refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from pathlib import Path

from ..core.common.errors import BadInput
from ..core.common.i18n import _, listed
from ..core.common.version import VERSION
from ..core.plan.hosts import traits_of
from ..hosts.installers import describe
from ..hosts.machine import Machine
from . import bundle, shared


@dataclasses.dataclass(frozen=True)
class Copy:
    """One that a host finds."""

    file: Path
    """The file by which it is found."""
    folder: Path
    """Its bundle."""
    version: str
    """Its version; empty where the file leads nowhere."""

    @property
    def unpacked(self) -> bool:
        """Whether its bundle came with the file, out of an archive that somebody unpacked there."""
        return self.file.parent in self.folder.parents

    def words(self) -> str:
        """Say which it is, and where."""
        return _("foxsubmit {version} by {path}").format(version=self.version or "–", path=self.file)


def copies(machine: Machine, host: str) -> tuple[Copy, ...]:
    """The copies that a host on this machine finds, this user's first."""
    return tuple(Copy(file, folder, shared.current(folder) or bundle.version(folder))
                 for file, folder in describe(host).copies(machine).items())


def differ(found: Iterable[Copy]) -> bool:
    """Whether there are two versions among them."""
    return len({each.version for each in found if each.version}) > 1


def refuse_another(machine: Machine, host: str, folder: Path, files: Collection[Path]) -> None:
    """Refuse where a host would find another version beside the one that comes into a bundle; ``files`` lead to that.

    Raises:
        BadInput: it would, or one of the files came with a bundle of its own, which nothing would lead to any more.
    """
    others = [each for each in copies(machine, host) if each.folder != folder]
    for each in others:
        if each.unpacked and each.file in files:
            raise BadInput(_("foxsubmit {version} was unpacked in {folder}: remove it there first.").format(
                version=each.version or "–", folder=each.file.parent))
    differing = [each for each in others if each.version not in ("", VERSION)]
    if differing:
        raise BadInput(_("{host} already finds {others}. Two versions at once do not work: remove that one first, or "
                         "go on with it.").format(host=traits_of(host).software,
                                                  others=listed(each.words() for each in differing)))
