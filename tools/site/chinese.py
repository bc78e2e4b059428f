"""What stands around a Chinese page: the words of the theme, and the headings beside it."""

from __future__ import annotations

import re

WORDS = {
    "Search": "搜索", "Next": "下一页", "Previous": "上一页", "Home": "首页", "Back to top": "回到顶部",
    "On this page": "本页内容", "Index": "索引", "Contents": "目录", "Menu": "菜单", "Expand": "展开",
    "Skip to content": "跳到正文", "Light mode": "浅色", "Dark mode": "深色", "Copyright": "版权",
}
HEADINGS = {"For artists": "制作人员（英文）", "The panel and its applications": "面板与软件（英文）",
            "For studios": "工作室（英文）", "Reference": "参考（英文）",
            "For contributors": "开发者（英文）"}
OWN = "中文"
"""The heading of the Chinese pages, which comes first beside them."""


def word(text: str, **values: object) -> str:
    """Return a word of the theme in Chinese; one that is not known stays as it is."""
    return WORDS.get(text.strip(), text) % values if values else WORDS.get(text.strip(), text)


def navigation(tree: str) -> str:
    """Return the list of pages with the Chinese ones first, and its headings in Chinese."""
    first, *parts = re.split(r'(?=<p class="caption")', tree)
    parts.sort(key=lambda part: f">{OWN}<" not in part)
    whole = first + "".join(parts)
    for english, chinese in HEADINGS.items():
        whole = whole.replace(f">{english}<", f">{chinese}<")
    return whole
