"""What each chat wants of a message, and how it says that it has taken it. Pure.

DingTalk and WeCom are custom robots of a group, which answer with 200 and ``errcode`` also where they refuse. Where
each of these is written: docs/money.md, "What the chats want".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote_plus

from ...settings.sinks import DINGTALK, DISCORD, SLACK, TEAMS, WECOM

MOST_DISCORD = 2000  # characters
MOST_WECOM = 2048  # bytes
MOST_OTHERS = 4000  # characters


def payload(chat: str, text: str) -> dict[str, Any]:
    """Return the document that a chat wants for a text of several lines."""
    if chat == SLACK:
        text = cut(text, MOST_OTHERS)  # before it is escaped: half an escape would be shown as it is
        for sign, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            text = text.replace(sign, escaped)
        return {"text": text}
    if chat == TEAMS:
        lines = [{"type": "TextBlock", "text": _no_markdown(line), "wrap": True}
                 for line in cut(text, MOST_OTHERS).split("\n")]
        card = {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard",
                "version": "1.4", "body": lines}
        return {"type": "message", "attachments": [
            {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}]}
    if chat == DISCORD:
        return {"content": cut(text, MOST_DISCORD), "allowed_mentions": {"parse": []}}
    if chat == WECOM:
        text = cut_bytes(text.replace("<@", "< @"), MOST_WECOM)  # "<@name>" in a text calls that person
    return {"msgtype": "text", "text": {"content": cut(text, MOST_OTHERS)}}


def signed(chat: str, address: str, key: str, milliseconds: int) -> str:
    """Return the address with a signature, where a DingTalk robot wants one."""
    if chat != DINGTALK or not key:
        return address
    digest = hmac.new(key.encode(), f"{milliseconds}\n{key}".encode(), hashlib.sha256).digest()
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}timestamp={milliseconds}&sign={quote_plus(base64.b64encode(digest).decode())}"


def refusal(chat: str, status: int, answer: str) -> str:
    """Return what the chat says against a message; empty where it has taken it."""
    if not 200 <= status < 300:
        return f"HTTP {status} {answer}".strip()
    if chat in (DINGTALK, WECOM):
        try:
            said = json.loads(answer)
            code = said.get("errcode")
        except (ValueError, AttributeError):
            return answer or f"HTTP {status}"
        return "" if code == 0 else f"{code} {said.get('errmsg') or ''}".strip()
    return ""


def cut(text: str, most: int) -> str:
    """Return at most so many characters, with an ellipsis where some are left out."""
    return text if len(text) <= most else text[: most - 1] + "…"


def cut_bytes(text: str, most: int) -> str:
    """Return at most so many bytes of UTF-8, with an ellipsis where some are left out."""
    whole = text.encode()
    if len(whole) <= most:
        return text
    return whole[: most - len("…".encode())].decode(errors="ignore") + "…"


def _no_markdown(line: str) -> str:
    """A card takes some signs for emphasis and links."""
    for sign in ("\\", "*", "_", "[", "]"):
        line = line.replace(sign, f"\\{sign}")
    return line
