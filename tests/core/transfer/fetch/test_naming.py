"""What results are called on this machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxsubmit.core.common.errors import BadInput, TransferFailed
from foxsubmit.core.model.result_names import TOKENS, check_pattern, name
from foxsubmit.core.transfer.fetch.places import place

PATH = "/35736251_shot/Camera/beauty/shot_0007.exr"


@pytest.mark.parametrize(("pattern", "wanted"), [
    ("", PATH),
    ("{path}", PATH.strip("/")),
    ("{inner}", "Camera/beauty/shot_0007.exr"),
    ("{file}", "shot_0007.exr"),
    ("{name}_{task}/{file}", "sh 040.v2_35736251/shot_0007.exr"),
    ("today/{stem}.{task}.{ending}", "today/shot_0007.35736251.exr"),
    ("{{x}}/{file}", "{x}/shot_0007.exr"),
])
def test_a_result_is_named_by_the_pattern(pattern, wanted):
    check_pattern(pattern)
    assert name(pattern, PATH, 35736251, "sh 040.v2.blend") == wanted


def test_a_result_beside_the_tasks_folder_keeps_its_name():
    assert name("{inner}", "/readme.txt", 7, "a.blend") == "readme.txt"


def test_what_no_system_allows_in_a_name_is_left_out_of_the_scenes():
    assert name("{name}/{file}", PATH, 7, 'a:b?"c.blend') == "a_b__c/shot_0007.exr"


@pytest.mark.parametrize(("pattern", "sentence"), [
    ("{frame}/{file}", "has no “{frame}”; it has: {path}, {inner}, {file}, {stem}, {ending}, {task}, {name}."),
    ("{}/{file}", "has no “{}”"),
    ("{task}/{name}", "every result would have the same name"),
    ("{file", "a brace without its other half"),
    ("file}", "a brace without its other half"),
    ("{file:>20}", "only names may stand in braces"),
    ("{file!r}", "only names may stand in braces"),
    ("{file.__class__}", "has no “{file.__class__}”"),
    ("{file[0]}", "has no “{file[0]}”"),
    ("../{file}", "leads out of the output folder"),
    ("/elsewhere/{file}", "leads out of the output folder"),
    ("C:/{file}", "leads out of the output folder"),
    ("a\\{file}", "a character that no file name has"),
    ("a?{file}", "a character that no file name has"),
    ("a\0{file}", "a character that no file name has"),
])
def test_a_pattern_that_names_nothing_is_one_sentence(pattern, sentence):
    with pytest.raises(BadInput) as caught:
        check_pattern(pattern)
    assert sentence in str(caught.value)
    assert str(caught.value).count("\n") == 0


PIECES = [f"{{{each}}}" for each in TOKENS] + ["/", "..", "a", ".", " "]


@given(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_path_and_no_pattern_leads_out_of_the_folder(tmp_path_factory, path, pattern):
    folder = tmp_path_factory.getbasetemp() / "out"
    try:
        check_pattern(pattern)
        local = place(folder, name(pattern, path, 7, "a.blend"))
    except (BadInput, TransferFailed):
        return
    assert folder.resolve() in local.resolve().parents
