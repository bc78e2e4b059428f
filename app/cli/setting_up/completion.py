"""``foxsubmit completion``: what a shell needs to complete commands, their options and choices."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import NamedTuple

from ...core.common.exit_codes import ExitCode
from ...core.common.foreign import harmless
from ...core.common.i18n import _
from ..common.arguments import as_json
from ..common.parser import commands, parser_of
from ..common.shapes import usual

SHAPE = usual({"shell": "whose script it is", "script": "its text"})


class Words(NamedTuple):
    """The words that may follow a command."""

    options: tuple[str, ...]
    actions: tuple[str, ...]
    """The choices of its own arguments, as “add” of “projects”."""
    choices: dict[str, tuple[str, ...]]
    """Option -> the values that it has to have."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the shell."""
    parser.add_argument("shell", choices=tuple(SHELLS), help=_("the shell whose script is printed"))
    as_json(parser)
    parser.set_defaults(opens_home=False)


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    script = SHELLS[options.shell]({name: _words(parser_of(name)) for name in commands()})
    if options.json:
        SHAPE.write(shell=options.shell, script=script)
    else:
        sys.stdout.write(harmless(script, lines=True))
    return ExitCode.DONE


def _words(parser: argparse.ArgumentParser) -> Words:
    """Return what the parser of a command takes, without what it hides."""
    options: list[str] = []
    values: list[str] = []
    choices: dict[str, tuple[str, ...]] = {}
    for action in parser._actions:  # argparse tells it nowhere else
        if action.help == argparse.SUPPRESS:
            continue
        told = tuple(map(str, action.choices or ()))
        options += action.option_strings
        values += () if action.option_strings else told
        choices.update({option: told for option in action.option_strings if told})
    return Words(tuple(options), tuple(values), choices)


def _bash(found: dict[str, Words]) -> str:
    """Return the function for bash; zsh runs it, too."""
    values = [f"    {name}:{option}) words='{' '.join(told)}' ;;"
              for name, words in found.items() for option, told in words.choices.items()]
    lines = [f"      {name}) words='{' '.join((*words.actions, *words.options))}' ;;"
             for name, words in found.items()]
    first = " ".join((*found, "--help", "--version", "--debug"))
    return "\n".join([
        "_foxsubmit() {", '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"',
        '  local command="" word words=""', '  for word in "${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do',
        '    case "$word" in -*) ;; *) command="$word"; break ;; esac', "  done", '  case "$command:$previous" in',
        *values, '    *) case "$command" in', f"      '') words='{first}' ;;", *lines, "    esac ;;", "  esac",
        '  COMPREPLY=($(compgen -W "$words" -- "$current"))', "}",
        "complete -o default -F _foxsubmit foxsubmit", ""])


def _zsh(found: dict[str, Words]) -> str:
    return ("autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" + _bash(found))


def _fish(found: dict[str, Words]) -> str:
    lines = [f"complete -c foxsubmit -n __fish_use_subcommand -f -a {name}" for name in found]
    for name, words in found.items():
        begin = f"complete -c foxsubmit -n '__fish_seen_subcommand_from {name}'"
        lines += [f"{begin} -a '{' '.join(words.actions)}'"] if words.actions else []
        for option in words.options:
            flag = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
            told = words.choices.get(option)
            lines.append(f"{begin} {flag}" + (f" -x -a '{' '.join(told)}'" if told else ""))
    return "\n".join((*lines, ""))


def _powershell(found: dict[str, Words]) -> str:
    def several(words: Iterable[str]) -> str:
        return "@(" + ",".join(f"'{word}'" for word in words) + ")"

    table = [f"  '{name}' = {several((*words.actions, *words.options))}" for name, words in found.items()]
    values = [f"  '{name}:{option}' = {several(told)}"
              for name, words in found.items() for option, told in words.choices.items()]
    return "\n".join([
        "$FoxsubmitWords = @{", *table, "}", "$FoxsubmitValues = @{", *values, "}",
        "Register-ArgumentCompleter -Native -CommandName foxsubmit -ScriptBlock {",
        "  param($current, $line, $position)",
        "  $typed = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | "
        "ForEach-Object { \"$_\" })",
        "  $command = $typed | Select-Object -Skip 1 | Where-Object { $_ -notlike '-*' } | Select-Object -First 1",
        "  $words = if (-not $command) { $FoxsubmitWords.Keys } else { $FoxsubmitWords[$command] }",
        "  $values = $FoxsubmitValues[\"${command}:$($typed[-1])\"]",
        "  if ($values) { $words = $values }",
        "  $words | Where-Object { $_ -like \"$current*\" } | Sort-Object | ForEach-Object {",
        "    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)", "  }", "}", ""])


SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish, "powershell": _powershell}
"""Shell -> makes its script."""
