"""Catalogues are read as GNU gettext reads them."""

from __future__ import annotations

import gettext
import shutil
import subprocess

import pytest

from foxsubmit.core.common.po import read, write

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
PLURALS = '"Plural-Forms: nplurals=1; plural=0;\\n"\n'
ENTRIES = {
    "plain": ('msgid "Save"\nmsgstr "保存"\n', {"Save": ("保存",)}),
    "fuzzy": ('#, fuzzy\nmsgid "Save"\nmsgstr "打开"\n', {}),
    "fuzzy among flags": (
        '#: a.py:1\n#, python-brace-format, fuzzy\n#| msgid "Open"\nmsgid "Save"\nmsgstr "打开"\n', {}),
    "one that follows a fuzzy one": ('#, fuzzy\nmsgid "Save"\nmsgstr "打开"\n\nmsgid "Open"\nmsgstr "打开"\n',
                                     {"Open": ("打开",)}),
    "flags that are not fuzzy": ('#, c-format\nmsgid "Save"\nmsgstr "保存"\n', {"Save": ("保存",)}),
    "obsolete": ('#~ msgid "Save"\n#~ msgstr "保存"\n', {}),
    "untranslated": ('msgid "Save"\nmsgstr ""\n', {}),
    "octal": ('msgid "Caf\\303\\251"\nmsgstr "\\345\\222\\226\\345\\225\\241"\n', {"Café": ("咖啡",)}),
    "hexadecimal": ('msgid "Caf\\xc3\\xa9"\nmsgstr "x"\n', {"Café": ("x",)}),
    "letters": (r'''msgid "a\tb\"c\\d\n"
msgstr "\a\b\f\n\r\t\v\\n\""
''', {'a\tb"c\\d\n': ('\a\b\f\n\r\t\v\\n"',)}),
    "several lines": ('msgid ""\n"Save "\n"all"\nmsgstr ""\n"全部"\n"保存"\n', {"Save all": ("全部保存",)}),
    "a plural": ('msgid "{n} file"\nmsgid_plural "{n} files"\nmsgstr[0] "{n} 个文件"\n', {"{n} file": ("{n} 个文件",)}),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_read(name):
    text, expected = ENTRIES[name]
    assert read(HEAD + "\n" + text) == expected


@pytest.mark.parametrize("name", [name for name in ENTRIES if name != "letters"])
def test_gettext_reads_the_same(name, tmp_path):
    """But for escapes such as a form feed, at which it warns."""
    if shutil.which("msgfmt") is None:
        pytest.skip("GNU gettext is not here")
    text, expected = ENTRIES[name]
    (tmp_path / "a.po").write_text(f"{HEAD}{PLURALS}\n{text}", encoding="utf-8")
    subprocess.run(["msgfmt", "-o", str(tmp_path / "a.mo"), str(tmp_path / "a.po")], check=True, capture_output=True)
    with (tmp_path / "a.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    found = {key[0] if isinstance(key, tuple) else key: (value,) for key, value in catalogue.items() if key}
    assert found == expected


def test_what_is_written_is_read_again():
    texts = {'a "b" \\ \t\n': ('中 "文" \\ \t\n',), "x" * 300: ("y " * 200,)}
    assert read(write("zh_CN", [(text, "") for text in texts], texts)) == texts
