"""What a USD layer names: sublayers, references, payloads, variants, clips, textures. Reads the disk.

Needs Pixar's USD, which Houdini and Maya's USD plug-in bring along and the extra ``usd`` installs. Each layer is
asked on its own rather than all of them by ComputeAllDependencies: so it is known which layer names what, a layer
that is damaged hides nobody else's files, and UDIM tiles and frames are found as for any other path.
"""

from __future__ import annotations

import importlib.util
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from ..model.host import Asset, Frames
from ..model.need import Need
from .tokens import expression
from .variables import variables_in

SUFFIXES = (".usd", ".usda", ".usdc", ".usdz")
IN_MEMORY = re.compile(r"(?:anon|op|opdef|oplib|temp):")
"""Layers that Houdini or USD keeps in memory; the scene file contains them."""
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
TOKEN = re.compile(r"(?i:<udim>|<uvtile>|(?P<any><attr:[^<>/]*>))|\$\{?F")
"""The tokens of a path in a layer, one of them Arnold's; ``*`` and ``#`` are plain characters there."""
PACKAGED = re.compile(r"(?P<package>.+?\.usdz)\[(?P<inside>.+)\]")
FRAME = re.compile(r"F\d*")
COUNTED = re.compile(r"[#0-9][^/]*\.usd[acz]?$", re.IGNORECASE)


def is_layer(path: str) -> bool:
    """Whether it is a USD layer or package, by its name."""
    return path.lower().endswith(SUFFIXES)


def is_there() -> bool:
    """Whether Pixar's USD is there, now: Maya brings it only with its plug-in. Loads nothing of it."""
    try:
        return importlib.util.find_spec("pxr.UsdUtils") is not None
    except (ImportError, OSError, ValueError):
        return False


class LayerReader:
    """Reads one layer, with those that lie in it if it is a package."""

    def __init__(self, path: str) -> None:
        self.assets: list[Asset] = []
        """The assets that the layer names."""
        self.closed: dict[str, str] = {}
        """Layers that could not be read, with what USD says."""
        self._seen: set[str] = set()
        self._read(path)

    def _read(self, path: str) -> None:
        from pxr import Sdf, UsdUtils  # type: ignore[import-not-found,import-untyped,unused-ignore] # noqa: PLC0415

        self._seen.add(path)
        try:
            layer = Sdf.Layer.FindOrOpen(path)
            groups = UsdUtils.ExtractExternalReferences(path) if layer else ()
        except RuntimeError as error:  # the base of pxr.Tf.ErrorException
            self.closed[path] = _first_line(error)
            return
        if not layer:
            self.closed[path] = ""
            return
        names = {name for group in groups for name in group if name and not IN_MEMORY.match(name)}
        # To look at each prim takes long, and clips are numbered layers.
        for template, frames in clips(layer) if any(map(COUNTED.search, names)) else ():
            # Of a template USD lists the clips that are there; the pattern also tells which are not.
            names = {name for name in names if not expression(template).expression.fullmatch(name)}
            self.assets.append(Asset(absolute(layer, template), path, "sequence", pattern=True, numbers=frames))
        for name in sorted(names):
            self._add(layer, name, path)

    def _add(self, layer: Any, name: str, used_by: str) -> None:
        path = absolute(layer, name)
        packaged = PACKAGED.fullmatch(path)
        if packaged and is_inside(packaged["package"], packaged["inside"]):
            # The package is sent as it is; a layer in it may name something outside.
            if is_layer(packaged["inside"]) and path not in self._seen:
                self._read(path)
            return
        tokens = TOKEN.search(path)
        kind = "layer" if is_layer(path) else "udim" if tokens and "<" in tokens[0] and not tokens["any"] else "file"
        # What a variable of the stage fills in is not known from the layer alone.
        need = Need.NEEDED if "${" not in name or tokens else Need.UNKNOWN
        self.assets.append(Asset(path, used_by, kind, pattern=bool(tokens), need=need, variables=_variables(name)))


def _variables(name: str) -> tuple[str, ...]:
    """The variables in a name that this machine has a value for.

    USD gives an expression without its back-ticks, so a variable of the stage (``expressionVariables``) looks the same.
    """
    return tuple(each for each in variables_in(name) if each in os.environ and not FRAME.fullmatch(each))


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
