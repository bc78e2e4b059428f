"""The site has every page of docs/ under one heading, and its links hold there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from tools.site import chinese, navigation, searching, staging

ROOT = Path(__file__).parents[1]


def listed(pages):
    """The pages that the tables of contents name."""
    return [line for line in navigation.tree(pages).splitlines() if line and line[0] not in "`:"]


def test_every_page_is_under_one_heading(tmp_path):
    pages = staging.stage(tmp_path)
    named = Counter(listed(pages))
    there = {page for page in pages if page != "index"} | {f"project/{name[:-3]}" for name in navigation.OUTSIDE}
    assert set(named) == there, "tools/site/navigation.py has the headings"
    assert [page for page, times in named.items() if times > 1] == []


def test_links_hold_in_the_site_and_code_stays_as_it_is():
    linked = staging.with_links("[a](money.md#budgets) [b](../README.md#use-it) [c](../core/x.py) `[d](../README.md)`\n"
                                "    [e](../README.md)\n[f](https://example.org/x)\n"
                                "```text\n[g](../README.md)\n```\n[h](../README.md)", "docs/farm.md")
    assert linked == ("[a](money.md#budgets) [b](project/README.md#use-it) c `[d](../README.md)`\n"
                      "    [e](../README.md)\n[f](https://example.org/x)\n"
                      "```text\n[g](../README.md)\n```\n[h](project/README.md)")
    assert staging.with_links("![p](docs/pictures/live.png) [d](docs/decisions/)", "README.md") == (
        "![p](../pictures/live.png) [d](../decisions/0001-methods-not-tables.md)")


def test_a_page_leads_to_its_twin():
    docs = ROOT / "docs"
    assert staging.with_twin("# Money\n\nText", docs / "money.md") == "# Money\n\n[中文](money.zh.md)\n\nText"
    assert staging.with_twin("# 费用\n", docs / "money.zh.md") == "# 费用\n\n[English](money.md)\n"
    assert staging.with_twin("# Studio\n", docs / "studio.md") == "# Studio\n"


def test_every_chinese_page_has_an_english_one():
    docs = ROOT / "docs"
    assert [page.name for page in docs.rglob("*.zh.md") if not page.with_name(page.name[:-6] + ".md").exists()] == []


def test_every_page_for_artists_is_there_in_chinese():
    assert {f"{page}.zh" for page in navigation.HEADINGS[navigation.ARTISTS]} == (
        set(navigation.HEADINGS[chinese.OWN]) - {"index.zh"})


def lost_steps(text):
    """The numbered steps of which no list is left: whoever shows the page takes them for the paragraph before."""
    lost, going_on, code = [], False, False
    for line in text.splitlines():
        code ^= line.lstrip().startswith("```")
        step = re.match(r"(\d+)\. ", line)
        if code or not line.strip():
            continue
        if step:
            lost += [line] if step[1] != "1" and not going_on else []
            going_on = True
        elif not line.startswith(" "):
            going_on = False
    return lost


@pytest.mark.parametrize("page", sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]),
                         ids=lambda page: page.name)
def test_numbered_steps_stay_one_list(page):
    assert lost_steps(page.read_text(encoding="utf-8")) == []


def test_a_step_behind_a_table_that_ends_its_list_is_named():
    assert lost_steps("1. Take\n\n| a |\n|---|\n\n   of these.\n2. Go") == ["2. Go"]
    assert lost_steps("1. Take\n\n   | a |\n   |---|\n\n   of these.\n2. Go\n\nText\n\n1. Again") == []


def facts(page):
    """The figures of a page, and what it names as code."""
    text = re.sub(r"\]\([^)]*\)", "]", page.read_text(encoding="utf-8"))
    bare = re.sub(r"```.*?```|`[^`\n]+`", "", text, flags=re.DOTALL)
    return set(re.findall(r"`[^`\n]+`", text)) | set(re.findall(r"\d[\d,.]*\d|\d", bare))


@pytest.mark.parametrize("page", [page for page in navigation.HEADINGS[chinese.OWN] if page != "findings.zh"])
def test_a_chinese_page_says_no_figure_and_no_command_that_its_english_one_does_not(page):
    """The page of findings is made of the code, which has other figures where Chinese counts otherwise."""
    there = ROOT / "docs" / f"{page}.md"
    assert facts(there) - facts(there.with_name(f"{page[:-len('.zh')]}.md")) == set()


def test_findings_have_a_name_beside_their_number_in_both_languages():
    pages = {each: re.findall("^### (.*)", (ROOT / "docs" / each).read_text(encoding="utf-8"), re.MULTILINE)
             for each in ("findings.md", "findings.zh.md")}
    numbers = {each: [heading.split()[0] for heading in headings] for each, headings in pages.items()}
    assert numbers["findings.zh.md"] == numbers["findings.md"]
    assert [heading for headings in pages.values() for heading in headings if len(heading.split(maxsplit=1)) < 2] == []


def gone_tests(page):
    """Yield the tests that a page names and that are not there, each with its line."""
    file = None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        for name in re.findall(r"tests/[\w/]+\.py|(?<=::)test_\w+", line):
            if name.startswith("tests/"):
                file = ROOT / name
                there = file.exists()
            else:
                there = file is not None and file.exists() and f"def {name}(" in file.read_text(encoding="utf-8")
            if not there:
                yield f"{page.name}:{number}: {name}"


def test_every_test_that_a_page_names_is_there():
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    assert [wrong for page in pages for wrong in gone_tests(page)] == []


def test_a_page_that_names_a_test_that_is_gone_is_named(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("tests/test_site.py::test_links_hold_in_the_site_and_code_stays_as_it_is\n"
                    "tests/test_site.py::test_gone, tests/test_gone.py\n", encoding="utf-8")
    assert list(gone_tests(page)) == ["page.md:2: test_gone", "page.md:2: tests/test_gone.py"]


QUERIES = ["渲染环境", "帧", "V-Ray渲染", "proxy port", "用 Ctrl+Enter 提交", "", "a_b 3"]


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_typed_is_found_by_what_was_indexed(query):
    assert set(searching.asked(query)) <= set(searching.indexed(f"前{query}后"))


def test_chinese_is_cut_into_pairs():
    assert searching.asked("渲染环境 GPU") == ["渲染", "染环", "环境", "GPU"]
    assert searching.asked("帧") == ["帧"]
    assert searching.indexed("帧数") == ["帧", "数", "帧数"]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_the_browser_cuts_as_we_do():
    code = f"{searching.SPLITTER}\nconsole.log(JSON.stringify({json.dumps(QUERIES)}.map(splitQuery)))"
    done = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert json.loads(done.stdout) == [searching.asked(query) for query in QUERIES]


def test_around_a_chinese_page_the_words_are_chinese():
    tree = "".join(f'<p class="caption"><span>{heading}</span></p><ul></ul>' for heading in navigation.HEADINGS)
    made = chinese.navigation(tree)
    assert made.index("中文") == min(made.index(each) for each in (*chinese.HEADINGS.values(), "中文"))
    assert set(chinese.HEADINGS) | {chinese.OWN} == set(navigation.HEADINGS)
    assert [heading for heading in chinese.HEADINGS if heading in made] == []
    assert chinese.word("Search") == "搜索"
