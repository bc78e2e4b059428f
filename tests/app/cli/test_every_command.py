"""Every command beside names that a terminal would obey: none reaches it, and all JSON has the described shape."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing

import pytest
from tests.conftest import make_project

from foxsubmit import cli
from foxsubmit.cli.common.parser import commands, module_of
from foxsubmit.cli.common.shapes import unlike
from foxsubmit.core.common.foreign import UNSAFE_IN_LINES
from foxsubmit.farm.base.constants import OUTPUT
from foxsubmit.farm.base.faults import Fault

BAD = "[v2]\x1b[31m\u202e"
"""Part of every name here: markup, a command for the terminal, a turn of the order of letters."""
SHOWN = r"[v2]\x1b[31m\u202e"

LINES = {
    "submit": ["submit {scene} --plan {plan}", "submit {scene} --environment {name}"],
    "plan": ["+plan check {plan}", "+plan diff {plan} {plan}"],
    "tasks": ["tasks --columns all", "+tasks --group batch --search shot --page 1 --limit 1"],
    "task": ["+task show {task}", "+task frames {task}", "+task log {task}", "task log {task} --frames 1",
             "+task output {task}", "+task thumbnails {task} --output {pictures}", "task tag {task} --value {name}",
             "task delete {task}", "task restart {task} --frames 1", "task blocks {task}"],
    "costs": ["+costs", "costs --by artist", "costs --csv"],
    "budget": ["+budget {task} 20", "+budget {name} 30", "budget"],
    "notices": ["+notices", "+notices mail --off", "notices test"],
    "watch": ["+watch {task}"],
    "fetch": ["+fetch {task}"],
    "transfers": ["+transfers --all", "transfers pause {task}", "+transfers limit"],
    "hardware": ["+hardware --task {task}"],
    "environments": ["+environments add {name} --host blender", "environments delete {name}"],
    "account": ["+account", "account --account {name}"],
    "projects": ["+projects", "projects delete {name}"],
    "records": ["+records"],
    "verify": ["+verify"],
    "triage": ["+triage --explain", "triage {name}"],
    "movie": ["+movie {name} a.png"],
    "agent": ["+agent login"],
    "farm": ["+farm status --folder {farm}", "+farm stop --folder {folder}"],
    "presets": ["+presets", "presets show {name}"],
    "studio": ["+studio", "+studio check {plan}"],
    "inventory": ["+inventory {folder}", "inventory {name}"],
    "install": ["+install blender --dry-run --site {folder}"],
    "uninstall": ["+uninstall maya --dry-run --site {folder}"],
    "completion": ["+completion fish"],
}
"""Command -> what is typed, one after the other; with a plus for a script, too."""

ELSEWHERE = {"doctor": "it starts Blender: test_doctor.py",
             "demo": "it is a submission of its own scene, by the same code: test_demo.py",
             "panel": "it is Qt: tests/ui has the names"}


def test_each_command_is_tried_here_or_has_a_reason():
    assert set(LINES) | set(ELSEWHERE) == set(commands())
    assert set(LINES) & set(ELSEWHERE) == set()


@pytest.mark.skipif(os.name == "nt", reason="a file cannot have such a name")
def test_names_print_harmlessly_and_json_has_the_shape_that_is_described(capsys, monkeypatch, tmp_path, farm, api,
                                                                         settings):
    names = {"scene": "shot.blend", "plan": tmp_path / f"plan{BAD}.json", "pictures": tmp_path / "pictures",
             "folder": tmp_path / "other", "farm": farm.folder, "name": BAD, "task": ""}
    names["folder"].mkdir()
    host = make_project(tmp_path / "project[v2]", {"wood[v2]\u202e.png": b"wood"}, name="shot[v2]\u202e.blend")
    monkeypatch.setattr("foxsubmit.cli.common.scene.read_scene", lambda _path: host)
    monkeypatch.setattr("foxsubmit.cli.submit.scenes_of", lambda path: (path,))
    api.tag.add_label(BAD)
    farm.state.faults.set([Fault("bad-disk", path="_0002")])
    (task,) = submitted(capsys)
    names["task"] = task
    spoil(farm, task)
    farm.state.faults.set([])
    seen, wrong = "", []
    for command, lines in LINES.items():
        for line in lines:
            typed = [part.format(**names) for part in line.lstrip("+").split()]
            for arguments in ([typed, [*typed, "--json"]] if line[0] == "+" else [typed]):
                code, out, err = run(capsys, arguments)
                seen += out + err
                faults = UNSAFE_IN_LINES.findall(out + err)
                if code == 2 and len(err.splitlines()) != 1:
                    faults.append("not one sentence")
                if arguments is not typed:
                    faults += misfits(command, out)
                if faults:
                    wrong.append(f"{line} -> {code}, {faults}\n{out}{err}")
    assert "\n".join(wrong) == ""
    assert seen.count(SHOWN) > 20


def spoil(farm, task):
    """Give the farm names that another client may have sent: of the scene, of a result, in the log of each frame."""
    with closing(sqlite3.connect(str(farm.folder / "farm.sqlite"))) as db, db:
        db.execute("UPDATE tasks SET scene_name = ? WHERE id = ?", (f"shot{BAD}.blend", task))
    for log in (farm.folder / "logs" / str(task)).iterdir():
        log.write_text(f"Error: no {BAD}\n{log.read_text(encoding='utf-8')}", encoding="utf-8")
    result = next((farm.folder / "storage" / OUTPUT).rglob("*0001.png"))
    (result.parent / f"other{BAD}.png").write_bytes(result.read_bytes())


def submitted(capsys):
    """Submit the scene with every name that can be given; the task, of which a frame failed."""
    code, out, err = run(capsys, ["submit", "shot.blend", "--json", "--name", f"Job {BAD}", "--batch", BAD, "--comment",
                                  BAD, "--project", BAD])
    assert code == 1, err
    return [each["task"] for each in json.loads(out)["tasks"]]


def run(capsys, arguments):
    try:
        code = cli.main([*map(str, arguments)])
    except SystemExit as end:
        code = end.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def misfits(command, out):
    """Return the keys of a document that none of the command's shapes has so."""
    document = json.loads(out)
    shape = module_of(command).SHAPE
    if document.get("version") != shape.version:
        return [f"no version: {out}"]
    del document["version"]
    if "error" in document:
        return list(unlike(document, {"error": ("", {"message": "", "code": ""}), "findings?": "", "files?": ""}))
    found = [list(unlike(document, fields)) for fields in shape.documents.values()]
    return [] if [] in found else [f"{min(found, key=len)}"]
