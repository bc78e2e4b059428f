"""The picture of ``foxsubmit panel --screenshot`` shows what is there, on a slow machine too."""

from __future__ import annotations

from types import SimpleNamespace

from foxsubmit.cli import panel


def test_the_event_loop_has_turns_enough_to_draw_however_long_each_takes(monkeypatch):
    monkeypatch.setattr(panel, "SETTLE", 0.0)
    turns = []
    app = SimpleNamespace(processEvents=lambda: turns.append(1))
    state = SimpleNamespace(scene=SimpleNamespace(gathered=True), account=SimpleNamespace(trouble=""))
    shown = SimpleNamespace(session=SimpleNamespace(state=state))
    assert panel._wait(app, shown, 60.0, frames=False)
    assert len(turns) > panel.TURNS, "the panel makes its pages in turns of their own"
