"""The site has every page of docs/ under one heading, and its links hold there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tools.site import navigation, staging

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
