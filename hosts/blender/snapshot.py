"""Read a .blend file through a Blender in a process of its own."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from ...core import child
from ...core.errors import BadAnswer, BadInput, HostFailed
from ...core.i18n import _
from ..fake import FakeHost
from ..fake.data import asset_from_json, scene_from_json
from .program import VARIABLE, Program, find_blender

MODULE = "hosts.blender.headless"

MAGIC = (b"BLENDER", b"\x28\xb5\x2f\xfd", b"\x1f\x8b")
"""How a .blend file begins: plain, compressed by Blender 3.0 and later (zstd), or before (gzip)."""


def read_scene(path: Path, blender: Program | None = None, timeout: float = 300) -> FakeHost:
    """A host that answers for the scene in ``path``, as Blender itself would.

    Raises:
        BadInput: there is no such scene.
        HostFailed: no Blender could be found, or it could not read the scene.
    """
    path = Path(path).absolute()
    check_file(path)
    blender = blender or find_blender()
    if blender is None:
        raise HostFailed(_("No Blender was found to read the scene: install it with "
                           '`pip install "foxsubmit[blender]"` or set {variable} to a Blender.').format(
                               variable=VARIABLE))
    answer = _ask(blender, path, timeout)
    if "error" in answer:
        raise HostFailed(str(answer["error"]))
    files = tuple(asset_from_json(asset) for asset in answer.get("assets", ()))
    return FakeHost(scene_from_json(answer.get("scene")), files, name="blender")


def check_file(path: Path) -> None:
    """Raise BadInput unless ``path`` is a .blend file."""
    try:
        with path.open("rb") as file:
            start = file.read(7)
    except FileNotFoundError:
        raise BadInput(_("There is no scene {path}.").format(path=path)) from None
    except OSError as error:
        raise BadInput(_("The scene {path} cannot be read: {reason}.").format(
            path=path, reason=error.strerror or error)) from error
    if not start.startswith(MAGIC):
        raise BadInput(_("{path} is not a Blender scene.").format(path=path))


def _ask(blender: Program, path: Path, timeout: float) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as folder:
        output = Path(folder, "scene.json")
        command = blender.command(MODULE, str(path), str(output))
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, errors="replace",
                                  env=child.environment(), timeout=timeout, check=False)
        except subprocess.TimeoutExpired as error:
            raise HostFailed(_("Blender did not finish reading {name} within {seconds:.0f} seconds.").format(
                name=path.name, seconds=timeout)) from error
        except OSError as error:
            raise HostFailed(_("Blender could not be started: {reason}.").format(reason=error)) from error
        return _answer(output, path, done.stdout)


def _answer(output: Path, path: Path, printed: str) -> dict[str, Any]:
    """What the child wrote, or why it wrote nothing."""
    try:
        answer = json.loads(output.read_text(encoding="ascii"))
    except FileNotFoundError:
        raise HostFailed(_("Blender stopped while reading {name}: {line}.").format(
            name=path.name, line=last_words(printed))) from None
    except ValueError as error:
        raise BadAnswer(_("Blender's answer about {name} cannot be read.").format(name=path.name)) from error
    if not isinstance(answer, dict):
        raise BadAnswer(_("Blender's answer about {name} cannot be read.").format(name=path.name))
    return answer


def last_words(printed: str) -> str:
    """The last line that says something, without its full stop."""
    lines = [line.strip() for line in printed.splitlines()]
    useful = [line for line in lines if line and line != "Blender quit"]
    return useful[-1].rstrip(".") if useful else _("it gave no reason")
