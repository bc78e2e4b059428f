"""upload.json and asset.json, and the files that they speak of. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from ..assets.choosing import sent_files as files_of
from ..assets.found import AssetState, FoundAsset, LocalFile
from ..assets.moved import scene_path
from ..model.need import Need
from ..model.server_paths import Places
from .lazy_list import LazyList
from .plan import SentFile
from .task_input import SceneFile, slashes


def sent_files(scene: SceneFile, assets: Iterable[FoundAsset], windows: bool) -> tuple[SentFile, ...]:
    """Each server path once, the scene first; ``windows`` is what the farm's machines run.

    Raises:
        BadInput: two files would be one on the farm, or a path does not say where its file is.
    """
    places = Places(folds=windows)
    # An archive lies somewhere else than its scene, whose place it takes.
    places.place(scene.original.path, _stamp(scene.original))
    files = {scene.server: SentFile(scene.local, scene.server, scene=True, kind="scene")}
    for asset in assets:
        for file in files_of((asset,)):
            place = places.place(scene_path(asset, file.path), _stamp(file))
            files.setdefault(place, SentFile(file, place, kind=asset.kind))
    return tuple(files.values())


def _stamp(file: LocalFile) -> tuple[int, int, int]:
    return file.size, file.mtime_ns, file.inode


def upload(files: Sequence[SentFile], scene: SceneFile) -> dict[str, Any]:
    """Return the document that names what is sent and where to; the scene by its own path, also where a copy is sent.

    The vendor's examples list the scene among the assets; its document wants it beside them with its MD5: ours does
    both, the file is sent once.
    """
    own = {**_pair(files[0]), "local": slashes(scene.original.path)}
    return {"asset": LazyList(files, lambda file: own if file is files[0] else _pair(file)),
            "scene": [{**own, "hash": scene.md5}]}


def packed_upload(files: Sequence[SentFile], scene: SceneFile, assets: Iterable[FoundAsset]) -> dict[str, Any]:
    """upload.json of a packed scene: one scene, the archive; V-Ray's irradiance and light caches are named besides."""
    assets = tuple(assets)
    maps = {kind: {file.path for file in files_of(asset for asset in assets if asset.kind == kind)}
            for kind in ("vrmap", "vrlmap")}
    return {
        "asset": LazyList(files, _pair), "scene": {**_pair(files[0]), "hash": scene.md5},
        **{kind: [_pair(file) for file in files if file.local.path in paths] for kind, paths in maps.items()},
    }


def asset_list(assets: Sequence[FoundAsset]) -> dict[str, Any]:
    """The gathered dependencies: the vendor's list of what is sent, ours of what became of each."""
    missing = [asset.path for asset in assets if asset.included and asset.state is AssetState.MISSING]
    return {"asset": LazyList(files_of(assets), _sent), "details": LazyList(assets, _details), "missing": missing}


def _details(asset: FoundAsset) -> dict[str, Any]:
    return {"path": asset.path, "kind": asset.kind, "state": asset.state.value, "included": asset.included,
            "size": asset.size, "files": len(asset.files), "used_by": list(asset.used_by),
            **({"found_at": asset.found_at} if asset.found_at else {}),
            **({"need": asset.need.value} if asset.need is not Need.NEEDED else {})}


def _pair(file: SentFile) -> dict[str, str]:
    return {"local": slashes(file.local.path), "server": file.server}


def _sent(file: LocalFile) -> str:
    moment = datetime.datetime.fromtimestamp(file.mtime_ns / 1e9, tz=datetime.timezone.utc)
    return f"{file.path}  (mtime {moment.strftime('%Y-%m-%d %H:%M:%S')})"
