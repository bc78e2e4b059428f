"""The name that a result gets on this machine: a pattern such as ``{name}_{task}/{file}``."""

from __future__ import annotations

import posixpath
import re

from ..common.errors import BadInput
from ..common.i18n import _, listed
from .braces import names_in

TOKENS = {
    "path": "the whole path on the farm, as without a pattern",
    "inner": "the path below the task's own folder: layers or cameras, and the file",
    "file": "the file's name",
    "stem": "the file's name without its ending",
    "ending": "the ending without its dot",
    "task": "the number of the task",
    "name": "the scene's name without its ending",
}
WHOLE = "{path}"
"""The pattern where none is given."""

APART = ("path", "inner", "file", "stem")
"""One of these must be in it: without one every result would get the same name."""

UNFIT = re.compile(r'[\x00-\x1f<>:"|?*\\/]')
"""Not in a file's name on every system."""


def check_pattern(pattern: str) -> None:
    """Whether results can be named by it; an empty one is fine.

    Raises:
        BadInput: one sentence that says why not.
    """
    used = set(names_in(pattern, _("The name pattern “{pattern}” has a brace without its other half."),
                        _("In the name pattern “{pattern}” only names may stand in braces, as in {{file}}.")))
    unknown = sorted(used - set(TOKENS))
    if unknown:
        raise BadInput(_("A name pattern has no “{{{name}}}”; it has: {names}.").format(
            name=unknown[0], names=listed(f"{{{each}}}" for each in TOKENS)))
    if pattern and not used & set(APART):
        raise BadInput(_("By the name pattern “{pattern}” every result would have the same name: put {names} in it, "
                         "as in {{name}}_{{task}}/{{file}}.").format(
            pattern=pattern, names=listed(f"{{{each}}}" for each in APART)))
    if "{stem}{ending}" in pattern:
        raise BadInput(_("In the name pattern “{pattern}” the ending has no dot before it: write {{stem}}.{{ending}}, "
                         "or {{file}} for both.").format(pattern=pattern))
    if pattern.startswith(("/", "\\")) or re.match("[A-Za-z]:", pattern) or ".." in re.split(r"[/\\]", pattern):
        raise BadInput(_("The name pattern “{pattern}” leads out of the output folder: begin it with a name.").format(
            pattern=pattern))
    if re.search(r'[\x00-\x1f<>:"|?*\\]', pattern):
        raise BadInput(_("The name pattern “{pattern}” has a character that no file name has on every system: leave "
                         "out < > : \" | ? * and \\.").format(pattern=pattern))


def name(pattern: str, path: str, task: int, scene: str) -> str:
    """Where a result with this path on the farm goes, below the folder. To be checked by ``places.place``."""
    if not pattern:
        return path
    file = posixpath.basename(path)
    stem, ending = posixpath.splitext(file)
    inner = path.strip("/").partition("/")[2] or file
    return pattern.format(path=path.strip("/"), inner=inner, file=file, stem=stem, ending=ending[1:], task=task,
                          name=UNFIT.sub("_", posixpath.splitext(scene)[0]) or str(task))
