"""Every number on every tab is compared with farm, journal, disk and choices, in twelve states of a submission."""

from __future__ import annotations

import pytest
from tests.conftest import make_project
from tests.ui.numbers.facts import Facts
from tests.ui.numbers.figures import shown
from tests.ui.numbers.rules import complaints
from tests.ui.numbers.stages import STAGES, Stage

from foxsubmit.core.session.session import Session
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.ui.panel import Panel

FILES = {"wood.png": b"wood" * 1700, "stone.png": b"stone" * 2345, "sky.png": b"sky" * 9001}


@pytest.fixture
def stage(tmp_path, settings, qtbot, font, monkeypatch):
    monkeypatch.setattr("foxsubmit.core.session.link.ensure_agent", lambda _settings: False)
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=0.05)) as farm:
        settings.remember_farm(tmp_path / "farm")
        panel = Panel(Session(make_project(tmp_path / "project", FILES, frames=6), settings), font=font)
        qtbot.addWidget(panel)
        panel.resize(1280, 900)
        panel.show()
        stage = Stage(panel, farm, settings, qtbot, tmp_path, monkeypatch)
        stage.ready()
        stage.choose(output_folder=str(stage.results))
        yield stage
        stage.close()
        panel.close()


WANTED = {"overlapping": tuple(range(1, 21))}


@pytest.mark.parametrize("stages", STAGES, ids=lambda stages: "-".join(each.__name__ for each in stages))
def test_every_number_is_so(stage, stages, monkeypatch):
    for bring_about in stages:
        bring_about(stage)
        stage.qtbot.wait(300)
        facts = Facts(stage, WANTED.get(bring_about.__name__, tuple(range(1, 7))))
        seen = shown(stage.panel, monkeypatch)
        assert len(seen) > 20
        untrue = complaints(seen, facts)
        assert not untrue, "\n".join([f"{bring_about.__name__}:", *untrue])
