"""What USD layers name: sublayers, references, payloads, variants, clips, textures. Reads the disk.

Needs Pixar's USD, which Houdini and Maya's USD plug-in bring along and the extra ``usd`` installs. Each layer is
asked on its own rather than all of them by ComputeAllDependencies: so it is known which layer names what, a layer
that is damaged hides nobody else's files, and UDIM tiles and frames are found as for any other path.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from ..host import Asset, Frames
from .found import FoundAsset
from .tokens import expression

SUFFIXES = (".usd", ".usda", ".usdc", ".usdz")
IN_MEMORY = re.compile(r"(?:anon|op|opdef|oplib|temp):")
"""What Houdini and USD itself keep in memory; the scene file has it."""
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
TOKEN = re.compile(r"(?i:<udim>|<uvtile>)|\$\{?F")
"""What is a token in a layer, where * and # are letters."""
PACKAGED = re.compile(r"(?P<package>.+?\.usdz)\[(?P<inside>.+)\]")


def is_layer(path: str) -> bool:
    """Whether it is a USD layer or package, by its name."""
    return path.lower().endswith(SUFFIXES)


def is_there() -> bool:
    """Whether Pixar's USD can be imported, now: Maya brings it only with its plug-in."""
    return _pxr() is not None


def _pxr() -> Any:
    try:
        import pxr.Sdf  # type: ignore[import-not-found,import-untyped,unused-ignore] # noqa: PLC0415 - optional
        import pxr.UsdUtils  # type: ignore[import-not-found,import-untyped,unused-ignore] # noqa: PLC0415
    except (ImportError, OSError):
        return None
    return pxr


class Layers:
    """Reads each layer once."""

    def __init__(self) -> None:
        self._pxr = _pxr()
        self._read: set[str] = set()
        self.closed: dict[str, str] = {}
        """Layers that could not be read, with what USD says."""

    def named_by(self, found: FoundAsset) -> list[Asset]:
        """What the layers among the files of an asset name."""
        return [asset for file in found.files if is_layer(file.path) for asset in self._named(file.path)]

    def _named(self, path: str) -> Iterator[Asset]:
        if path in self._read:
            return
        self._read.add(path)
        try:
            layer = self._pxr.Sdf.Layer.FindOrOpen(path)
            groups = self._pxr.UsdUtils.ExtractExternalReferences(path) if layer else ()
        except RuntimeError as error:  # the base of pxr.Tf.ErrorException
            layer, groups = None, ()
            self.closed[path] = _first_line(error)
        if layer is None:
            self.closed.setdefault(path, "")
            return
        names = {name for group in groups for name in group if name and not IN_MEMORY.match(name)}
        for clip in clips(layer) if any(is_layer(name) for name in names) else ():
            # Of a template USD lists the clips that are there; the pattern also tells which are not.
            names = {name for name in names if not expression(clip[0]).expression.fullmatch(name)}
            yield Asset(absolute(layer, clip[0]), path, "sequence", pattern=True, frames=clip[1])
        for name in sorted(names):
            yield from self._asset(layer, name, path)

    def _asset(self, layer: Any, name: str, used_by: str) -> Iterator[Asset]:
        path = absolute(layer, name)
        packaged = PACKAGED.fullmatch(path)
        if packaged and is_inside(packaged["package"], packaged["inside"]):
            # The package is sent as it is; a layer in it may name something outside.
            if is_layer(packaged["inside"]):
                yield from self._named(path)
            return
        tokens = TOKEN.search(path)
        kind = "layer" if is_layer(path) else "udim" if tokens and "<" in tokens[0] else "file"
        # What a variable of the stage fills in is not known from the layer alone.
        yield Asset(path, used_by, kind, pattern=bool(tokens), required="${" not in name or bool(tokens))


def absolute(layer: Any, name: str) -> str:
    """Where a path in a layer leads; one that is not found by searching would lie beside the layer."""
    if SCHEME.match(name) and not os.path.isabs(name):
        return name
    path = str(layer.ComputeAbsolutePath(name) or name)
    if os.path.isabs(path) or not layer.realPath:
        return path
    return os.path.normpath(os.path.join(os.path.dirname(layer.realPath), path))  # noqa: PTH118, PTH120


def is_inside(package: str, name: str) -> bool:
    """Whether a package holds a file, or tiles of that name."""
    try:
        with zipfile.ZipFile(package) as opened:
            names = opened.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
    wanted = expression(name.partition("[")[0])
    return any(wanted.expression.fullmatch(each) for each in names)


def clips(layer: Any) -> Iterator[tuple[str, Frames]]:
    """The template and the range of each set of value clips."""
    waiting = list(layer.rootPrims)
    while waiting:
        prim = waiting.pop()
        waiting += prim.nameChildren
        waiting += (variant.primSpec for group in prim.variantSets.values() for variant in group.variants.values())
        sets = prim.GetInfo("clips") if prim.HasInfo("clips") else {}
        yield from _templates(sets.values() if hasattr(sets, "values") else ())


def _templates(sets: Iterable[Any]) -> Iterator[tuple[str, Frames]]:
    for each in sets:
        template = each.get("templateAssetPath", "") if hasattr(each, "get") else ""
        try:
            first, last, step = (float(each[key]) for key in (
                "templateStartTime", "templateEndTime", "templateStride"))
        except (KeyError, TypeError, ValueError):
            continue
        # clip.###.##.usd holds two numbers for one frame: what is there of it, USD lists.
        if template and len(re.findall("#+", template)) == 1 and step >= 1 and all(
                value.is_integer() for value in (first, last, step)):
            yield str(template), Frames(int(first), int(last), int(step))


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), "")
