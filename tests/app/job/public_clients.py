"""Doubles of the public client libraries of ShotGrid, Kitsu and AYON, as far as docs/examples calls them.

Each takes the arguments that the library takes, as public_clients.json has them (``record`` writes it where the
libraries are installed), finds only what is there, and keeps what it is given in ``made``.
"""

from __future__ import annotations

import functools
import importlib
import importlib.metadata
import inspect
import json
import types
from pathlib import Path

RECORDING = Path(__file__).with_suffix(".json")
RECORDED = json.loads(RECORDING.read_text(encoding="utf-8"))
PACKAGES = {"shotgun_api3": "shotgun_api3", "gazu": "gazu", "ayon_api": "ayon-python-api"}


def parameters(name):
    """What a call of an installed library takes: "name", "name=" where it may be left out, "**name"."""
    module, *path = name.split(".")
    found = functools.reduce(getattr, path, importlib.import_module(module))
    mark = {inspect.Parameter.VAR_KEYWORD: "**", inspect.Parameter.VAR_POSITIONAL: "*"}
    return [f"{mark.get(each.kind, '')}{each.name}{'' if each.default is each.empty else '='}"
            for each in inspect.signature(found).parameters.values() if each.name != "self"]


def record():
    """Write public_clients.json anew from the installed libraries."""
    versions = {module: importlib.metadata.version(package) for module, package in PACKAGES.items()}
    calls = {name: " ".join(parameters(name)) for name in RECORDED["calls"]}
    RECORDING.write_text(json.dumps({"versions": versions, "calls": calls}, indent=1) + "\n", encoding="utf-8")


def as_recorded(name, method=False):
    """Refuse arguments that the library's call does not take."""
    kind = inspect.Parameter
    listed = [kind(each.strip("*="), kind.VAR_KEYWORD if each.startswith("**") else kind.POSITIONAL_OR_KEYWORD,
                   default=None if each.endswith("=") else kind.empty) for each in RECORDED["calls"][name].split()]
    signature = inspect.Signature(listed)

    def wrap(function):
        @functools.wraps(function)
        def call(*given, **named):
            signature.bind(*given[method:], **named)
            return function(*given, **named)

        return call

    return wrap


def as_module(name, **calls):
    """A module, as it is imported: a Qt that is loaded may look at what each one is."""
    made = types.ModuleType(name)
    vars(made).update(calls)
    return made


FIELDS = {
    "Version": {"project", "entity", "code", "description", "sg_status_list", "sg_path_to_frames", "frame_count"},
    "Note": {"project", "note_links", "subject", "content"}}
"""The fields of ShotGrid that the recipe fills."""


class ShotGrid:
    """One project with one shot; ``Shotgun`` is what a script makes."""

    def __init__(self):
        project = {"type": "Project", "id": 70, "name": "Trailer"}
        self.made, self.files = [], []
        self.shot = {"type": "Shot", "id": 862, "code": "sh010", "project": project}

    def module(self):
        ours = self

        class Shotgun:
            @as_recorded("shotgun_api3.Shotgun", method=True)
            def __init__(self, base_url, *, script_name, api_key):
                assert (base_url, script_name, api_key) == ("https://studio.example", "fox", "a key")

            @as_recorded("shotgun_api3.Shotgun.find_one", method=True)
            def find_one(self, entity_type, filters, fields):
                known = {"project.Project.name": ours.shot["project"]["name"], "code": ours.shot["code"]}
                found = entity_type == "Shot" and all(
                    (operator, known[field]) == ("is", value) for field, operator, value in filters)
                kept = {"type", "id", *fields}
                return {name: value for name, value in ours.shot.items() if name in kept} if found else None

            @as_recorded("shotgun_api3.Shotgun.create", method=True)
            def create(self, entity_type, data):
                assert set(data) <= FIELDS[entity_type]
                links = [data["project"], data.get("entity", ours.shot), *data.get("note_links", ())]
                assert {(each["type"], each["id"]) for each in links} == {("Project", 70), ("Shot", 862)}
                ours.made.append((entity_type, data))
                return {"type": entity_type, "id": 6000 + len(ours.made), **data}

            @as_recorded("shotgun_api3.Shotgun.upload", method=True)
            def upload(self, entity_type, entity_id, path, field_name):
                ours.files.append((entity_type, entity_id, field_name, Path(path).read_bytes()))

            @as_recorded("shotgun_api3.Shotgun.upload_thumbnail", method=True)
            def upload_thumbnail(self, entity_type, entity_id, path):
                ours.files.append((entity_type, entity_id, "image", Path(path).read_bytes()))

        return as_module("shotgun_api3", Shotgun=Shotgun)


class Kitsu:
    """One project with one task."""

    def __init__(self):
        self.made, self.host = [], ""

    def module(self):
        def found(call, kind, number, *wanted):
            def find(*asked):
                assert self.host == "https://kitsu.example/api", "one signs in first"
                given = [each["id"] if isinstance(each, dict) else each for each in asked]
                return {"type": kind, "id": number} if given == list(wanted) else None

            return as_recorded(call)(find)

        statuses = {name: {"type": "TaskStatus", "id": name} for name in ("wfa", "retake")}
        return as_module(
            "gazu", set_host=as_recorded("gazu.set_host")(self._set_host),
            log_in=as_recorded("gazu.log_in")(self._log_in),
            project=types.SimpleNamespace(get_project_by_name=found(
                "gazu.project.get_project_by_name", "Project", "p1", "Trailer")),
            shot=types.SimpleNamespace(
                get_sequence_by_name=found("gazu.shot.get_sequence_by_name", "Sequence", "q1", "p1", "sq01"),
                get_shot_by_name=found("gazu.shot.get_shot_by_name", "Shot", "s1", "q1", "sh010")),
            task=types.SimpleNamespace(
                get_task_type_by_name=found("gazu.task.get_task_type_by_name", "TaskType", "k1", "Lighting"),
                get_task_by_entity=found("gazu.task.get_task_by_entity", "Task", "t1", "s1", "k1"),
                get_task_status_by_short_name=as_recorded("gazu.task.get_task_status_by_short_name")(statuses.get),
                add_comment=as_recorded("gazu.task.add_comment")(self._add_comment),
                publish_preview=as_recorded("gazu.task.publish_preview")(self._publish_preview)))

    def _set_host(self, url):
        self.host = url

    def _log_in(self, email, password):
        assert (email, password) == ("fox@studio.example", "a password")

    def _add_comment(self, task, task_status, comment):
        assert task == {"type": "Task", "id": "t1"}
        self.made.append((task_status["id"], comment))

    def _publish_preview(self, task, task_status, comment, preview_file_path):
        self._add_comment(task, task_status, comment)
        self.made.append(Path(preview_file_path).read_bytes())


class Ayon:
    """One project with one task; versions are counted."""

    def __init__(self):
        self.made, self.product, self.versions = [], None, []

    def module(self):
        calls = {"get_task_by_folder_path": self._task, "get_product_by_name": self._find_product,
                 "create_product": self._create_product, "get_last_version_by_product_id": self._last,
                 "create_version": self._create_version, "create_representation": self._represent,
                 "create_activity": self._act, "upload_reviewable": self._review}
        return as_module("ayon_api", **{
            name: as_recorded(f"ayon_api.{name}")(call) for name, call in calls.items()})

    def _task(self, project_name, folder_path, task_name):
        known = (project_name, folder_path, task_name) == ("Trailer", "/shots/sh010", "lighting")
        return {"id": "t1", "name": "lighting", "folderId": "f1"} if known else None

    def _find_product(self, project_name, product_name, folder_id):
        return self.product if self.product and self.product["name"] == product_name else None

    def _create_product(self, project_name, name, product_type, folder_id):
        assert (self.product, folder_id) == (None, "f1"), "a product has its name once"
        self.product = {"id": "r1", "name": name, "productType": product_type}
        return "r1"

    def _last(self, project_name, product_id):
        assert product_id == "r1"
        return {"id": f"v{len(self.versions)}", "version": self.versions[-1]} if self.versions else None

    def _create_version(self, project_name, version, product_id, task_id, attrib, data):
        assert (product_id, task_id) == ("r1", "t1")
        assert version not in self.versions, "a version has its number once"
        assert set(attrib) <= {"comment", "source", "frameStart", "frameEnd"}
        json.dumps(data)
        self.versions.append(version)
        return f"v{len(self.versions)}"

    def _represent(self, project_name, name, version_id, files):
        assert all(set(each) == {"name", "path", "size"} for each in files)
        self.made.append((version_id, name, [Path(each["path"]).stat().st_size == each["size"] for each in files]))

    def _act(self, project_name, entity_id, entity_type, activity_type, body):
        self.made.append((entity_id, entity_type, activity_type, body))

    def _review(self, project_name, version_id, filepath):
        self.made.append((version_id, "review", Path(filepath).read_bytes()))
