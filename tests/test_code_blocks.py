"""No block of code on a page is left unlooked at: commands are parsed by their parsers, scripts run, files are read."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import tempfile
from pathlib import Path

import pytest
from tests.code_blocks import ROOT, Block, blocks_of, every_block, pages

from foxsubmit.cli.common.parser import commands, parse, parser_of
from foxsubmit.core.settings.studio import read_studio

BLOCKS = every_block()
RUN_BY = {
    "docs/pipeline.md": "tests/app/job/test_pipeline_page.py", "docs/studio.md": "tests/core/hooks/test_studio_page.py",
    "docs/adding-a-host.md": "tests/hosts/test_adding_a_host.py", "README.md": "tests/app/job/test_scripts_of_pages.py",
    "docs/api.md": "tests/app/job/test_scripts_of_pages.py", "docs/farm.md": "tests/app/job/test_scripts_of_pages.py",
    "docs/rayvision.md": "tests/app/job/test_scripts_of_pages.py",
    "docs/hosts/blender.md": "tests/hosts/blender/extension/test_submitting.py",
}
"""Page -> the test that runs every script on it."""
WRITTEN = {"docs/reference/command-line.md": "tests/app/cli/reference.py",
           "docs/reference/job.md": "tests/app/reference/written.py"}
"""Page -> what writes it, its blocks too; a test compares them."""
FOREIGN = {"echo": "the shell's own", "Out-String": "PowerShell's own", "Invoke-Expression": "PowerShell's own"}
"""Program that no parser of ours knows -> why nothing of it can go stale here."""
BEFORE = {"sudo": 1, "chrt": 3}
"""Program that starts another -> how many words stand before that one's name."""


def problem(block):
    """Return what is wrong with a block, or nothing: each has a language, and each language is looked at."""
    if not block.code.strip():  # a form
        return ""
    if block.language in LOOKS:
        return LOOKS[block.language](block)
    return f"a block of “{block.language}” is looked at by nobody: see tests/test_code_blocks.py"


def _commands(block):
    """Return what no program would take of the lines of a shell."""
    return next(filter(None, map(_line, block.code.splitlines())), "")


def _line(line):
    inner = re.search(r'"\$\((.*)\)"', line)
    if inner:
        return _line(inner[1])
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|>;&")
    lexer.whitespace_split = True
    typed, said = [], ""
    for word in [*lexer, "|"]:
        if word in {"|", ";", "&&"}:
            said = said or (_program(typed) if typed else "")
            typed = []
        else:
            typed.append(word if re.search(r"\w?\[.*\]$", word[1:]) else word.strip("[]"))
    return said


def _program(typed):
    typed = typed[:typed.index(">")] if ">" in typed else typed
    while "=" in typed[0]:  # variables for that program alone
        typed = typed[1:]
    name, *rest = typed
    if name in BEFORE:
        return _program(typed[BEFORE[name]:])
    if re.search(r"(^|/)(python[\d.]*|mypy|ruff)$", name):
        return _python(name, rest)
    if name in TAKERS:
        return TAKERS[name](rest)
    return "" if name in FOREIGN else f"nobody knows the program “{name}”: FOREIGN has none of that name"


def _blender(rest):
    return _options(rest[rest.index("foxsubmit") + 2:], ROOT / "hosts/blender/extension/command.py")


def _nox(rest):
    session = rest[rest.index("-s") + 1].partition("-")[0]
    return "" if f"def {session}(" in (ROOT / "noxfile.py").read_text(encoding="utf-8") else f"no session {session}"


def parsed(words):
    """Return what our parser says against these words; nothing where it takes them."""
    words = ["ID" if word == "…" else word for word in words]
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            parse(words)
        except SystemExit as ended:
            return said.getvalue().strip().splitlines()[-1] if ended.code else ""
    return ""


def _python(name, rest):
    if "-m" in rest[:1]:
        module, words = rest[1], rest[2:]
        if module == "pytest":
            return "; ".join(f"no {word}" for word in words[:1] if not (ROOT / word).exists())
        place = ROOT.joinpath(*module.split("."))
        sources = [place.with_suffix(".py")] if place.with_suffix(".py").is_file() else [*place.glob("*.py")]
        return _options(words, *sources) if sources else f"no module {module}"
    if not rest or name.endswith(("mypy", "ruff")):
        return ""
    script, *words = rest
    if script == "dev.py":
        source = (ROOT / "dev.py").read_text(encoding="utf-8")
        known = re.search(r"COMMANDS = \{.*?\}", source, re.DOTALL)[0]
        if f'"{words[0]}"' not in known:
            return f"dev.py has no {words[0]}"
        words = words[1:words.index("--python") + 1] if "--python" in words else words[1:]
        return _options(words, ROOT / "dev.py", *(ROOT / "tools").rglob("*.py"))
    return _options(words, ROOT / script) if (ROOT / script).is_file() else f"no script {script}"


def _options(words, *sources):
    text = "".join(each.read_text(encoding="utf-8") for each in sources)
    unknown = [word for word in words if word.startswith("--") and word.partition("=")[0] not in text]
    return f"no option {unknown[0]}" if unknown else ""


def _extras(rest):
    known = re.findall(r"^(\w+) = \[", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    named = [each for word in rest for part in re.findall(r"\[([\w,]+)\]", word) for each in part.split(",")]
    return "; ".join(f"no extra {each}" for each in named if each not in known)


def _script(block):
    test = RUN_BY.get(block.page)
    if block.reason:
        return ""
    if test is None:
        return "no test runs this script: RUN_BY has none for the page"
    named = Path(block.page).name in (ROOT / test).read_text(encoding="utf-8")
    return "" if named else f"{test} does not name the page"


def _data(block):
    data = json.loads(block.code)
    if "$schema" in data:
        return "" if block.page in RUN_BY else "no test uses this schema"
    return _studio(block.code)


def _studio(code):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "studio.json")
        path.write_text(code, encoding="utf-8")
        return read_studio(path).trouble


def _text(block):
    return "" if block.reason or block.page in WRITTEN else "no reason stands above it: <!-- not run: WHY -->"


TAKERS = {"foxsubmit": parsed, "blender": _blender, "nox": _nox, "pip": _extras}
LOOKS = {"sh": _commands, "python": _script, "json": _data, "text": _text}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_every_block_is_looked_at(block):
    assert not problem(block), f"{block.place}: {problem(block)}"


@pytest.mark.parametrize(("markdown", "said"), [
    ("```sh\nfoxsubmit submit a.blend --frame-range 1-3\n```", "unrecognized arguments"),
    ("```sh\nfoxsubmit nonsense\n```", "invalid choice"),
    ("```sh\neval \"$(foxsubmit completion tcsh)\"\n```", "invalid choice"),
    ("```sh\npython3 dev.py sites\n```", "dev.py has no sites"),
    ("```sh\npython3 dev.py site --port 8000\n```", "no option --port"),
    ("```sh\npip install \".[farm,quick]\"\n```", "no extra quick"),
    ("```sh\nmake all\n```", "nobody knows the program “make”"),
    ("```json\n{\"locked\": [\"colour\"]}\n```", "“colour”, which cannot be used"),
    ("```python\nprint(1)\n```", "no test runs this script"),
    ("```text\na  b\n```", "no reason stands above it"),
    ("text\n\n    indented\n", "a block of “” is looked at by nobody"),
])
def test_a_planted_block_is_named(markdown, said):
    (block,) = blocks_of(markdown, "docs/planted.md")
    assert said in problem(block)


def test_a_reason_is_read_and_an_item_of_a_list_is_no_block():
    (block,) = blocks_of("a\n\n<!-- not run: a picture -->\n```text\nx\n```\n", "a.md")
    assert block.reason == "a picture"
    assert blocks_of("- one\n\n    of it\n", "a.md") == []
    assert blocks_of("a\n\n```text\nx\n```\n", "a.md") == [Block("a.md", 4, "text", "x\n", "")]


INLINE = re.compile(r"`foxsubmit ([a-z][^`]*)`")


def unknown_in_line(text):
    """What sentences say of a command that it does not have: “`foxsubmit tasks --colour`”."""
    for number, line in enumerate(text.split("\n"), 1):
        for typed in INLINE.findall(line):
            name, *words = typed.split()
            if name not in commands():
                yield f"{number}: there is no command {name}"
                continue
            known = {option for action in parser_of(name)._actions for option in action.option_strings}
            yield from (f"{number}: {name} has no {word}" for word in map(_bare, words)
                        if word.startswith("--") and word not in known)
            said = parsed(typed.split()) if re.fullmatch(r"[a-z\d -]+", typed) else ""
            if said and "are required" not in said:
                yield f"{number}: {said}"


def _bare(word):
    return re.split(r"[=,;|]", word.strip("[]…"))[0]


@pytest.mark.parametrize("page", [path for path in pages() if path.name != "CHANGELOG.md"],
                         ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sentences_name_commands_and_options_that_are_there(page):
    assert list(unknown_in_line(page.read_text(encoding="utf-8"))) == []


def test_a_planted_command_of_a_sentence_is_named():
    assert list(unknown_in_line("`foxsubmit tasks --colour`\nand `foxsubmit sing`, `foxsubmit account add`")) == [
        "1: tasks has no --colour", "1: foxsubmit: error: unrecognized arguments: --colour",
        "2: there is no command sing", "2: foxsubmit: error: unrecognized arguments: add"]


NAMED = re.compile(r"`((?:app|bench|core|docs|farm|hosts|tests|tools|ui)/[\w./-]*)")
"""A path of the repository in a sentence."""
TO_BE_MADE = "c4d"
"""The page about adding a host makes this one, so that it is not there."""


@pytest.mark.parametrize("page", [path for path in pages() if path.name != "CHANGELOG.md"],
                         ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sentences_name_files_that_are_there(page):
    named = set(NAMED.findall(page.read_text(encoding="utf-8")))
    assert [each for each in sorted(named) if TO_BE_MADE not in each and not (ROOT / each.rstrip(".")).exists()] == []

