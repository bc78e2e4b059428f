"""docs/reference/command-line.md, made of the parsers: ``python tests/app/cli/reference.py`` writes it."""

from __future__ import annotations

import argparse
from pathlib import Path

from foxsubmit.cli.common.parser import commands, module_of, parser_of
from foxsubmit.cli.common.shapes import below

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "command-line.md"
HEAD = """\
# Commands and options

This page has the output of `foxsubmit COMMAND --help` for every command, and the keys of its output with `--json`.
[The command line](../command-line.md) describes what commands have in common: exit codes, output, errors in JSON.

`python tests/app/cli/reference.py` generates this page; a test notices when it is stale.

**JSON.** A document has `version`, the number of its format. It grows when a key is removed or changes its meaning, but
not when keys are added: scripts should ignore unknown keys. Unknown values are null.
"""


def document():
    """The whole page."""
    parts = [HEAD, "\n".join(f"- [{name}](#foxsubmit-{name}): {words}" for name, words in commands().items())]
    return "\n".join([*parts, *map(_command, commands())])


def _command(name):
    parser, shape = parser_of(name), module_of(name).SHAPE
    lines = [f"\n## foxsubmit {name}\n", f"{_sentence(commands()[name])}\n",
             "```text", *_usage(name, parser), "```"]
    arguments = [action for action in parser._actions if action.help != argparse.SUPPRESS
                 and not isinstance(action, argparse._HelpAction)]
    lines += ["", "| | |", "|---|---|", *(f"| {_spelled(each)} | {_meaning(each)} |" for each in arguments)]
    if parser.epilog:
        lines += ["", parser.epilog]
    for typed, fields in shape.documents.items():
        lines += ["", f"JSON, version {shape.version}" + (f", with `{typed}`:" if typed else ":"), "",
                  f"- `version`: {shape.version}", *_fields(fields, "")]
    return "\n".join(lines)


def _sentence(words):
    return f"{words[:1].upper()}{words[1:]}."


def _usage(name, parser):
    """Return the lines of what may be typed; a command that says them itself is believed."""
    if parser.usage:
        return [line.strip() for line in parser.usage.splitlines()]
    arguments = [action for action in parser._actions if not action.option_strings and action.help != argparse.SUPPRESS]
    typed = [_counted(each) for each in arguments]
    return [" ".join((f"foxsubmit {name}", *typed, "[OPTION…]"))]


def _counted(action):
    name = _value(action)
    return {"?": f"[{name}]", "*": f"[{name} …]", "+": f"{name} …"}.get(action.nargs, name)


def _value(action):
    if action.metavar:
        return action.metavar
    return "|".join(map(str, action.choices)) if action.choices else action.dest.upper().replace("_", "-")


def _spelled(action):
    if not action.option_strings:
        return f"`{_escaped(_value(action))}`"
    takes = "" if action.nargs == 0 else f" {_value(action)}"
    return ", ".join(f"`{_escaped(option + takes)}`" for option in action.option_strings)


def _meaning(action):
    words = (action.help or "") % {**vars(action), "prog": "foxsubmit"} if action.help else ""
    if action.choices and action.metavar and not all(str(each) in words for each in action.choices):
        words = f"{words}: {', '.join(map(str, action.choices))}" if words else ", ".join(map(str, action.choices))
    return _escaped(words)


def _escaped(text):
    return text.replace("|", "\\|").replace("\n", " ")


def _fields(fields, indent):
    for key, meaning in fields.items():
        text, inner, several = below(meaning)
        optional = " (not always)" if key.endswith("?") else ""
        shown = "a list: " if several else ""
        yield f"{indent}- `{key.rstrip('?')}`{optional}: {shown}{text}"
        if inner is not None:
            yield from _fields(inner, f"{indent}  ")


if __name__ == "__main__":
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(document(), encoding="utf-8")
