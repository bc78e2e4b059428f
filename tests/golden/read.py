"""A golden case as data: what is in ``scene.json``, and the files that are made of it.

``scene.json`` holds ``host``, ``scene`` (as hosts/recorded/data.py writes it), ``choices`` (those that are not the
default), ``assets``, ``file`` (of the scene: size and MD5) and ``facts``, which change those in facts.json.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.checks.run import Submission, run_checks
from foxsubmit.core.model.asset_kinds import KINDS
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, RenderUnit, Scene
from foxsubmit.core.model.need import Need
from foxsubmit.core.model.server_paths import server_path
from foxsubmit.core.offer.facts import Facts
from foxsubmit.core.offer.software import Offer, OfferedPlugin
from foxsubmit.core.offer.values import Account, Environment, Hardware
from foxsubmit.core.plan.build import (
    frames_of,
    make_plans,
    pick_environment,
    pick_hardware,
    selected,
)
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.plan.pack import SUFFIX
from foxsubmit.core.plan.task_input import SceneFile, TaskInput, UnitWork
from foxsubmit.hosts.recorded.data import scene_from_json

FOLDER = Path(__file__).parent
FIELDS = {"host", "scene", "choices", "assets", "file", "facts"}
CASES = sorted(path.parent.name for path in FOLDER.glob("*/scene.json"))
SAVED = 1_700_000_000_000_000_000  # 2023-11-14 22:13:20: when every scene of the cases was saved
OLDER = SAVED - 86_400_000_000_000


def read(case):
    """What the case starts from."""
    data = json.loads((FOLDER / case / "scene.json").read_text(encoding="utf-8"))
    where = f"{case}/scene.json"
    need_known(where, "field", data, FIELDS)
    need_known(f"{where}, scene", "field", data["scene"], fields(Scene))
    need_known(f"{where}, choices", "field", data.get("choices", {}), fields(Choices))
    need_known(f"{where}, file", "field", data["file"], {"size", "md5"})
    for unit in data["scene"]["units"]:
        need_known(f"{where}, units", "field", unit, fields(RenderUnit))
        need_known(f"{where}, frames", "field", unit["frames"], fields(Frames))
    for each in data.get("assets", ()):
        need_known(f"{where}, assets", "field", each, fields(FoundAsset))
        need_known(f"{where}, assets", "kind", [each["kind"]], KINDS)
        for file in each.get("files", ()):
            need_known(f"{where}, files", "field", file, {"path", "size", "mtime_ns"})
    return data


def fields(made):
    """Names of the fields of a dataclass."""
    return {field.name for field in dataclasses.fields(made)}


def need_known(where, what, names, known):
    """Whatever is misspelled would count as left out."""
    strange = sorted(set(names) - known)
    if strange:
        raise ValueError(f"{where}: there is no {what} {', '.join(strange)}; there is {', '.join(sorted(known))}")


def made(case):
    """File name -> content, as the code makes them now."""
    data = read(case)
    scene, choices, facts = scene_from_json(data["scene"]), _choices(data), _facts(data)
    assets = tuple(_asset(each, number) for number, each in enumerate(data.get("assets", ())))
    environment = pick_environment(traits_of(data["host"]), facts.environments, choices, scene.version)
    hardware = pick_hardware(facts.hardware, choices)
    units = selected(scene, choices)
    findings = run_checks(Submission(data["host"], scene, units, assets, choices, environment, True, hardware,
                                     facts, SAVED))
    work = tuple(UnitWork(unit, frames_of(unit, choices)) for unit in units)
    task_input = TaskInput(scene, work, choices, environment, hardware, "2", facts)
    plans = make_plans(data["host"], "local", task_input, _scene_file(data), assets, findings)
    files = {"upload.json": plans[0].upload, "asset.json": plans[0].asset, "tips.json": plans[0].tips}
    for number, plan in enumerate(plans, 1):
        files["task.json" if number == 1 else f"task-{number}.json"] = plan.task
    return files


def expected(case):
    """File name -> content, as they were reviewed."""
    return {path.name: json.loads(path.read_text(encoding="utf-8"))
            for path in (FOLDER / case).glob("*.json") if path.name != "scene.json"}


def _choices(data):
    chosen = data.get("choices", {})
    if "units" in chosen:
        chosen["units"] = frozenset(chosen["units"])
    lists = {name: tuple(value) for name, value in chosen.items() if isinstance(value, list)}
    return Choices(**{**chosen, **lists})


def _facts(data):
    shared = json.loads((FOLDER / "facts.json").read_text(encoding="utf-8"))
    usual = {**shared["account"], **shared[data["host"]]}
    need_known("facts", "field", data.get("facts", {}), usual.keys())
    facts = {**usual, **data.get("facts", {})}
    offer = facts["offer"]
    need_known("facts, offer", "field", offer, {"cg_id", "software", "versions", "plugins"})
    for part, made in (("environments", Environment), ("hardware", Hardware)):
        for each in facts[part]:
            need_known(f"facts, {part}", "field", each, fields(made))
    return Facts(
        Account(**facts["account"]), facts["user_id"],
        tuple(Environment(**{**each, "plugins": tuple(each.get("plugins", {}).items())})
              for each in facts["environments"]),
        tuple(Hardware(**{name: tuple(value) if isinstance(value, list) else value for name, value in each.items()})
              for each in facts["hardware"]),
        tuple(facts["projects"].items()),
        Offer(offer["cg_id"], offer["software"], tuple(offer["versions"]), tuple(
            OfferedPlugin(name, version, 1, host) for host in offer["versions"]
            for name, versions in offer["plugins"].items() for version in versions)))


def _asset(data, number):
    on_disk = data.get("state", "found") not in ("missing", "unreadable")
    files = data.get("files", [{"path": data["path"]}] if on_disk else [])
    return FoundAsset(**{
        **data, "need": Need(data.get("need", "needed")), "used_by": tuple(data["used_by"]),
        "state": AssetState(data.get("state", "found")),
        "files": tuple(LocalFile(each["path"], each.get("size", 1_000_000), each.get("mtime_ns", OLDER),
                                 1000 * (number + 1) + place) for place, each in enumerate(files)),
        "missing": tuple(data.get("missing", ()))})


def _scene_file(data):
    path = data["scene"]["path"]
    original = LocalFile(path, data["file"]["size"], SAVED, 1)
    if not traits_of(data["host"]).packed:
        return SceneFile(original, server_path(path), data["file"]["md5"], original)
    packed = dataclasses.replace(original, path="/home/ann/packed/" + path.rsplit("/", 1)[1] + SUFFIX, inode=2)
    return SceneFile(packed, server_path(path) + SUFFIX, data["file"]["md5"], original)
