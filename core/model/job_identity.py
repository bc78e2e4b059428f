"""What tells one submission from another: its name, comment and batch, and the words for them on the farm. Pure."""

from __future__ import annotations

import dataclasses
import json
import re
import string
from collections.abc import Iterable, Mapping, Sequence

from ..common import i18n
from ..common.errors import BadInput
from ..common.i18n import _
from .braces import names_in
from .frames import shown
from .host import Frames, RenderUnit

USUAL = "{scene} · {unit} · {camera} · {frames}"
"""The pattern of a name where none is given."""

TOKENS = {
    "scene": "the scene's name without its ending",
    "unit": "the layer, the node or the scene in the file that is rendered",
    "camera": "the camera",
    "version": "the version in the scene's name: v012",
    "artist": "the artist",
    "frames": "the frames",
    "project": "the project",
}

MOST_NAME, MOST_BATCH, MOST_COMMENT = 120, 60, 300
"""Characters of each. The document names no limit of a label; these are ours."""

SEPARATOR = ", "
"""A job has one name on the farm, whatever language is spoken where it is submitted."""

MOST_LISTED = 2
"""Units or cameras that are named one by one."""

VERSION = re.compile(r"(?<![A-Za-z0-9])[vV]\d+|(?<=[a-z_.\-])[vV]\d{2,}")
BETWEEN = re.compile(r"[\s·_\-.,/]+")
"""Matches what stands between the tokens of a pattern."""

LABELS = {"name": "fox-name: ", "batch": "fox-batch: ", "comment": "fox-comment: "}
"""How the labels begin that carry what the farm has no other field for."""


@dataclasses.dataclass(frozen=True)
class JobIdentity:
    """What one submission is called and where it comes from; a field is empty where nobody has told it."""

    name: str = ""
    comment: str = ""
    batch: str = ""
    unit: str = ""
    camera: str = ""
    artist: str = ""
    project: str = ""
    scene: str = ""
    """Path of the scene on the machine that submitted it."""
    frames: str = ""

    def to_json(self) -> str:
        """The fields that are not empty, as the journal keeps them."""
        return json.dumps({name: value for name, value in vars(self).items() if value}, ensure_ascii=False)


def from_json(text: str) -> JobIdentity | None:
    """Read what the journal keeps; None where it kept nothing, or what it keeps cannot be read."""
    try:
        found = json.loads(text) if text else None
    except ValueError:
        return None
    if not isinstance(found, Mapping):
        return None
    known = {field.name for field in dataclasses.fields(JobIdentity)}
    return JobIdentity(**{name: value for name, value in found.items() if name in known and isinstance(value, str)})


def check_job_name(pattern: str) -> None:
    """See that jobs can be named by a pattern; an empty one is fine.

    Raises:
        BadInput: one sentence that says why not.
    """
    used = names_in(pattern, _("The job name “{pattern}” has a brace without its other half."),
                    _("In the job name “{pattern}” only names may stand in braces, as in {{scene}}."))
    unknown = [name for name in used if name not in TOKENS]
    if unknown:
        raise BadInput(_("A job name has no “{{{name}}}”; it has: {names}.").format(
            name=unknown[0], names=i18n.listed(f"{{{each}}}" for each in TOKENS)))


def check_texts(comment: str, batch: str, pattern: str = "") -> None:
    """See that a comment, a batch and the pattern of a name are not longer than a label may be.

    Raises:
        BadInput: one is.
    """
    for word, text, most in ((_("comment"), comment, MOST_COMMENT), (_("batch"), batch, MOST_BATCH),
                             (_("job name"), pattern, MOST_NAME)):
        if len(text) > most:
            raise BadInput(_("The {what} has {n} characters: write at most {most}.").format(
                what=word, n=len(text), most=most))


def job_name(pattern: str, scene: str, units: Sequence[RenderUnit], frames: Iterable[Frames], artist: str = "",
             project: str = "") -> str:
    """Return the name by a pattern that was checked; tokens without a value leave out what stands beside them.

    ``scene`` is the scene's file name.
    """
    stem = scene.rpartition(".")[0] or scene
    values = {
        "scene": stem, "unit": listed(units_in_words(units)), "camera": listed(each.camera for each in units),
        "version": version_of(stem), "artist": artist, "frames": shown(tuple(frames)), "project": project,
    }
    return shortened(_filled(pattern or USUAL, values) or stem, MOST_NAME)


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """Put the values in; of a value that is empty, what parts it from the text before it is left out too."""
    text = ""
    for literal, name, _spec, _conversion in string.Formatter().parse(pattern):
        value = one_line(values[name]) if name is not None else ""
        before = literal if name is None or value else re.sub(rf"{BETWEEN.pattern}$", "", literal)
        text += before if text else re.sub(rf"^{BETWEEN.pattern}", "", before)
        text += value
    return one_line(text)


def units_in_words(units: Iterable[RenderUnit]) -> list[str]:
    """Return what each unit is called: its own name, or that of the one view layer of it that is rendered."""
    return [f"{each.name}/{each.layer}" if each.layer else each.name for each in units]


def listed(names: Iterable[str]) -> str:
    """``beauty, shadow +3``: a few names, each once, and how many more there are."""
    found = list(dict.fromkeys(filter(None, names)))
    more = len(found) - MOST_LISTED
    return SEPARATOR.join(found[:MOST_LISTED]) + (f" +{more}" if more > 0 else "")


def version_of(stem: str) -> str:
    """Return the last version in a name, ``v012``; empty where there is none."""
    found = VERSION.findall(stem)
    return found[-1] if found else ""


def one_line(text: str) -> str:
    """Return the text without line breaks, and with single spaces."""
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters: the middle gives way, since a version often ends a name."""
    if len(text) <= most:
        return text
    behind = most // 2
    return f"{text[:most - behind - 1]}…{text[len(text) - behind:]}"


def labels_of(name: str, batch: str, comment: str) -> list[str]:
    """Return the labels that carry these to the farm."""
    given = {"name": name, "batch": batch, "comment": comment}
    return [LABELS[each] + one_line(text) for each, text in given.items() if text.strip()]


def told_by(labels: Iterable[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Part the labels of a task: what name, batch and comment are, and the artist's own tags."""
    found: dict[str, str] = {}
    rest = []
    for label in labels:
        told = next((each for each, begins in LABELS.items() if label.startswith(begins)), None)
        if told is None:
            rest.append(label)
        else:
            found[told] = label[len(LABELS[told]):]
    return found, tuple(rest)
