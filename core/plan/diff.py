"""What is different between two plans, in sentences. Pure."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ..assets.found import LocalFile
from ..common.i18n import _, count, listed
from ..model.format import size
from ..model.frames import readable
from ..model.renderer_names import RENDERERS
from .hosts import traits_of
from .outline import Outline, outline_of
from .plan import Plan, SentFile

USUAL_PRIORITY = 50


def compare(old: Plan, new: Plan) -> tuple[str, ...]:
    """One sentence a difference, what is rendered first; nothing where both say the same."""
    return compare_outline(outline_of(old), new)


def compare_outline(old: Outline, new: Plan) -> tuple[str, ...]:
    """One sentence a difference between an older plan, whose files are read one at a time, and a newer one.

    Raises:
        BadInput: they cannot be read.
    """
    files = _Files(old.files, new)
    return (*_settings(old.head, new), *_scene(old, new), *files.sentences(), *_findings(old, new),
            *_bytes(new.bytes - files.bytes))


def _settings(old: Plan, new: Plan) -> Iterator[str]:
    before, after = _told(old), _told(new)
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            yield _("{name} changed from {was} to {now}.").format(name=name, was=was or _("none"), now=now or _("none"))


def _scene(old: Outline, new: Plan) -> Iterator[str]:
    if old.head.name != new.name:
        yield _("Another scene: {now} in place of {was}.").format(was=old.head.name, now=new.name)
    elif old.scene_hash != outline_of(new).scene_hash:
        yield _("The scene was saved with changes.")


class _Files:
    """New, gone and changed files by their kind: what an artist calls them. Of the older ones only these are held."""

    def __init__(self, old: Iterable[SentFile], new: Plan) -> None:
        after = {os.path.normcase(file.local.path): file for file in new.files if not file.scene}
        self._new = dict(after)
        self._gone: dict[str, str] = {}
        """The kinds of files that are not sent any more, by path."""
        self._changed: dict[str, str] = {}
        self.bytes = 0
        """The bytes of all older files."""
        for file in old:
            self.bytes += file.local.size
            path = os.path.normcase(file.local.path)  # a disk of Windows has one file for each spelling
            if file.scene:
                continue
            self._new.pop(path, None)
            now = after.get(path)
            if now is None:
                self._gone[path] = file.kind
            elif _stamp(now.local) != _stamp(file.local):
                self._changed[path] = now.kind

    def sentences(self) -> Iterator[str]:
        """Yield one for each kind of files that are new, gone or changed."""
        for kinds, said in (
            ([file.kind for file in self._new.values()], _("{what} new.")),
            (self._gone.values(), _("{what} gone.")),
            (self._changed.values(), _("{what} changed.")),
        ):
            for kind, number in sorted(Counter(kinds).items()):
                yield said.format(what=_amount(kind, number))


def _findings(old: Outline, new: Plan) -> Iterator[str]:
    before = set(old.findings)
    after = {finding.text for finding in new.findings}
    for finding in new.findings:
        if finding.text not in before:
            yield _("New finding: {text}").format(text=finding.text)
    settled = sum(text not in after for text in old.findings)
    if settled:
        yield count("{n} finding settled.", "{n} findings settled.", settled)


def _bytes(difference: int) -> Iterator[str]:
    if difference:
        said = _("{amount} more.") if difference > 0 else _("{amount} less.")
        yield said.format(amount=size(abs(difference)))


def _told(plan: Plan) -> dict[str, str]:
    """Return the values that a plan tells the farm, keyed by the panel's names for them."""
    config, info = plan.task["software_config"], plan.task["task_info"]
    plugins = listed(f"{name} {version}" for name, version in sorted(config["plugins"].items()))
    rendered = plan.task["scene_info_render"]
    return {
        _("Environment"): " ".join(filter(None, (config["cg_name"], config["cg_version"], plugins))),
        _("Hardware"): _("configuration {number}").format(number=info["hardwareConfigId"]),
        _("RAM"): f"{info['ram']} GB",
        _("Project"): info["project_name"],
        _("Render units"): listed(units(plan)),
        traits_of(plan.host).say(_("Camera")): listed(cameras(plan)),
        _("Frames"): listed(list(dict.fromkeys(map(readable, _values(rendered, "frames"))))),
        _("Size"): " × ".join(filter(None, (listed(_values(rendered, name)) for name in ("width", "height")))),
        _("Renderer"): listed([RENDERERS.get(name, name) for name in _values(rendered, "renderer")]),
        _("Format"): listed(_values(rendered, "Render_Format", "image_format", "output_file_type")),
        _("Output"): listed(_values(rendered, "Output_path", "output_file", "image_file_prefix")),
        _("Render elements"): listed(_values(rendered, "element_list")),
        _("Frames per task"): info["frames_per_task"],
        _("Tiles"): info["tiles"],
        _("Test frames"): _tests(str(info["pre_frames"])),
        _("Priority"): _("high") if plan.priority > USUAL_PRIORITY else _("normal"),
    }


def _tests(wire: str) -> str:
    """Return which frames are rendered first, in words: ``101:3-4[1]`` is the first, the last, 3-4."""
    switches, _colon, typed = wire.partition(":")
    names = (_("the first"), _("the middle one"), _("the last"))
    return listed([*(name for name, switch in zip(names, switches) if switch == "1"),
                    *([readable(typed)] if typed else [])])


def units(plan: Plan) -> list[str]:
    """The render units that it renders, by name."""
    rendered = plan.task["scene_info_render"]
    nodes = [node["node"] for name in ("rop_node", "geo_node", "distributedsim_node")
             for node in rendered.get(name, ()) if node["render"] == "1"]
    return nodes or list(plan.task.get("layers", ())) or _values(rendered, "scene_name")


def rendered_values(plan: Plan, *keys: str) -> list[str]:
    """Every value under one of the keys of what the plan renders, once, in order."""
    return _values(plan.task["scene_info_render"], *keys)


def cameras(plan: Plan) -> list[str]:
    """The cameras that it renders, by name."""
    return rendered_values(plan, "camera_name", "render_camera", "renderable_camera")


def _values(data: Any, *keys: str) -> list[str]:
    """Every value under one of the keys that is rendered, once, in order."""
    found: dict[str, None] = {}
    if isinstance(data, dict):
        if data.get("renderable", data.get("render")) == "0":
            return []
        for key, value in data.items():
            if key in keys and isinstance(value, (str, list)):
                found.update(dict.fromkeys([value] if isinstance(value, str) else value))
            else:
                found.update(dict.fromkeys(_values(value, *keys)))
    elif isinstance(data, list):
        for each in data:
            found.update(dict.fromkeys(_values(each, *keys)))
    return list(found)


def _stamp(file: LocalFile) -> tuple[int, int]:
    return file.size, file.mtime_ns


def _amount(kind: str, number: int) -> str:
    if kind in ("image", "udim"):
        return count("{n} texture", "{n} textures", number)
    if kind == "sequence":
        return count("{n} frame of a sequence", "{n} frames of sequences", number)
    if kind == "library":
        return count("{n} linked scene", "{n} linked scenes", number)
    if kind in ("cache", "volume", "alembic", "phoenix", "xmesh"):
        return count("{n} cache file", "{n} cache files", number)
    return count("{n} file", "{n} files", number)
