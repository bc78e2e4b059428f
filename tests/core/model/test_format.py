"""Amounts as people read them, on both sides of every limit."""

from __future__ import annotations

import pytest

from foxsubmit.core.model import format


@pytest.mark.parametrize(("number", "text"), [
    (0, "0 B"), (812, "812 B"), (999, "999 B"), (999.4, "999 B"), (999.5, "1.0 kB"), (1_000, "1.0 kB"),
    (3_400_000, "3.4 MB"), (21_000_000, "21.0 MB"),
    (99_900_000, "99.9 MB"), (99_940_000, "99.9 MB"), (99_960_000, "100 MB"),
    (212_000_000, "212 MB"), (999_600_000, "1.0 GB"),
    (48_200_000_000, "48.2 GB"), (2_000_000_000_000, "2.0 TB"), (5 * 10**18, "5000 PB"),
])
def test_a_size_has_three_digits_and_at_most_one_decimal(number, text):
    assert format.size(number) == text


@pytest.mark.parametrize(("number", "text"), [
    (0, "0 B"), (3_400_000, "3.4 MB"), (9_940_000_000, "9.9 GB"), (9_960_000_000, "10 GB"), (48_200_000_000, "48 GB"),
])
def test_a_size_in_a_sentence_has_no_tenths_from_ten_up(number, text):
    assert format.rough_size(number) == text


@pytest.mark.parametrize(("seconds", "text"), [
    (0, "–"), (-3, "–"), (0.01, "0.0 s"), (6.21, "6.2 s"), (9.5, "9.5 s"), (9.7, "9.7 s"), (9.94, "9.9 s"),
    (9.96, "10 s"), (16, "16 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (376, "6 min 16 s"), (3599.4, "59 min 59 s"),
    (3599.6, "1 h 00 min"), (4320, "1 h 12 min"), (360_000, "100 h 00 min"),
    (5_000_000, "1,388 h 53 min"),
])
def test_a_duration(seconds, text):
    assert format.duration(seconds) == text


@pytest.mark.parametrize(("seconds", "text"), [
    (0, "–"), (6.2, "6.0 s"), (9.94, "10 s"), (9.96, "10 s"), (42, "42 s"), (59.4, "59 s"), (59.6, "1 min"),
    (3480, "58 min"), (3599, "59 min"), (4320, "1 h 12 min"),
])
def test_the_duration_of_a_task_leaves_out_the_seconds(seconds, text):
    assert format.rough_duration(seconds) == text


def test_money_has_two_decimals_and_its_code():
    assert format.money(1284.6, "USD") == "1,284.60 USD"
    assert format.money(0.2) == "0.20"


def test_a_hundred_percent_is_all_of_it():
    assert [format.percent(part) for part in (0, 0.004, 0.63, 0.999, 1)] == ["0 %", "0 %", "63 %", "99 %", "100 %"]


def test_speed_and_hours():
    assert format.speed(0) == "–"
    assert format.speed(5_100_000) == "5.1 MB/s"
    assert [format.hours(seconds) for seconds in (259_200, 1_800)] == ["72", "0.5"]


def test_a_long_list_of_names_says_how_many_more():
    assert format.names(("a", "b")) == "a, b"
    assert format.names([str(number) for number in range(2000)], most=3) == "0, 1, 2 and 1,997 more"


@pytest.mark.parametrize(("seconds", "begins"), [
    (0, "just now"), (59.9, "just now"), (60, "1 min ago"), (119, "1 min ago"), (3599, "59 min ago"),
    (3600, "at "), (20 * 3600 - 1, "at "), (20 * 3600, "on "),
])
def test_how_long_ago(seconds, begins):
    now = 1_700_000_000.0
    assert format.ago(now - seconds, now).startswith(begins)


def test_as_many_names_as_fit_are_all_named():
    assert format.names(("a", "b", "c"), most=3) == "a, b, c"
    assert format.names(("a", "b", "c", "d"), most=3) == "a, b, c and 1 more"
