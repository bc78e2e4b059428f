"""What a studio's hooks find and change stands on the Submit tab, before anything is submitted."""

from __future__ import annotations


def test_a_finding_of_the_studio_has_its_fix_and_a_change_is_said_above_it(opened, states):
    state = states.house_rules()
    panel, session = opened(state)
    tab = panel.submit
    assert tab.hooks.text() == ("house_rules.py (pre_submit) sets “priority” to 60; it was 50. "
                                "house_rules.py (pre_submit) sets “batch” to sh040; it was empty.")
    (row,) = [each for each in tab.findings.rows if each.text.whole() == "Nobody is named as the artist."]
    row.fix.click()
    assert session.calls[-1][0] == "submit.fix"
    session.changes("hooks", judged=None)
    assert (tab.hooks.text(), tab.hooks.isHidden()) == ("", True)
