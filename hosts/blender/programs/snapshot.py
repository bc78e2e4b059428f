"""Read a .blend file through a Blender in a process of its own."""

from __future__ import annotations

from pathlib import Path

from ....core.assets.listing import regular_file
from ....core.common.errors import BadInput, HostFailed
from ....core.common.i18n import _
from ....core.common.loading import lacks
from ....core.common.system_errors import system_reason
from ...asking import ask, described, last_words
from ...recorded import RecordedHost
from ..writing.whole import GZIP, PLAIN, ZSTD, saved_by
from .program import VARIABLE, Program, find_blender, no_blender

MODULE = "hosts.blender.programs.headless"

MAGIC = (PLAIN, ZSTD, GZIP)
"""How a .blend file begins: plain, compressed by Blender 3.0 and later (zstd), or before (gzip)."""


def read_scene(path: Path, blender: Program | None = None, timeout: float = 300) -> RecordedHost:
    """A host that answers for the scene in ``path``, as Blender itself would.

    Raises:
        BadInput: there is no such scene.
        HostFailed: no Blender could be found, or it could not read the scene.
    """
    path = Path(path).absolute()
    check_file(path)
    blender = blender or find_blender()
    if blender is None:
        raise HostFailed(no_blender())
    answer = ask("Blender", path, lambda output: blender.command(MODULE, str(path), str(output)), timeout,
                 lambda printed: _stopped(blender, path, printed))
    return described(answer, "blender")


def check_file(path: Path) -> None:
    """Raise BadInput unless ``path`` is a .blend file."""
    try:
        regular_file(str(path), path.stat())  # opening a pipe would wait without end
        with path.open("rb") as file:
            start = file.read(7)
    except FileNotFoundError:
        raise BadInput(_("There is no scene {path}.").format(path=path)) from None
    except OSError as error:
        raise BadInput(_("The scene {path} cannot be read: {reason}.").format(
            path=path, reason=system_reason(error))) from error
    if not start.startswith(MAGIC):
        raise BadInput(_("{path} is not a Blender scene.").format(path=path))


def _stopped(blender: Program, path: Path, printed: str) -> str:
    """Why Blender ended without an answer, as a sentence."""
    reason = lacks(printed, ["bpy"])
    if reason:
        return _("Blender does not start: {reason}").format(reason=reason)
    version = saved_by(path)
    # Old Blenders do not refuse what newer ones saved: they crash.
    if version and version > tuple(int(number) for number in blender.version.split(".")[:2]):
        return _("{name} was saved by Blender {newer}, which is newer than {version}: set {variable} to that "
                 "one, or save the scene for this version.").format(
                     name=path.name, newer=".".join(map(str, version)), version=blender.version, variable=VARIABLE)
    return _("Blender stopped while reading {name}: {line}.").format(name=path.name, line=last_words(printed))
