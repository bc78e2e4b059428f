"""Every setting can be set in the panel."""

from __future__ import annotations

import dataclasses

from foxsubmit.core.settings.preferences import Preferences

ELSEWHERE = {"account": "in the menu of accounts, by signing in"}
"""Settings that have no row on the page, and where they are set."""

NO_SETTINGS = {"platform": "of the account", "domain": "of the account", "speed_limit": "of the journal",
               "at_login": "of the system"}
"""Rows of the page that are no settings, and whose they are."""


def test_every_setting_has_its_row(opened, states):
    """In ``SettingsPage._sections``, ui/door/settings_page.py."""
    panel, _session = opened(states.empty())
    fields = {field.name for field in dataclasses.fields(Preferences)}
    assert sorted(fields - panel.settings.rows.keys() - ELSEWHERE.keys()) == []
    assert sorted(panel.settings.rows.keys() - fields - NO_SETTINGS.keys()) == [], "no field of Preferences"
