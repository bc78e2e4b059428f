"""A list of what a release is made of, as CycloneDX 1.6 in JSON: the same bytes for the same release.

``python3 -m tools.release.sbom PLACE …`` prints it of folders and archives; ``--also`` names what is
in them beside libraries of Python.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .changelog import version_of
from .licences import Distribution, distributions, plain

SPACE = uuid.UUID("7f0a4c1e-7d0f-5c9b-9a53-0f4e6b0c9d11")
"""The name space of serial numbers, which follow from what is listed."""

NAME, LICENCE = "foxsubmit", "Apache-2.0"


def make(found: Sequence[Distribution], version: str, also: Sequence[tuple[str, str, str]] = (),
         epoch: int | None = None) -> dict[str, Any]:
    """Return the document; ``also``: name, version and licence of what is no library of Python."""
    here = {plain(each.name): _reference(each.name, each.version) for each in found}
    components = [_component("library", each.name, each.version, each.licence, each.known, here[plain(each.name)])
                  for each in found]
    components += [_component("library", *each, known=True, reference=f"{each[0]}@{each[1]}") for each in sorted(also)]
    own = _component("application", NAME, version, LICENCE, True, _reference(NAME, version))
    needed = {name for each in found for name in each.needs}
    depends = [{"ref": own["bom-ref"], "dependsOn": sorted([here[name] for name in here if name not in needed]
                                                           + [f"{each[0]}@{each[1]}" for each in also])}]
    depends += [{"ref": here[plain(each.name)], "dependsOn": sorted(here[name] for name in each.needs if name in here)}
                for each in found]
    made = {} if epoch is None else {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch))}
    content = {"metadata": {**made, "component": own}, "components": components, "dependencies": depends}
    serial = uuid.uuid5(SPACE, json.dumps(content, sort_keys=True))
    return {"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX",
            "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1, **content}


def _reference(name: str, version: str) -> str:
    return f"pkg:pypi/{plain(name)}@{version}"


def _component(kind: str, name: str, version: str, licence: str, known: bool, reference: str) -> dict[str, Any]:
    said = {"expression": licence} if known else {"license": {"name": licence}}
    address = {"purl": reference} if reference.startswith("pkg:") else {}
    return {"type": kind, "bom-ref": reference, "name": name, "version": version, "licenses": [said], **address}


def text(document: dict[str, Any]) -> str:
    """Return the document as a file has it."""
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the document of what lies in places."""
    parser = argparse.ArgumentParser(prog="python3 -m tools.release.sbom", description=__doc__)
    parser.add_argument("place", type=Path, nargs="+")
    parser.add_argument("--also", nargs=3, action="append", default=[], metavar=("NAME", "VERSION", "LICENCE"))
    chosen = parser.parse_args(arguments)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    also = [(name, version, licence) for name, version, licence in chosen.also]
    print(text(make(distributions(chosen.place), version_of(), also, int(epoch) if epoch else None)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
