"""tips.json, and the farm's own words about a code."""

from __future__ import annotations

from foxsubmit.core.model.finding import Finding, Severity
from foxsubmit.core.model.tips import UNKNOWN, explained, read_texts, tips

ANSWERS = [
    {"code": "15013", "type": 1, "isOpen": 1, "desDescriptionCn": "The version does not fit.",
     "desSolutionCn": "Choose another."},
    {"code": 35001, "type": 0, "desDescriptionCn": "A file is missing.", "desSolutionCn": ""},
    {"code": "15015", "type": 1, "isOpen": 0, "desDescriptionCn": "Same names.", "desSolutionCn": None},
    {"code": "15016", "type": 1, "desDescriptionCn": "An unknown error."},
    {"code": UNKNOWN, "type": 1, "desDescriptionCn": "An unknown error."},
]


def warning(code):
    return Finding(code, Severity.WARNING, "Ours.")


def test_a_code_that_occurs_twice_keeps_both():
    found = tips([Finding("1", Severity.WARNING, "A.", ("n",), ("d",)), Finding("1", Severity.ERROR, "B.", ("m",)),
                  Finding("2", Severity.NOTE, "C.")])
    assert found == {"1": ["A.", "d", "B.", "m"]}


def test_the_farms_words_join_ours():
    (finding,) = explained([warning("35001")], read_texts(ANSWERS))
    assert (finding.text, finding.farm, finding.severity) == ("Ours.", "A file is missing.", Severity.WARNING)


def test_what_the_farm_stops_at_is_an_error_here():
    (finding,) = explained([warning("15013")], read_texts(ANSWERS))
    assert (finding.severity, finding.farm) == (Severity.ERROR, "The version does not fit. Choose another.")


def test_a_rule_that_is_switched_off_does_not_stop_anything():
    assert explained([warning("15015")], read_texts(ANSWERS))[0].severity is Severity.WARNING


def test_a_note_stays_a_note():
    note = Finding("15013", Severity.NOTE, "Ours.")
    assert explained([note], read_texts(ANSWERS))[0].severity is Severity.NOTE


def test_a_code_that_the_farm_does_not_know_has_our_words_only():
    assert explained([warning("15016"), warning("90001")], read_texts(ANSWERS)) == (warning("15016"), warning("90001"))
