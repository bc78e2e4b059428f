"""Sphinx's settings for the site. Nothing in it is asked of another machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[2]))  # Sphinx runs this file from anywhere

from tools.site import chinese, searching

project = "foxsubmit"
author = "the authors of foxsubmit"
extensions = ["myst_parser", "sphinx_copybutton"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline"]
suppress_warnings = ["myst.header"]  # a page may begin with a second heading

html_theme = "furo"
html_title = "foxsubmit"
html_show_sphinx = False
html_show_copyright = False  # there is no name beside it, and the README names the licence
html_show_sourcelink = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["site.css"]
html_search_language = "fox"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#c2410c", "color-brand-content": "#c2410c"},
    "dark_css_variables": {"color-brand-primary": "#fb923c", "color-brand-content": "#fb923c"},
}


def setup(app: Any) -> None:
    """Have words of both languages found, and Chinese around Chinese pages."""
    from sphinx.search.en import SearchEnglish  # type: ignore[import-not-found]  # noqa: PLC0415

    app.add_search_language(type("Search", (SearchEnglish,), {
        "lang": html_search_language, "js_splitter_code": searching.SPLITTER,
        "split": lambda _self, text: searching.indexed(text)}))
    app.connect("html-page-context", _page, priority=900)  # behind the theme, which makes the list of pages


def _page(_app: Any, name: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    if name.endswith(".zh"):
        context.update(language="zh-CN", _=chinese.word, gettext=chinese.word,
                       furo_navigation_tree=chinese.navigation(context.get("furo_navigation_tree", "")))
