"""Have a host application, in a process of its own, describe a scene file."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Callable

from ..core.common import child
from ..core.common.errors import BadAnswer, HostFailed
from ..core.common.i18n import _
from ..core.common.load_check import complete
from ..core.common.system_errors import system_reason
from ..core.model.host import Unread
from .recorded import RecordedHost
from .recorded.data import asset_from_json, scene_from_json


def ask(application: str, path: Path, command: Callable[[Path], list[str]], timeout: float,
        stopped: Callable[[str], str] | None = None,
        variables: Callable[[Path], Mapping[str, str]] | None = None) -> dict[str, Any]:
    """Return what a separate process finds out about the scene ``path``.

    ``command``: makes the argument list from where the answer is wanted; ``stopped``: makes the sentence for a process
    that ended without one, from what it printed; ``variables``: makes what is added to its environment.

    Raises:
        HostFailed: it did not end in ``timeout`` seconds, could not be started, or gave no answer.
        BadAnswer: its answer cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="foxsubmit-") as folder:
        output = Path(folder, "scene.json")
        try:
            done = complete(command(output), timeout,
                            {**child.environment(), **(variables(output) if variables else {})}, in_one=True)
        except subprocess.TimeoutExpired as error:
            raise HostFailed(_("{application} did not finish reading {name} within {seconds:.0f} seconds.").format(
                application=application, name=path.name, seconds=timeout)) from error
        except OSError as error:
            raise HostFailed(_("{application} could not be started: {reason}.").format(
                application=application, reason=system_reason(error))) from error
        if output.exists():
            return _answer(output, application, path)
    if stopped is not None:
        raise HostFailed(stopped(done.stdout))
    raise HostFailed(_("{application} stopped while reading {name}: {line}.").format(
        application=application, name=path.name, line=last_words(done.stdout)))


def described(answer: Mapping[str, Any], host: str) -> RecordedHost:
    """A host that answers for the scene that was described.

    Raises:
        HostFailed: the answer is that it could not be.
        BadAnswer: it is no description.
    """
    if "error" in answer:
        raise HostFailed(str(answer["error"]))
    files = tuple(asset_from_json(asset) for asset in answer.get("assets", ()))
    unread = tuple(Unread(str(node), str(reason), bool(read)) for node, reason, read in answer.get("unread", ()))
    return RecordedHost(scene_from_json(answer.get("scene")), files, host, bad=unread)


def last_words(printed: str) -> str:
    """The last line that says something, without its full stop."""
    lines = [line.strip() for line in printed.splitlines()]
    useful = [line for line in lines if line and line != "Blender quit" and not line.startswith("Writing: ")]
    return useful[-1].rstrip(".") if useful else _("it gave no reason")


def _answer(output: Path, application: str, path: Path) -> dict[str, Any]:
    try:
        answer = json.loads(output.read_text(encoding="ascii"))
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise BadAnswer(_("The answer of {application} about {name} cannot be read.").format(
            application=application, name=path.name))
    return answer
