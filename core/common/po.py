"""Catalogues of translations, in gettext's text format. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

KINDS = ("msgid", "msgid_plural", "msgstr")
FUZZY = "fuzzy"
"""The mark of a translation that was guessed from one of a similar text."""

ONE_ESCAPE = re.compile(r"\\([0-7]{1,3}|x[0-9A-Fa-f]{2}|.)")
ESCAPE = re.compile(r"(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{2}|.))+")
"""Several in a row, as a character may take more than one byte."""

LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
WIDTH = 116
"""Characters in a line of a catalogue."""


def read(text: str) -> dict[str, tuple[str, ...]]:
    """English -> the forms of the translation; what is not translated, or fuzzy, is left out.

    A phrase with a plural stands under its singular.
    """
    found = {}
    for strings in _entries(text):
        forms = tuple(form for form in strings["msgstr"] if form)
        if strings["msgid"] and strings["msgid"][0] and forms:
            found[strings["msgid"][0]] = forms
    return found


def _entries(text: str) -> Iterator[dict[str, list[str]]]:
    """The entries whose translation somebody has approved: a program guessed those that are marked as fuzzy."""
    entry: dict[str, list[str]] = {each: [] for each in KINDS}
    kind, fuzzy, next_is_fuzzy = "", False, False
    # No pattern of all that may stand there: a panel waits for this while it is opened.
    for line in text.split("\n"):
        word, _space, quoted = line.partition(" ")
        if word[:1] != '"':
            kind = word.partition("[")[0]
            if kind not in KINDS:
                next_is_fuzzy = next_is_fuzzy or (word == "#," and FUZZY in quoted)
                continue
            if kind == "msgid":
                if entry["msgid"] and not fuzzy:
                    yield entry
                entry = {each: [] for each in KINDS}
                fuzzy, next_is_fuzzy = next_is_fuzzy, False
            entry[kind].append("")
        else:
            quoted = line
        if kind in KINDS:
            entry[kind][-1] += _unescaped(quoted.strip()[1:-1])
    if not fuzzy:
        yield entry


def _unescaped(text: str) -> str:
    """Undo C's escapes: ``\\n``, and ``\\303\\251`` or ``\\xc3\\xa9`` for bytes of UTF-8."""
    if "\\" not in text:
        return text
    return ESCAPE.sub(lambda match: _bytes(match[0]).decode("utf-8", "replace"), text)


def _bytes(escapes: str) -> bytes:
    found = b""
    for each in ONE_ESCAPE.findall(escapes):
        if each[0] in "01234567":
            found += bytes([int(each, 8) & 0xFF])
        elif each[0] == "x":
            found += bytes([int(each[1:], 16)])
        else:
            found += LETTERS.get(each, each).encode()
    return found


def write(language: str, messages: Iterable[tuple[str, str]], texts: Mapping[str, tuple[str, ...]]) -> str:
    """A catalogue of ``messages`` (text, its plural or ""), in their order; empty where ``texts`` has none."""
    parts = [f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
             '"Plural-Forms: nplurals=1; plural=0;\\n"\n']
    for text, plural in messages:
        forms = texts.get(text, ("",))
        if plural:
            parts.append(_field("msgid", text) + _field("msgid_plural", plural) + _field("msgstr[0]", forms[0]))
        else:
            parts.append(_field("msgid", text) + _field("msgstr", forms[0]))
    return "\n".join(parts)


def _field(name: str, text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    if len(name) + 1 + len(quoted) <= WIDTH:
        return f"{name} {quoted}\n"
    words = re.findall(r"\S*\s*", text)
    lines = [""]
    for word in words:
        if lines[-1] and len(json.dumps(lines[-1] + word, ensure_ascii=False)) > WIDTH:
            lines.append("")
        lines[-1] += word
    return f'{name} ""\n' + "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
