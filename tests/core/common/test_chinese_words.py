"""How the Chinese catalogue says what read badly."""

from __future__ import annotations

import re

import pytest

from foxsubmit.core.common.i18n import FOLDER, use
from foxsubmit.core.common.po import read
from foxsubmit.core.model import format

TEXTS = read((FOLDER / "zh_CN.po").read_text(encoding="utf-8"))
UNNATURAL = ("正在询问", "询问农场", "重新询问", "不像渲染农场", "不会不加密", "小时每帧", "等另外", "会带来它",
             "农场的说明", "依据{",
             "账户", "相机")


HAN = "[\u3400-\u9fff]"
MISSET = {
    "a letter or figure close beside Chinese": re.compile(f"{HAN}[A-Za-z0-9]|[A-Za-z0-9%]{HAN}"),
    "an amount close beside Chinese": re.compile(f"{HAN}{{(n|m|h|most|amount|cost|frame|frames|spent)}}"),
    "a half-width sign beside Chinese": re.compile(f"{HAN}[,.:;!?()]|[,:;!?()]{HAN}|{HAN}[,.:;] "),
    "a space beside a full-width sign": re.compile(" [，。：；！？（）、]|[，。：；！？（）、] (?!-)"),
    "two spaces": re.compile(r"\S  +\S"),
}
"""Ways of setting text that Chinese print does not have."""


@pytest.mark.parametrize("what", MISSET)
def test_texts_are_set_as_chinese_is(what):
    assert [said for forms in TEXTS.values() for said in forms if MISSET[what].search(said)] == []


def test_sentences_after_each_other_have_one_space_or_the_room_of_a_full_width_sign():
    assert format.sentences("Two files.", "", "None missing. ") == "Two files. None missing."
    assert format.sentences("无需上传。", "上传：3.6 MB。") == "无需上传。上传：3.6 MB。"
    assert format.sentences("= 8 帧", "（1 个单元）") == "= 8 帧（1 个单元）"


@pytest.mark.parametrize("words", UNNATURAL)
def test_no_text_speaks_so(words):
    assert [said for forms in TEXTS.values() for said in forms if words in said] == []


@pytest.mark.parametrize(("english", "chinese"), [
    ("Keys do not travel without encryption: leave out “http://”.", "密钥只能通过加密连接传输：请去掉“http://”。"),
    ("Stay", "继续编辑"), ("Leave", "放弃并离开"), ("Verdict", "对比结果"), ("hours a frame", "小时/帧"),
    ("{names} and {n} more", "{names} 等，另有 {n} 个"), ("= {frames} in {units}", "= {units}，共 {frames}"),
    ("{n} {status}", "{status} {n}"), ("Waiting", "等待"),
    ("Cameras", "摄像机"), ("cameras apart", "摄像机分开"),
    ("{n} camera", "{n} 个摄像机"),
    ("{frames} selected, {cost} in all", "已选 {frames}，共 {cost}"),
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
