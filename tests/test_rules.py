"""House rules that can be read off the source (CONTRIBUTING.md)."""

from __future__ import annotations

import ast
import collections
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("app", "core", "farm", "hosts", "ui")
FILES = [path for part in PARTS for path in sorted((ROOT / part).rglob("*.py"))]
HEAD = '"""A."""\nfrom __future__ import annotations\n\n'
LONGEST_MODULE, MEDIAN_MODULE, LONGEST_FUNCTION = 400, 130, 60
SOURCES = [*FILES, *sorted((ROOT / "tools").rglob("*.py")), ROOT / "dev.py", ROOT / "noxfile.py"]
FRAGMENT = re.compile(
    r"""(Of|By|As|Those|So|The\ same)\b  # seldom begins a sentence, however long
    |(With|Without|Where|From|To|Who|Whose|What|That|Which|Beside|In|On|At|For|Before|After|Behind|Between|Among|Under
    |Over|Above|Below|Through|Until|These|They|Them)\b[^.]{0,70}\.?$  # a short one has no verb of its own""",
    re.VERBOSE)
"""The first line of a docstring that needs the name above it as its subject."""
MOST_MODULES = 25
"""Modules in one folder; more are more than one room."""


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def stub(function):
    """Whether a function does nothing; one that only says why, and returns nothing, is no stub."""
    body = [node for node in function.body
            if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    explained = bool(ast.get_docstring(function)) and ast.unparse(function.returns or ast.Constant(0)) == "None"
    return all(isinstance(node, ast.Pass) for node in body) and not (explained and not body)


def protocol_methods(tree):
    return {id(function) for cls in ast.walk(tree) if isinstance(cls, ast.ClassDef)
            and any("Protocol" in ast.dump(base) for base in cls.bases) for function in functions(cls)}


def offences(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    exempt = protocol_methods(tree) if "Protocol" in text else set()
    if text.strip() and not ast.get_docstring(tree):
        yield "says nothing about itself"
    if text.count("\n") > LONGEST_MODULE:
        yield f"is longer than {LONGEST_MODULE} lines"
    if "from __future__ import annotations" not in text and functions(tree):
        yield "lacks the annotations import"
    for function in functions(tree):
        if function.end_lineno - function.lineno > LONGEST_FUNCTION:
            yield f"{function.name} is longer than {LONGEST_FUNCTION} lines"
        if "NotImplementedError" in text and "NotImplementedError" in ast.dump(function):
            yield f"{function.name} is not implemented"
        if stub(function) and id(function) not in exempt:
            yield f"{function.name} does nothing"
    if re.search(r"\b(TODO|FIXME|XXX)\b", text):
        yield "has unfinished business"
    if re.search(r"shell\s*=\s*True|verify\s*=\s*False", text):
        yield "has a shell string or switches TLS verification off"


@pytest.mark.parametrize("part", PARTS)
def test_a_module_keeps_the_rules(part):
    assert [f"{path.relative_to(ROOT)} {offence}" for path in FILES if path.is_relative_to(ROOT / part)
            for offence in offences(path)] == []


@pytest.mark.parametrize(("source", "offence"), [
    ("x = 1\n", "says nothing about itself"),
    ('"""A."""\n' + "x = 1\n" * 401, "is longer than 400 lines"),
    (HEAD + "def f():\n    raise NotImplementedError\n", "f is not implemented"),
    (HEAD + "def f():\n    pass\n", "f does nothing"),
    (HEAD + 'def f() -> int:\n    """A number."""\n', "f does nothing"),
    ('"""A."""\n# TO' + "DO later\n", "has unfinished business"),
    ('"""A."""\nrun(x, shell=' + "True)\n", "has a shell string or switches TLS verification off"),
])
def test_a_planted_violation_is_found(tmp_path, source, offence):
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    assert list(offences(path)) == [offence]


def test_modules_stay_small():
    sizes = sorted(path.read_text(encoding="utf-8").count("\n") for path in FILES)
    assert sizes[len(sizes) // 2] <= MEDIAN_MODULE


def crowded(files):
    """Yield a sentence for each folder with more modules than anybody can take in."""
    folders = collections.Counter(path.parent for path in files if path.name != "__init__.py")
    for folder, number in sorted(folders.items()):
        if number > MOST_MODULES:
            last = sorted(path for path in files if path.parent == folder)[-1]
            yield f"{last}:1: the {number}th module in one folder; at most {MOST_MODULES}"


def test_a_folder_is_one_room():
    assert list(crowded(FILES)) == []


def test_a_26th_module_is_named(tmp_path):
    files = [tmp_path / f"module_{number:02}.py" for number in range(26)]
    assert list(crowded(files)) == [f"{files[-1]}:1: the 26th module in one folder; at most 25"]


CLOCKS = {"monotonic", "perf_counter", "process_time", "thread_time"}
LEAST_GUARD = 60
"""Seconds: with less, a test fails on a machine that is only busy."""


def hurried(text, name):
    """Where a test says how soon something has to be done: file and line."""
    if not any(clock in text for clock in CLOCKS):  # parsing takes long, and most files ask no clock
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Compare) and any(isinstance(each, ast.Attribute) and each.attr in CLOCKS
                                                 for each in ast.walk(node)):
            for op, bound in zip(node.ops, node.comparators):
                if (isinstance(op, (ast.Lt, ast.LtE)) and isinstance(bound, ast.Constant)
                        and bound.value < LEAST_GUARD):
                    yield f"{name}:{node.lineno}: {bound.value} seconds may pass on a busy machine"


def test_no_test_depends_on_speed():
    assert [each for path in sorted((ROOT / "tests").rglob("*.py"))
            for each in hurried(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())] == []


@pytest.mark.parametrize("source", ["assert time.monotonic() - start < 2.5", "assert 0.3 < time.process_time() <= 1"])
def test_a_planted_bound_is_named(source):
    assert next(hurried("\n" + source, "tests/test_a.py")).startswith("tests/test_a.py:2: ")


def fragments(files):
    """Yield file, line and text of each docstring that means something only beside the name above it."""
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value.value if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) else None
            first = text.strip().split("\n")[0] if isinstance(text, str) else ""
            if FRAGMENT.match(first):
                yield f"{path}:{node.lineno}: is a fragment: {first}"


def test_docstrings_stand_alone():
    assert list(fragments(SOURCES)) == []


@pytest.mark.parametrize("fragment", [
    "Of those.", "By which the settings and the journal know it.", "The same of the scene as it was read.",
    "In pixels.", "On the Jobs tab, with its frames.", "What came of a check.", "Those that are lost.",
    "As Windows opens them: without the dot that ends a folder, nor any dots and spaces that end the name."])
def test_a_planted_fragment_is_named(tmp_path, fragment):
    path = tmp_path / "module.py"
    path.write_text(f'"""A module."""\nx = 1\n"""{fragment}"""\ny = 2\n"""The upload\'s bytes."""\n', encoding="utf-8")
    assert list(fragments([path])) == [f"{path}:3: is a fragment: {fragment}"]


def test_a_fragment_is_named_where_a_function_or_a_class_has_it(tmp_path):
    path = tmp_path / "module.py"
    source = '"""A."""\nclass A:\n  """Of those."""\n  def b(self):\n    """In lists.\n\n    More."""\n'
    path.write_text(source, encoding="utf-8")
    assert [each[len(str(path)):] for each in fragments([path])] == [
        ":3: is a fragment: Of those.", ":5: is a fragment: In lists."]


@pytest.mark.parametrize("sentence", ["Return the index.", "Whether it is shown.", "Bytes of those results.",
                                      "The folder for results; empty takes one beside the scene."])
def test_a_docstring_with_its_subject_is_let_through(tmp_path, sentence):
    path = tmp_path / "module.py"
    path.write_text(f'"""{sentence}"""\n', encoding="utf-8")
    assert list(fragments([path])) == []


CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
TEXTS = (".py", ".md", ".po", ".toml", ".qss", ".json", ".ini")


def conflicts(path):
    """Yield file and line of each mark that a merge has left, of files that people write."""
    text = path.read_text(encoding="utf-8")
    for mark in CONFLICT.finditer(text):
        yield f"{path.name}:{text.count(chr(10), 0, mark.start()) + 1}: a conflict of a merge stands here"


def test_no_conflict_of_a_merge_is_left():
    written = [*ROOT.glob("*.*"), *(path for part in (*PARTS, "docs", "tests", "tools", "bench")
                                    for path in (ROOT / part).rglob("*"))]
    assert [each for path in written if path.suffix in TEXTS and path.is_file() for each in conflicts(path)] == []


def test_a_planted_conflict_is_named(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("one\n" + "<" * 7 + " HEAD\ntwo\n" + ">" * 7 + " theirs\n", encoding="utf-8")
    assert list(conflicts(page)) == ["page.md:2: a conflict of a merge stands here",
                                     "page.md:4: a conflict of a merge stands here"]
