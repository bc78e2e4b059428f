"""What the tokens of the four hosts stand for in a name."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from foxsubmit.core.assets.tokens import MARK, expression, frame_tokens, has_tokens, without_expressions


def stands_for(pattern, *names):
    return [name for name in names if expression(pattern).numbers(name) is not None]


@pytest.mark.parametrize("token", ["<UDIM>", "<udim>", "%(UDIM)d", "%(UDIM)04d", "_MAPID_", "_mapid_"])
def test_a_tile_number_has_four_digits_from_1001_on(token):
    names = ("a.1001.x", "a.1999.x", "a.2000.x", "a.1000.x", "a.0999.x", "a.10010.x", "a.u1_v1.x", "a.x")
    assert stands_for(f"a.{token}.x", *names) == ["a.1001.x", "a.1999.x", "a.2000.x"]


@pytest.mark.parametrize(("pattern", "inside", "outside"), [
    ("t_u<u>_v<v>.x", ["t_u0_v0.x", "t_u3_v12.x"], ["t_u01_v0.x", "t_u_v.x", "t_u-1_v0.x"]),  # ZBrush, from 0
    ("t_u<U>_v<V>.x", ["t_u1_v1.x", "t_u3_v12.x"], ["t_u0_v0.x", "t_u0_v1.x"]),  # Mudbox, from 1
    ("t_<u>_<v>.x", ["t_0_1.x"], ["t_u0_v1.x"]),
    ("t.<UVTILE>.x", ["t.u1_v1.x", "t.u10_v3.x"], ["t.u0_v0.x", "t.1001.x"]),
    ("t<tile>.x", ["t_u1_v1.x", "tu2_v1.x"], ["t_u0_v0.x"]),
    ("t.%(UVTILE)d.x", ["t.u1_v1.x", "t.u10_v3.x"], ["t.u0_v0.x", "t.1001.x"]),  # Houdini's texprintf()
    ("t.%(UVTILE)02d.x", ["t.u01_v01.x", "t.u10_v03.x"], ["t.u00_v00.x"]),
    ("t.u%(U)d_v%(V)d.x", ["t.u1_v1.x", "t.u4_v12.x"], ["t.u0_v0.x"]),
    ("t.%(U)02d_%(V)02d.x", ["t.04_05.x", "t.10_12.x"], ["t.00_05.x"]),
])
def test_tiles_count_from_0_or_from_1_as_their_program_does(pattern, inside, outside):
    assert stands_for(pattern, *inside, *outside) == inside


@pytest.mark.parametrize(("pattern", "inside", "outside"), [
    ("a.####.x", ["a.0001.x", "a.12345.x", "a.-001.x", "a.-0001.x"],
     ["a.001.x", "a.00001.x", "a.0001.x.bak", "ba.0001.x"]),
    ("a.%04d.x", ["a.0001.x", "a.12345.x", "a.-001.x"], ["a.1.x", "a.00001.x"]),
    ("a.%d.x", ["a.1.x", "a.0.x", "a.-7.x", "a.1000.x"], ["a.01.x", "a.+1.x", "a..x"]),
    ("a.$F.x", ["a.1.x", "a.-7.x"], ["a.0001.x", "a.$F.x"]),
    ("a.$F4.x", ["a.0001.x", "a.12345.x"], ["a.1.x"]),
    ("a${F4}_b.x", ["a0001_b.x"], ["a1_b.x"]),
    ("a.$FF.x", ["a.1.x", "a.1.25.x", "a.-0.5.x"], ["a.1..x", "a.x"]),
    ("a.$T.x", ["a.0.0416667.x", "a.2.x"], ["a.x"]),
    ("a.$SF.x", ["a.12.x"], ["a.b.x"]),
    ("a.${SF}b.x", ["a.12b.x"], ["a.b.x"]),
    ("a.<f>.x", ["a.1.x", "a.0001.x"], ["a.x", "a.b.x"]),
    ("a.<frame>.x", ["a.1.x", "a.0001.x"], ["a.x"]),
    ("a.<Frame04>.x", ["a.0001.x"], ["a.1.x"]),
    ("a.<f4>.x", ["a.0001.x"], ["a.1.x"]),
])
def test_a_frame_has_the_digits_that_its_token_asks_for(pattern, inside, outside):
    assert stands_for(pattern, *inside, *outside) == inside


@pytest.mark.parametrize("name", [
    "$TEX_a.x", "$FPS.x", "$FOLDER.x", "$STAGE.x", "$F4_a.x", "$FEND.x", "$TIME.x", "$SFX.x"])
def test_a_variable_that_only_begins_like_a_token_is_none(name):
    assert not has_tokens(name)
    assert stands_for(name, name, "*OLDER.x") == [name]


@pytest.mark.parametrize("name", [
    "[a] (1) + b & c.png", "纹理 图.png", "a{b}^$|.png", "n" * 255, "<x>.png", "%s", "a\nb", "$", "${F", "`open",
    "<UDIM", "%(udim)s",
])
def test_what_is_no_token_is_a_letter(name):
    assert not has_tokens(name)
    assert stands_for(name, name, "a", "b") == [name]
    assert stands_for(f"{name}####", f"{name}0001", "0001") == [f"{name}0001"]


def test_a_token_that_an_objects_data_fills_is_any_text():
    names = ("t.skin.x", "t.4.x", "t.x")
    assert stands_for("t.<attr:part>.x", *names) == stands_for("t.<attr:part default:4>.x", *names) == list(names[:2])


def test_the_numbers_are_told():
    assert expression("t.%(UVTILE)02d.x").numbers("t.u04_v12.x") == expression("t.<UVTILE>.x").numbers("t.u4_v12.x")
    assert expression("t_u<u>_v<v>.%04d.x").numbers("t_u1_v2.0030.x") == {"u": 1, "v": 2, "frame": 30}
    assert expression("a.$FF.x").numbers("a.1.25.x") == {"frame": 1.25}


def test_a_token_that_stands_twice_is_one_number():
    assert stands_for("$F-a.$F4.x", "1-a.0001.x", "1-a.0002.x") == ["1-a.0001.x"]


def test_expressions_are_replaced_one_by_one():
    assert without_expressions('`chs("../dir")`/x/`chs("b")`.exr') == "*/x/*.exr"
    assert stands_for("a`1`b`2`c", "aXbYc", "ac", "abc") == ["aXbYc", "abc"]


def test_a_star_is_any_text_but_no_hidden_name():
    assert stands_for("*.x", "a.x", ".x", ".a.x", "a.y") == ["a.x"]
    assert stands_for("a?.x", "ab.x", "a.x", "abc.x") == ["ab.x"]
    assert expression("*####.x").numbers("ab12345.x") == {"frame": 12345}


def test_a_disk_that_folds_case_finds_both():
    assert expression("Wood.<UDIM>.PNG", True).numbers("wood.1001.png") == {"tile": 1001}
    assert expression("Wood.<UDIM>.PNG").numbers("wood.1001.png") is None


@pytest.mark.parametrize(("pattern", "name"), [
    ("*a" * 40 + "b", "a" * 255), ("<f>" * 30 + "b", "1" * 255), ("#1" * 40 + "b", "1" * 255),
    ("?*" * 60 + "b", "a" * 255),
])
def test_no_pattern_takes_long_to_say_no(pattern, name):
    assert expression(pattern).numbers(name) is None


def test_frame_tokens_are_told_from_tiles():
    assert frame_tokens("/a/<UDIM>/$F4/x.%04d.$T.exr") == ["$F4", "%04d"]


TOKENS = st.sampled_from(["<UDIM>", "<u>", "<V>", "####", "#", "%04d", "%d", "$F", "$F4", "${F4}", "$FF", "$T", "<f>",
                          "<frame04>", "*", "?", "`a/b`", "_MAPID_", "<UVTILE>", "%(UDIM)d"])
LETTERS = st.text(st.characters(blacklist_characters="/\0", blacklist_categories=("Cs",)), max_size=8)
PATTERNS = st.lists(st.one_of(TOKENS, LETTERS), max_size=8).map("".join)


@given(PATTERNS, LETTERS)
def test_every_text_is_a_pattern(pattern, name):
    expression(pattern).numbers(name)


@given(LETTERS, st.integers(0, 99999), LETTERS)
def test_what_stands_around_a_token_stays_as_it_is(before, number, after):
    assume(not any(letter in "#`*?%<>$" for letter in before + after))
    assert expression(f"{before}####{after}").numbers(f"{before}{number:04}{after}") is not None


@given(LETTERS, LETTERS, LETTERS)
def test_any_text_between_two_others_is_found_without_an_expression_and_as_by_one(start, end, name):
    assume(start and end)
    quick = expression(f"{start}*{end}")
    for each in (name, f"{start}{name}{end}", f"{start}{end}", start, f".{start}{end}"):
        assert (quick.numbers(each) is None) is (quick.expression.fullmatch(each) is None)


def test_an_expression_is_made_only_where_it_is_needed():
    wanted = expression("wood_*.png.tx")
    assert wanted.numbers("wood_sRGB_ACEScg.png.tx") == {}
    assert wanted.numbers("wood_.png") is None
    assert "expression" not in vars(wanted)


PARTS = [*"abm_/.%#$<>{}`*?01FTud", "_MAPID_", "<UDIM>", "$F4", "%04d", "<u>", "$SF", "<frame2>"]


@given(st.lists(st.sampled_from(PARTS)))
def test_a_path_has_tokens_wherever_one_can_be_found_in_it(parts):
    path = "".join(parts)
    assert has_tokens(path) == (MARK.search(path) is not None)
    assert bool(frame_tokens(path)) <= has_tokens(path)
