"""Write the list files from which the program reads what to send."""

from __future__ import annotations

import heapq
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

from ...common.atomic import write_text
from ...common.errors import TransferFailed
from ...common.i18n import _
from ..engine import FileToSend

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
"""A line break ends a line of the program's, and would take the rest of the name for the next."""

SURROGATE = re.compile("[\ud800-\udfff]")


def write_upload(path: Path, items: Sequence[FileToSend]) -> None:
    """The list of ``upload_json``: the one kind that names a file's place on the farm.

    Raises:
        TransferFailed: a name that the program cannot take.
    """
    for item in items:
        check_name(str(item.local))
        check_name(item.server)
    pairs = [{"local": Path(item.local).as_posix(), "server": item.server} for item in items]
    write_text(path, json.dumps({"asset": pairs}, ensure_ascii=False), private=True)


def check_name(name: str) -> None:
    """Whether the program finds a file of this name.

    Raises:
        TransferFailed: it does not.
    """
    if CONTROL.search(name) or (os.sep == "/" and "\\" in name):
        reason = _("a backslash or a line break")
    elif SURROGATE.search(name):
        reason = _("characters that are not valid Unicode")
    else:
        return
    shown = CONTROL.sub("\ufffd", SURROGATE.sub("\ufffd", name))
    raise TransferFailed(_("{path} cannot be sent: the farm's transfer program does not take a name with {reason}. "
                           "Rename the file.").format(path=shown, reason=reason), path=name)


def cut(items: Sequence[FileToSend], parts: int) -> list[list[FileToSend]]:
    """Divide files into at most ``parts`` lists of about the same size, largest first; none is empty."""
    lists: list[list[FileToSend]] = [[] for _number in range(max(1, min(parts, len(items))))]
    loads = [(0, 0, number) for number in range(len(lists))]
    for item in sorted(items, key=lambda item: -item.size):
        size, count, number = heapq.heappop(loads)
        lists[number].append(item)
        heapq.heappush(loads, (size + item.size, count + 1, number))
    return [each for each in lists if each]
