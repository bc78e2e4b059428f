"""A scene of a double, planned through the command line as if its application had told it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from foxsubmit import cli
from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile, NumberedFiles
from foxsubmit.core.assets.picking import MARGIN, Picker, picked
from foxsubmit.core.model.host import Frames
from foxsubmit.hosts.asking import described
from foxsubmit.hosts.telling import describe


def planned(host, folder, monkeypatch, capsys, *arguments, version=""):
    """The names of the files in the plan that ``foxsubmit plan`` writes for a scene, without the scene's own.

    ``version`` is one that the embedded farm has.
    """
    told = described(json.loads(json.dumps(describe(host))), host.name)
    path = folder / f"shot{Path(told.current.path).suffix}"
    path.write_bytes(b"a scene")
    told.current = dataclasses.replace(told.current, path=path, project=folder, unsaved=False,
                                       version=version or told.current.version)
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: told)
    monkeypatch.chdir(folder)
    code = cli.main(["plan", path.name, "-o", "plan.json", *arguments])
    said = capsys.readouterr().err
    if code:
        pytest.fail(said)
    files = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["files"]
    return [Path(each["local"]["path"]).name for each in files][1:]


def needed_are_sent(host, number, first, last, exact):
    """Hold a scene's only sequence to what it needs: the files for all frames, and where it counts plainly few more.

    ``number`` is the file at a frame; thousands of files are on disk, none of which is looked at.
    """
    assets = [asset for asset in host.assets() if asset is not None and asset.pattern]
    (path,) = {asset.path for asset in assets}
    on_disk = range(-500, 4001)
    files = tuple(LocalFile(str(each), 1, 1, 1) for each in on_disk)
    mentions = tuple((asset.numbering, asset.numbers) for asset in assets)
    numbered = NumberedFiles(files, tuple(on_disk), frozenset(on_disk), mentions)
    found = FoundAsset(path, ("n",), "sequence", AssetState.FOUND, files, numbered=numbered)
    sent = {int(file.path) for file in picked(found, Picker((Frames(first, last),))).files}
    needed = {number(frame) for frame in range(first, last + 1)}
    assert needed <= sent
    if exact:
        near = {number(frame) + aside for frame in range(first - MARGIN, last + MARGIN + 1) for aside in range(-5, 6)}
        assert sent <= near


def sequence(folder, name, numbers):
    """Files on disk, each with its number."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / name.format(number)).write_bytes(b"x")
