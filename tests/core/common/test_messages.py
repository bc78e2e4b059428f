"""Every text for people has a translation that says the same."""

from __future__ import annotations

import ast
import itertools
import re
import textwrap

import pytest
from tests.messages import PARTS, ROOT, calls, catalogue, messages, parsed, placeholders

from foxsubmit.core.common import errors
from foxsubmit.core.common.i18n import ENGLISH, LANGUAGES, _, count, nearest, system_language, use
from foxsubmit.core.common.po import read, write

OTHERS = sorted(set(LANGUAGES) - {ENGLISH})


@pytest.fixture(scope="module")
def now():
    """Every text of the sources: read once, and not by each worker that collects tests."""
    return messages()


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language, now):
    known = catalogue(language)
    assert [f"{each.where}: {each.text}" for each in now if each.text not in known] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_stale(language, now):
    assert sorted(set(catalogue(language)) - {each.text for each in now}) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_in_what_its_text_does(language, now):
    known = catalogue(language)
    wrong = []
    for each in now:
        for form in known.get(each.text, ()):
            wanted = placeholders(each.plural or each.text)
            if placeholders(form) != wanted:
                wrong.append(f"{each.where}: {each.text} -> {form}")
    assert wrong == []


def test_a_counted_text_is_filled_in_with_the_number_alone(now):
    """What else is in it has two braces: ``count`` fills in ``{n}``, and whoever called it the rest."""
    wrong, catalogues = [], [catalogue(language) for language in OTHERS]
    for each in now:
        others = (known.get(each.text, ()) for known in catalogues)
        for form in (each.text, each.plural, *itertools.chain.from_iterable(others)) if each.plural else ():
            try:
                form.format(n=1)
            except (LookupError, ValueError):
                wrong.append(f"{each.where}: {form}")
    assert wrong == []


def test_chinese_texts_have_chinese_punctuation():
    wrong = [form for forms in catalogue("zh_CN").values() for form in forms
             if form.endswith(("。.", ".。")) or (form.endswith(".") and not form.endswith(("...", "e.g.")))]
    assert wrong == []


def literal(call):
    wanted = 2 if call.func.id == "count" else 1
    return all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in call.args[:wanted])


@pytest.mark.parametrize("part", PARTS)
def test_every_marked_text_is_a_literal_that_can_be_found(part):
    wrong = [f"{path.relative_to(ROOT)}:{call.lineno}" for path in (ROOT / part).rglob("*.py")
             if path.name != "i18n.py" for call in calls(parsed(path))
             if not literal(call)]
    assert wrong == []


SAYING = {"Finding", "Fix", "Refusal", "write_line", "say",
          *(name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception))}
"""Calls whose texts people read; what the panel shows is looked at in tests/test_ui_rules.py."""

PARSING = {"Parser", "ArgumentParser", "add_parser", "add_argument"}
"""Calls of which people read what the keywords ``help`` and ``description`` say."""

WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z{]")
FOR_NOBODY = {"core/transfer/agent.py": "its command line is typed by our own code"}


def untranslated(node):
    """Texts of several words in an expression that go through neither ``_()`` nor ``count()``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "count"):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and WORDS.search(node.value):
        yield node.value
    for below in ast.iter_child_nodes(node):
        yield from untranslated(below)


def said(tree):
    """Line and text of each text for people that cannot be translated."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            texts = [*call.args, *(each.value for each in call.keywords)] if name in SAYING else [
                each.value for each in call.keywords if name in PARSING and each.arg in ("help", "description")]
            yield from ((call.lineno, text) for each in texts for text in untranslated(each))


@pytest.mark.parametrize("part", PARTS)
def test_errors_findings_and_helps_can_be_translated(part):
    places = [(path, path.relative_to(ROOT).as_posix()) for path in (ROOT / part).rglob("*.py")]
    assert [f"{name}:{line}: not in _(): {text}" for path, name in places if name not in FOR_NOBODY
            for line, text in said(ast.parse(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(("source", "texts"), [
    ("raise BadInput('There is no scene.')", ["There is no scene."]),
    ("raise errors.Refused(3, f'There is no {name}')", ["There is no "]),
    ("Finding(codes.X, NOTE, 'Of all {n} files'.format(n=3))", ["Of all {n} files"]),
    ("write_line('Asking the farm')", ["Asking the farm"]), ("p.add_argument('--x', help='how many')", ["how many"]),
    ("raise BadInput(_('There is no scene.'))", []), ("raise KeyError('no such thing')", []),
    ("write_line(f'{name}: {text}')", []), ("p.add_argument('--x', metavar='A FOLDER', help=_('where it is'))", []),
])
def test_a_planted_text_is_named(source, texts):
    assert [text for _line, text in said(ast.parse(source))] == texts


def at_import(tree):
    """Calls that are made while the module is imported, before anybody chose a language."""
    waiting = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "count"):
            yield node.lineno
        waiting += list(ast.iter_child_nodes(node))


@pytest.mark.parametrize("part", PARTS)
def test_no_text_is_translated_while_its_module_is_imported(part):
    wrong = [f"{path.relative_to(ROOT)}:{line}" for path in (ROOT / part).rglob("*.py")
             for line in at_import(parsed(path))]
    assert wrong == []


def test_a_text_is_found_wherever_it_stands(tmp_path):
    for part in PARTS:
        (tmp_path / part).mkdir()
    (tmp_path / "ui" / "a.py").write_text(textwrap.dedent('''
        def f(n):
            return _("One " "text.").format(n=n) + count("{n} cat", "{n} cats", n) + names.count("x")
    '''), encoding="utf-8")
    assert [each[:2] for each in messages(tmp_path)] == [("One text.", ""), ("{n} cat", "{n} cats")]


def test_what_is_written_is_read_again():
    texts = {"Say “hello”.\n": ("说“你好”。\n",), "{n} cat": ("{n} 只猫",),
             'a "quoted" \\ one ' + "long " * 60: ("长",)}
    plurals = {"{n} cat": "{n} cats"}
    assert read(write("zh_CN", [(text, plurals.get(text, "")) for text in (*texts, "new")], texts)) == texts


def test_numbers_take_the_form_that_goes_with_them():
    assert [count("{n} frame", "{n} frames", number) for number in (0, 1, 1000)] == [
        "0 frames", "1 frame", "1,000 frames"]
    use("zh_CN")
    assert count("{n} frame", "{n} frames", 1000) == "1,000 帧"


def test_a_language_is_used_and_left_again():
    use("zh-Hans")
    assert _("Settings") == "设置"
    assert _("A text that nobody translates") == "A text that nobody translates"
    use("en_US")
    assert _("Settings") == "Settings"


@pytest.mark.parametrize(("named", "expected"), [
    ("zh_CN.UTF-8", "zh_CN"), ("zh_TW", "zh_CN"), ("Chinese (Simplified)_China", "zh_CN"), ("de_DE", "en"), ("", "en"),
])
def test_the_nearest_language_is_taken(named, expected):
    assert nearest(named) == expected


def test_the_system_says_its_language_in_its_variables(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "zh_CN:en")
    assert system_language() == "zh_CN"
