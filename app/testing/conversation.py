"""A conversation with a farm as a file: the requests and answers of its API, without what is secret."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..core.common.atomic import write_text
from ..core.common.errors import BadInput
from ..core.common.i18n import _
from ..core.common.system_errors import system_reason

FORMAT = "foxsubmit conversation 1"
REMOVED = "removed"
SECRET = {"accessid", "accesskey", "address", "checkserver", "city", "communicationnumber", "company", "email", "ip",
          "loginip", "password", "phone", "proxyip", "raysyncuserkey", "serverip", "signature",
          "token", "userkey", "username"}
"""Keys, in lower case, whose texts are secret or personal wherever they stand."""

PROFILE = "/queryUserProfile"
"""The call of which every text is personal."""

QUERY = re.compile(r"(https?://[^\s?\"]+)\?[^\s\"]*")
"""An address with a query, which is how storages let somebody in who has only the address."""


@dataclasses.dataclass(frozen=True)
class Exchange:
    """A request and its answer."""

    path: str
    request: Any
    status: int = 0
    """The status of HTTP; 0 where the connection ended without an answer."""
    answer: Any = None
    """JSON, or a text that is none."""
    retry_after: str | None = None


@dataclasses.dataclass(frozen=True)
class Conversation:
    """Exchanges with one farm, in the order in which they were asked."""

    platform: str
    exchanges: tuple[Exchange, ...]

    def save(self, path: Path) -> None:
        """Write it, as JSON that can be read and compared."""
        told = {"format": FORMAT, "platform": self.platform, "exchanges": [
            {name: value for name, value in dataclasses.asdict(each).items() if value is not None}
            for each in self.exchanges]}
        write_text(path, json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def read_conversation(path: Path) -> Conversation:
    """Return the conversation in a file.

    Raises:
        BadInput: it cannot be read, or is none.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] == FORMAT:
            return Conversation(str(told["platform"]), tuple(Exchange(**each) for each in told["exchanges"]))
    except OSError as error:
        raise BadInput(_("The conversation {path} cannot be read: {reason}.").format(
            path=path, reason=system_reason(error))) from error
    except (ValueError, KeyError, TypeError):
        pass
    raise BadInput(_("{path} is no conversation that this version of foxsubmit has recorded.").format(path=path))


class Cleaner:
    """Takes out what nobody else should read; the same of a request when it is recorded and when it is played."""

    def __init__(self, hide: Iterable[str], ignore: Iterable[str] = ()) -> None:
        self._hidden = {text: f"hidden-{number}" for number, text in enumerate(hide, 1) if text}
        self._ignored = set(ignore)

    def hide(self, text: str) -> None:
        """Take this out, too, wherever it stands."""
        if text:
            self._hidden.setdefault(text, REMOVED)

    def clean(self, value: Any, path: str = "", key: str = "") -> Any:
        """Return a value of JSON as it may be read; ``key`` is the one it stands at."""
        if isinstance(value, Mapping):
            return {self._text(name): self.clean(each, path, name) for name, each in value.items()
                    if name not in self._ignored}
        if isinstance(value, (list, tuple)):
            return [self.clean(each, path, key) for each in value]
        if not isinstance(value, str):
            return value
        if value and (key.lower() in SECRET or (path.endswith(PROFILE) and key not in {"", "message", "version"})):
            return REMOVED
        return self._text(value)

    def _text(self, text: str) -> str:
        for hidden, instead in self._hidden.items():
            text = text.replace(hidden, instead)
        return QUERY.sub(r"\1", text)
