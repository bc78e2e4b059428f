"""docs/reference/codes.md: the farm's numbers, its refusals, how a task ends, exit codes."""

from __future__ import annotations

from told import fields_of, markdown, table

from foxsubmit.core.api import codes
from foxsubmit.core.common.exit_codes import ExitCode
from foxsubmit.core.common.refusals import meanings
from foxsubmit.core.model.ending import End
from foxsubmit.core.model.logs.rules import Cause

HEAD = """\
# Codes

This page lists every number and word that can occur in an answer, a JSON document or an error. The codes of findings
are on a separate page:
[what the findings mean](../findings.md). `python tests/app/reference/written.py` generates this page from the
code; a test notices
when it is stale.

Numbers that are in no table are kept: `TaskStatus(77)` equals 77 and is named `UNKNOWN_77`.

"""
KINDS = {"Tasks": (codes.TaskStatus, "`taskStatus`"), "Frames": (codes.FrameStatus, "`frameStatus`"),
         "Kinds of frames": (codes.FrameType, "`frameType`"), "Applications": (codes.SoftwareId, "`cgId`")}


def _numbers(title, kind, key):
    said = fields_of(kind)
    rows = [[str(int(each)), f"`{each.name}`", markdown(said.get(each.name, ""))] for each in kind if each.known]
    return f"## {title}\n\n{key} of the farm's answers, `{kind.__name__}` in Python.\n\n" + table(
        *rows, head=["Number", "Name", ""]) + "\n"


def document():
    """The whole page."""
    parts = [HEAD.rstrip("\n") + "\n", *(_numbers(title, *each) for title, each in KINDS.items())]
    parts.append("## Refusals\n\nThe farm's own codes: `Refused.code` in Python, `error.code` in JSON. The sentence is "
                 "what is shown.\n\n"
                 + table(*([str(code), f"{english}."] for code, (english, _chinese) in meanings().items()),
                         head=["Code", "Meaning"]) + "\n")
    rows = [[f"`{each.value}`", f"`End.{each.name}`", "over" if each.over else "rests: somebody can start it again"]
            for each in End]
    parts.append("## How a task ends\n\n`end` of the JSON of `submit`, `watch` and `fetch`, and `Ended.end`.\n\n"
                 + table(*rows, head=["Word", "In Python", ""]) + "\n")
    parts.append("## Why a frame failed\n\nThe cause that is read from its log; [what helps](../failed-frames.md).\n\n"
                 + table(*([f"`{each.value}`"] for each in Cause), head=["Cause"]) + "\n")
    parts.append("## Exit codes\n\n" + table(*([str(int(each)), each.meaning] for each in ExitCode),
                                           head=["Code", "Meaning"]) + "\n")
    return "\n".join(parts)
