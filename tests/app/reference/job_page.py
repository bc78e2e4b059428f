"""docs/reference/job.md: everything that ``foxsubmit.job`` offers, with its types."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import re

from told import fields_of, markdown, table

from foxsubmit import job
from foxsubmit.core.model.choices import Choices
from foxsubmit.job.arguments import Wanted

HEAD = """\
# foxsubmit.job

This page lists everything in `from foxsubmit import job`; [Submitting from Python](../pipeline.md) shows how to use it.
`python tests/app/reference/written.py` generates the page from the code; a test notices when it is stale.

"""
AS = {"name": "job_name", "output": "output_folder"}
"""Argument -> the choice that it sets, where it is called otherwise."""
OF_SCENES = {"camera": "The camera that renders, in place of the scene's.",
             "layers": "View layers to render as tasks of their own."}
"""Arguments that are no choices of their own."""
SIGNATURE = re.compile(r"'([^']*)'")


def _signature(function):
    text = str(inspect.signature(function)).replace("typing.", "")
    text = re.sub(r"'([\w\[\], |.]+)'", r"\1", text)
    return re.sub(r"\*\*wanted: [^)]*\)", "**wanted)", text, count=1) if "**wanted" in text else text


def _words(thing):
    """Return a docstring as paragraphs; what is raised is a list."""
    text = inspect.getdoc(thing) or ""
    plain, _raises, raised = text.partition("Raises:")
    parts = [" ".join(each.split()).replace("``", "`") for each in plain.strip().split("\n\n") if each.strip()]
    entries = re.split(r"\n(?= {4}\w+: )", "\n" + raised.strip("\n")) if raised.strip() else []
    parts += ["\n".join("- raises `{}`: {}".format(*" ".join(each.split()).replace("``", "`").partition(": ")[::2])
                        for each in entries if each.strip())] if entries else []
    return "\n\n".join(parts)


def _function(name, function, level="##"):
    return f"{level} {name}\n\n```python-signature\n{name}{_signature(function)}\n```\n\n{_words(function)}\n"


def wanted():
    """Return argument -> what it means, of those that ``submit`` and ``plan`` take beside their own."""
    own, choices = fields_of(Wanted), fields_of(Choices)
    return {name: own.get(name) or choices.get(AS.get(name, name)) or OF_SCENES.get(name, "")
            for name in Wanted.__annotations__}


def _class(name, kind):
    lines = [f"## {name}\n", _words(kind) + "\n"]
    if issubclass(kind, enum.Enum):
        lines.append(table(*([f"`{each.name}`", f"`{each.value}`"] for each in kind), head=["Member", "Value"]) + "\n")
    if dataclasses.is_dataclass(kind):
        said = fields_of(kind)
        lines.append(table(*([f"`{each.name}`", f"`{each.type}`".replace("|", "\\|"), markdown(said.get(each.name, ""))]
                             for each in dataclasses.fields(kind) if not each.name.startswith("_")),
                           head=["Field", "Type", "Meaning"]) + "\n")
    for each, member in vars(kind).items():
        if each.startswith("_") or isinstance(member, enum.Enum):
            continue
        if isinstance(member, property):
            lines.append(f"**`{each}`**: {_words(member.fget)}\n")
        elif inspect.isfunction(member) and not issubclass(kind, BaseException):
            lines.append(_function(f"{name}.{each}", member, "###"))
    return "\n".join(lines)


def document():
    """The whole page."""
    parts = [HEAD.rstrip("\n") + "\n"]
    offered = {name: getattr(job, name) for name in job.__all__}
    for name, thing in offered.items():
        if inspect.isfunction(thing):
            parts.append(_function(f"job.{name}", thing))
    rows = [[f"`{name}`", markdown(words)] for name, words in wanted().items()]
    parts.append("## Further arguments of submit and plan\n\n" + table(*rows, head=["Argument", "Meaning"]) + "\n")
    parts += [_class(name, thing) for name, thing in offered.items()
              if inspect.isclass(thing) and not issubclass(thing, BaseException)]
    parts.append("## Errors\n\nEach is a `FoxError`; its text is a readable message.\n\n" + table(*(
        [f"`{name}`", markdown(_words(thing).replace("\n", " "))] for name, thing in offered.items()
        if inspect.isclass(thing) and issubclass(thing, BaseException)), head=["Error", "Meaning"]) + "\n")
    return "\n".join(parts).replace("```python-signature", "```text")
