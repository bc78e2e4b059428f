"""Where notices are told beside the panel: by mail and in a chat. ``notices.json`` in the home holds no secret.

The password, the address of the webhook and the key by which it is signed are in the system's keyring where there is
one, else in ``notices-secrets.json``, which other users cannot read. Whoever knows the address can write into the chat.
"""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..common.atomic import write_text
from ..common.errors import BadInput
from ..common.i18n import _, listed
from ..common.system_errors import system_reason
from . import keys

SLACK, TEAMS, DISCORD, DINGTALK, WECOM = "slack", "teams", "discord", "dingtalk", "wecom"
CHATS = {SLACK: "Slack", TEAMS: "Microsoft Teams", DISCORD: "Discord", DINGTALK: "DingTalk", WECOM: "WeCom"}
PASSWORD, WEBHOOK, SIGNING = "mail password", "webhook", "webhook signing key"
SECRETS = (PASSWORD, WEBHOOK, SIGNING)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclasses.dataclass(frozen=True)
class Sinks:
    """Where notices go. Empty texts switch a way of telling off."""

    mail_server: str = ""
    """``smtp.studio.com:587``; port 465 speaks TLS from the first byte, all others begin it, but on this machine."""
    mail_user: str = ""
    """Empty signs in as nobody."""
    mail_from: str = ""
    mail_to: str = ""
    """One or several addresses with commas between."""
    chat: str = ""
    """A key of ``CHATS``."""
    everybody: str = ""
    """The id of the account of which every task is told, whoever submitted it; empty for those of this machine."""

    @property
    def mails(self) -> bool:
        """Whether notices are sent by mail."""
        return bool(self.mail_server and self.mail_to)

    @property
    def receivers(self) -> list[str]:
        """The addresses of ``mail_to``."""
        return [each.strip() for each in self.mail_to.split(",") if each.strip()]

    @property
    def host(self) -> tuple[str, int]:
        """Name and port of the mail server; 587 where none is named."""
        name, _colon, port = self.mail_server.rpartition(":")
        return (name, int(port)) if name and port.isdigit() else (self.mail_server, 587)


class SinkSettings:
    """The two files of one home."""

    def __init__(self, home: Path) -> None:
        self._path = home / "notices.json"
        self._private = home / "notices-secrets.json"
        self._home = home

    def read(self) -> Sinks:
        """Return what is set; what cannot be read is as if it were not set."""
        values = _read(self._path)
        names = {field.name for field in dataclasses.fields(Sinks)}
        return Sinks(**{name: value for name, value in values.items() if name in names and isinstance(value, str)})

    def change(self, **changes: str) -> Sinks:
        """Set some of it.

        Raises:
            BadInput: a value cannot be, or cannot be written.
        """
        changes = {name: value.strip() for name, value in changes.items()}
        for name, value in changes.items():
            if value:
                _check(name, value)
        sinks = dataclasses.replace(self.read(), **changes)
        self._write(self._path, dataclasses.asdict(sinks))
        return sinks

    def secret(self, name: str) -> str:
        """Return a secret, one of ``SECRETS``; empty where there is none. May ask the keyring: on a worker thread."""
        kept = _read(self._private).get(name)
        return str(kept) if kept else keys.recall(self._key(name))

    def keep(self, name: str, value: str) -> bool:
        """Keep a secret, an empty one forgets it; whether the keyring has it now, and not the file.

        Raises:
            BadInput: it cannot be, or cannot be written.
        """
        value = value.strip()
        if name == WEBHOOK and value:
            _check_address(value)
        in_ring = bool(value) and keys.keep(self._key(name), value)
        if not value:
            keys.forget(self._key(name))
        others = {key: kept for key, kept in _read(self._private).items() if key != name}
        self._write(self._private, {**others, **({} if in_ring or not value else {name: value})}, private=True)
        return in_ring

    def _key(self, name: str) -> str:
        """Return the name in the keyring: each home has its own."""
        return f"{name} of {self._home}"

    @staticmethod
    def _write(path: Path, values: dict[str, str], *, private: bool = False) -> None:
        try:
            write_text(path, json.dumps(values, indent=1, ensure_ascii=False), private=private)
        except OSError as error:
            raise BadInput(_("{path} cannot be written ({reason}).").format(
                path=path, reason=system_reason(error))) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _check(name: str, value: str) -> None:
    if name == "chat" and value not in CHATS:
        raise BadInput(_("There is no chat “{name}”; there is: {known}.").format(name=value, known=listed(CHATS)))
    if name in ("mail_to", "mail_from"):
        wrong = [each for each in value.split(",") if not re.fullmatch(r"\s*[^@\s<>,]+@[^@\s<>,]+\s*", each)
                 or not each.isascii()]
        if wrong or (name == "mail_from" and "," in value):
            raise BadInput(_("“{value}” is not an address: write it as in name@studio.com.").format(
                value=(wrong or [value])[0].strip()))
    if name == "mail_server" and not re.fullmatch(r"[A-Za-z0-9.\-]+(:\d{1,5})?", value):
        raise BadInput(_("“{value}” is not a mail server: write it as in smtp.studio.com:587.").format(value=value))


def _check_address(value: str) -> None:
    """Refuse what is no address, without repeating it: it is a secret."""
    try:
        parts = urlsplit(value)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        named = False
        parts = urlsplit("")
    secure = parts.scheme == "https" or parts.hostname in LOOPBACK
    if not named or not secure or not value.isascii() or re.search(r"\s", value):
        raise BadInput(_("This is not the address of a webhook: it begins with https:// and is given by the chat."))
