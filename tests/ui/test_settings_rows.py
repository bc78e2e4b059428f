"""Every setting can be set in the panel."""

from __future__ import annotations

import dataclasses

from foxsubmit.core.settings.preferences import Preferences

ELSEWHERE = {"account": "in the menu of accounts, by signing in"}
"""Settings that have no row on the page, and where they are set."""


def test_every_setting_has_its_row(opened, states):
    """In ``SettingsPage._sections``, ui/door/settings_page.py."""
    panel, _session = opened(states.empty())
    fields = {field.name for field in dataclasses.fields(Preferences)}
    assert sorted(fields - panel.settings.rows.keys() - ELSEWHERE.keys()) == []
