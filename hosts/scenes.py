"""Read a scene file of any host, through the host's own Python where it is on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..core.common import child
from ..core.common.errors import BadInput, HostFailed
from ..core.common.i18n import _
from ..core.model.host import Host
from ..core.plan.hosts import every_host, traits_of
from .asking import ask, described
from .blender.programs.snapshot import read_scene as read_blend
from .installers import describe
from .machine import Machine
from .recorded import RecordedHost, SceneFileHost

MODULE = "hosts.telling"
TIME = 900.0  # seconds; a production scene takes minutes to open


def read_scene(path: Path) -> Host:
    """A host that answers for the scene in ``path``, as its application would, and can read it again.

    Raises:
        BadInput: there is no such scene, or it is of no host that we know.
        HostFailed: the host is not here, or could not read it.
    """
    return SceneFileHost(Path(path).absolute(), _read)


def _read(path: Path) -> RecordedHost:
    """Have the scene's application describe it."""
    traits = next((each for each in every_host() if path.suffix.lower() in each.endings and each.programs), None)
    if traits is None:
        # Blender knows its files by how they begin, whatever their names end in.
        return read_blend(path)
    if not path.is_file():
        raise BadInput(_("There is no scene {path}.").format(path=path))
    program = find_program(traits.name, Machine.here())
    if traits.hands_arguments:
        answer = ask(traits.software, path,
                     lambda output: child.command(program, MODULE, traits.name, str(path), str(output)), TIME)
    else:
        answer = ask(traits.software, path, lambda _output: child.command(program), TIME,
                     variables=lambda output: child.arguments(MODULE, traits.name, str(path), str(output)))
    return described(answer, traits.name)


def find_program(host: str, machine: Machine) -> str:
    """Return the program that runs a script in the host.

    Raises:
        HostFailed: nothing does on this machine.
    """
    traits = traits_of(host)
    named = machine.environ.get(traits.variable, "").strip()
    if named:
        found = shutil.which(named)
        if not found:
            raise HostFailed(_("{variable} names {name}, which is not a program on this machine: correct it or remove "
                               "it.").format(variable=traits.variable, name=named))
        return found
    for each in describe(host).found(machine):
        for name in traits.programs:
            if (each.folder / name).is_file():
                return str(each.folder / name)
    raise HostFailed(_("{host} was not found on this machine to read the scene: submit from inside it, or set "
                       "{variable} to its {program}.").format(
        host=traits.software, variable=traits.variable, program=Path(traits.programs[0]).name))
