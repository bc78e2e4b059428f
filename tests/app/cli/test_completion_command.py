"""``foxsubmit completion``: its words are those of the parsers, and bash completes with them."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from foxsubmit import cli
from foxsubmit.cli.common.parser import commands, parser_of
from foxsubmit.cli.setting_up.completion import SHELLS


@pytest.fixture
def script(capsys):
    def of(shell):
        assert cli.main(["completion", shell]) == 0
        return capsys.readouterr().out

    return of


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_in_the_script(script, shell):
    text = script(shell)
    for name in commands():
        assert name in text
        for option in parser_of(name)._option_string_actions:
            assert (option.lstrip("-") if shell == "fish" else option) in text


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_commands_options_choices_and_actions(script, tmp_path):
    lines = (("foxsubmit co", "costs completion"), ("foxsubmit costs --by ", "project artist day"),
             ("foxsubmit costs --cs", "--csv"), ("foxsubmit projects de", "delete"),
             ("foxsubmit --debug environments def", "default"), ("foxsubmit nonsense --j", ""))
    tries = "".join(f'COMP_WORDS=({line} {chr(39) * 2 if line.endswith(" ") else ""})\n'
                    "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_foxsubmit\n" 'echo "${COMPREPLY[*]}"\n'
                    for line, _words in lines)
    done = subprocess.run(["bash", "--norc", "-c", script("bash") + tries], capture_output=True, text=True, check=True,
                          cwd=tmp_path)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [words for _line, words in lines]


def test_the_script_as_json(capsys, script):
    text = script("fish")
    assert cli.main(["completion", "fish", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"version": 1, "shell": "fish", "script": text}
