"""Sphinx's settings for the site. Nothing in it is asked of another machine."""

from __future__ import annotations

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
html_search_language = "zh"  # finds Chinese words, and English ones as "en" does
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#c2410c", "color-brand-content": "#c2410c"},
    "dark_css_variables": {"color-brand-primary": "#fb923c", "color-brand-content": "#fb923c"},
}
