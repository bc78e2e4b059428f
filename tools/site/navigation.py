"""Which pages the site has, and under which headings. A page in none of them fails the build."""

from __future__ import annotations

PROJECT = "project"
"""The folder of the site with the pages that lie at the root of the repository."""

OUTSIDE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md")

ARTISTS = "For artists"
"""The heading whose pages are there in Chinese, too."""

HEADINGS: dict[str, tuple[str, ...]] = {
    ARTISTS: ("install", "first-submission", "findings", "failed-frames", "money"),
    "中文": ("index.zh", "install.zh", "first-submission.zh", "findings.zh", "failed-frames.zh", "money.zh"),
    "The panel and its applications": (
        "ui", "hosts/installing", "hosts/blender", "hosts/maya", "hosts/houdini", "hosts/max"),
    "For studios": (
        "rollout", "studio", "network", "troubleshooting", "environment", "security", "transfers", "hosts/windows",
        "hosts/verified"),
    "Reference": ("command-line", "reference/*", "pipeline", "api", "rayvision", "farm"),
    "For contributors": (
        "project/README", "project/CONTRIBUTING", "architecture", "adding-a-host", "speed", "benchmarks", "chinese",
        "releasing", "project/CHANGELOG", "project/SECURITY", "project/CODE_OF_CONDUCT", "decisions/*"),
}
"""Pages below docs/ without their ending, in the order of the site; ``folder/*`` is all that no other line names."""


def tree(pages: list[str]) -> str:
    """Return the tables of contents, for the end of the first page, in the form that Sphinx reads."""
    parts = []
    named = {page for listed in HEADINGS.values() for page in listed}
    for heading, listed in HEADINGS.items():
        lines = [page for each in listed for page in (
            sorted(page for page in pages if page.startswith(each[:-1]) and page not in named)
            if each.endswith("*") else [each])]
        parts.append("\n".join(("```{toctree}", ":hidden:", f":caption: {heading}", "", *lines, "```")))
    return "\n\n".join(parts) + "\n"
