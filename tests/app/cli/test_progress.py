"""Progress on a terminal."""

from __future__ import annotations

import dataclasses

from tests.conftest import make_project
from tests.core.transfer.agents import submit, transfer

from foxsubmit.cli.common import progress
from foxsubmit.cli.common.progress import Bars
from foxsubmit.cli.common.terminal import Terminal


def test_a_name_that_looks_like_markup_stands_beside_its_bar_as_it_is(tmp_path, api, journal, monkeypatch, capsys):
    for variable in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.setenv(variable, "1")
    monkeypatch.setattr(progress, "console", Terminal(stderr=True, width=200))
    ident = submit(make_project(tmp_path / "one", {"a.png": b"a"}), api, journal)
    named = dataclasses.replace(transfer(journal, ident), name="shot[red][/].blend", bytes=1, bytes_done=1,
                                bytes_new=1, bytes_sent=1)
    with Bars() as bars:
        bars.show(named, None)
    assert "shot[red][/].blend" in capsys.readouterr().err
