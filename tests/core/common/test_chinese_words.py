"""How the Chinese catalogue says what read badly, and the terms that docs/chinese.md has."""

from __future__ import annotations

import re

import pytest
from tests.messages import ROOT, messages

from foxsubmit.core.common.i18n import FOLDER, _, count, use
from foxsubmit.core.common.po import read
from foxsubmit.core.model import format
from foxsubmit.core.plan.hosts import every_host, traits_of

TEXTS = read((FOLDER / "zh_CN.po").read_text(encoding="utf-8"))
TERMS = [[each.strip() for each in line.strip("|").split("|")]
         for line in (ROOT / "docs" / "chinese.md").read_text(encoding="utf-8").splitlines()
         if line.startswith("| ") and not line.startswith("| English")]
"""Rows of the glossary: the English word, the Chinese one, and those that are not used for it."""

UNNATURAL = """
正在询问 询问农场 重新询问 不像渲染农场 不会不加密 小时每帧 等另外 会带来它 农场的说明 依据{
农场不理解 农场的回答 它说： 忘记 可见或可听 无声地 我们的 出故障 没有说明任何
会在没有它们的情况下 不带它们 不带它重新 是否如此 取代了 不是平台： 不是域名： 不是地址： 不是代理： 不是速度：
需要名称：请输入 那里没有运动 渲染每一帧时没有之前的帧
"""
"""Farms that are asked and say something, programs that forget, and what is put word for word out of English."""

NEGATED_TWICE = re.compile("不(会|能|可|得|是)?不|没有[^，。：；]{0,6}不(?!同|到|再|支持|超|满)|无法不|并非不")

HAN = "[\u3400-\u9fff]"
VALUES = "n|m|h|most|amount|cost|frame|frames|spent"
MISSET = {
    "a letter or figure close beside Chinese": re.compile(f"{HAN}[A-Za-z0-9]|[A-Za-z0-9%]{HAN}"),
    "an amount close beside Chinese": re.compile(f"{HAN}{{({VALUES})}}"),
    "a half-width sign beside Chinese": re.compile(f"{HAN}[,.:;!?()]|[,:;!?()]{HAN}|{HAN}[,.:;] "),
    "a half-width sign between values": re.compile("[}][,:;!?](?=[{])|[A-Z]{2,}:[a-z]"),
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


@pytest.mark.parametrize("words", UNNATURAL.split())
def test_no_text_speaks_so(words):
    assert [said for forms in TEXTS.values() for said in forms if words in said] == []


def test_nothing_is_negated_twice():
    assert [said for forms in TEXTS.values() for said in forms if NEGATED_TWICE.search(said)] == []


@pytest.mark.parametrize(("english", "chinese", "never"), TERMS, ids=[row[0] for row in TERMS])
def test_a_thing_has_the_word_of_the_glossary(english, chinese, never):
    said = "\n".join(form for forms in TEXTS.values() for form in forms)
    others = [word for word in never.split("、") if word]
    assert [word for word in others if word in said] == [], english
    assert re.split(r"[、 ;]", chinese)[0] in said


def test_access_keys_are_written_as_the_farm_writes_them():
    assert [form for forms in TEXTS.values() for form in forms
            if re.search("access (id|key)|Access key|Access id", form)] == []


CAMERAS = ("摄影机", "摄像机", "相机")


def test_a_text_that_one_host_says_has_its_word_for_a_camera_and_any_other_the_usual_one():
    wrong = []
    for each in messages():
        said = TEXTS.get(each.text, ("",))[0]
        path = each.where.partition(":")[0]
        own = next((host for host in every_host() if f"/{host.name}/" in path or path.endswith(f"/{host.name}.py")),
                   None)
        # A text of Blender's native panel that the other panel has, too, is put into Blender's words there.
        shared = own and each.text in ("Camera", "No camera")
        word = own.say_in("zh_CN", "摄影机") if own and not shared else "摄影机"
        wrong += [f"{each.where}: {said}" for other in CAMERAS if other in said.replace(word, "")]
    assert wrong == []


@pytest.mark.parametrize(("host", "chinese"), [
    ("blender", "2 个场景没有摄像机：请添加，或取消勾选。"), ("maya", "2 个场景没有摄影机：请添加，或取消勾选。"),
    ("max", "2 个场景没有摄影机：请添加，或取消勾选。"), ("houdini", "2 个场景没有相机：请添加，或取消勾选。"),
    ("c4d", "2 个场景没有摄影机：请添加，或取消勾选。"),
])
def test_a_text_has_the_word_of_the_host_it_is_about(host, chinese):
    one = "{n} scene has no camera: add one, or untick it."
    several = "{n} scenes have no camera: add one each, or untick them."
    assert traits_of(host).say(count(one, several, 2)) == "2 scenes have no camera: add one each, or untick them."
    use("zh_CN")
    assert traits_of(host).say(count(one, several, 2)) == chinese


def test_names_that_are_filled_in_later_stay_as_they_are():
    use("zh_CN")
    assert traits_of("houdini").say(_("No camera")) == "没有相机"
    assert traits_of("houdini").say("“{camera}”").format(camera="主摄影机") == "“主摄影机”"


@pytest.mark.parametrize(("english", "chinese"), [
    ("Keys do not travel without encryption: leave out “http://”.", "密钥只能通过加密连接传输：请去掉“http://”。"),
    ("Stay", "继续编辑"), ("Leave", "放弃并离开"), ("Verdict", "对比结果"), ("hours a frame", "小时/帧"),
    ("{names} and {n} more", "{names} 等，另有 {n} 个"), ("= {frames} in {units}", "= {units}，共 {frames}"),
    ("{n} {status}", "{status} {n}"), ("Waiting", "等待"), ("{name} submitted", "{name} 已提交"),
    ("Submit without it", "忽略并提交"), ("{what} new.", "新增 {what}。"), ("Job name", "任务名称"),
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


PAGES = sorted((ROOT / "docs").glob("*.zh.md"))
WRITTEN_BY_HAND = [page for page in PAGES if page.name != "findings.zh.md"]


def sentences_of(page):
    """The sentences of a page, without code, addresses and the marks of Markdown."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\*+|^\s*([-*#>]|\d+\.) ?", "", re.sub(r"\]\([^)]*\)", "]", text), flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_chinese_page_has_the_words_of_the_glossary(page):
    said = sentences_of(page)
    assert [word for _english, _chinese, never in TERMS for word in never.split("、") if word and word in said] == []
    assert [words for words in UNNATURAL.split() if words in said] == []


@pytest.mark.parametrize("page", WRITTEN_BY_HAND, ids=lambda page: page.name)
def test_a_chinese_page_names_buttons_as_the_panel_does(page):
    said = "\n".join(form for forms in TEXTS.values() for form in forms)
    named = re.findall("“([^”]+)”", sentences_of(page))
    promised = {"完成", "未知"}  # words that are explained, not pressed
    assert [each for each in named if each not in said and each not in promised] == []
