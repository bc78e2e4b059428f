"""How the Chinese catalogue says what read badly."""

from __future__ import annotations

import pytest

from foxsubmit.core.common.i18n import FOLDER, use
from foxsubmit.core.common.po import read
from foxsubmit.core.model import format

TEXTS = read((FOLDER / "zh_CN.po").read_text(encoding="utf-8"))
UNNATURAL = ("正在询问", "询问农场", "重新询问", "不像渲染农场", "不会不加密", "小时每帧", "等另外", "会带来它",
             "农场的说明", "依据{",
             "账户", "相机")


@pytest.mark.parametrize("words", UNNATURAL)
def test_no_text_speaks_so(words):
    assert [said for forms in TEXTS.values() for said in forms if words in said] == []


@pytest.mark.parametrize(("english", "chinese"), [
    ("Keys do not travel without encryption: leave out “http://”.", "密钥只能通过加密连接传输：请去掉“http://”。"),
    ("Stay", "继续编辑"), ("Leave", "放弃并离开"), ("Verdict", "对比结果"), ("hours a frame", "小时/帧"),
    ("{names} and {n} more", "{names} 等，另有 {n} 个"), ("in {n} unit", "（{n} 个单元）"),
])
def test_a_text_says_what_a_chinese_artist_would_say(english, chinese):
    assert TEXTS[english][0] == chinese


def test_phrases_beside_each_other_have_the_comma_of_their_language():
    assert format.together("2 files", "", "10.1 kB") == "2 files, 10.1 kB"
    use("zh_CN")
    try:
        assert format.together("2 个资源", "10.1 kB") == "2 个资源，10.1 kB"
    finally:
        use("en")
