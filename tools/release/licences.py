"""Whose the libraries in a release are, and under which licence, with the texts that go with them.

``python3 -m tools.release.licences PLACE …`` prints it of folders, wheels and other archives.
"""

from __future__ import annotations

import argparse
import email
import email.message
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, Union

ARCHIVES = {".whl", ".zip", ".mzp"}
TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)[\w.-]*", re.IGNORECASE)
"""Name of a file that a licence asks to be given along."""

EXPRESSION = re.compile(r"\(?[\w.+-]+\)?(?: (?:OR|AND|WITH) \(?[\w.+-]+\)?)*")
SPDX = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "GPL-2.0-only", "GPL-3.0-only", "ISC", "LGPL-2.1-or-later",
        "LGPL-3.0-only", "MIT", "MIT-CMU", "MPL-2.0", "PSF-2.0"}
"""Licences by SPDX's names: those that may stand in the older field of metadata, which takes any text."""

CLASSIFIED = {"Apache Software License": "Apache-2.0", "ISC License (ISCL)": "ISC", "MIT License": "MIT",
              "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "PSF-2.0"}
"""Classifier -> SPDX's name, where it leaves no doubt: “BSD License” may be three."""

UNKNOWN = "see its text"
Archive = Union[Path, IO[bytes]]


class Distribution(NamedTuple):
    """A library in one version."""

    name: str
    version: str
    licence: str
    """SPDX's expression where it is known, else what its authors say."""
    texts: tuple[tuple[str, str], ...]
    """Each file of a licence and what it says."""
    needs: tuple[str, ...] = ()
    """Names of the libraries that it may need."""

    @property
    def known(self) -> bool:
        """Whether the licence is an expression of SPDX's."""
        words = re.split(r" (?:OR|AND|WITH) ", self.licence)
        return all(word.strip("()") in SPDX for word in words)


def distributions(places: Iterable[Path]) -> list[Distribution]:
    """Return the libraries in folders and archives, and in the wheels inside, each once, by name."""
    found: dict[tuple[str, str], Distribution] = {}
    for place in places:
        for each in _of(dict(_contents(place))):
            found.setdefault((plain(each.name), each.version), each)
    return [found[key] for key in sorted(found)]


def plain(name: str) -> str:
    """Return a name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _contents(place: Archive, before: str = "") -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each file below a folder or in an archive, and how to read it; a wheel is looked into."""
    if isinstance(place, Path) and place.is_dir():
        files = [(path.relative_to(place).as_posix(), path.read_bytes) for path in place.rglob("*") if path.is_file()]
    else:
        archive = zipfile.ZipFile(place)
        files = [(each, lambda name=each: archive.read(name)) for each in archive.namelist()  # type: ignore[misc]
                 if not each.endswith("/")]
    for name, read in sorted(files, key=lambda each: each[0]):
        if PurePosixPath(name).suffix in ARCHIVES:
            content = io.BytesIO(read())
            if zipfile.is_zipfile(content):
                yield from _contents(content, f"{before}{name}/")
        else:
            yield f"{before}{name}", read


def _of(files: dict[str, Callable[[], bytes]]) -> Iterator[Distribution]:
    for path, metadata in files.items():
        folder = PurePosixPath(path).parent
        if path.endswith(".dist-info/METADATA"):
            said = email.message_from_bytes(metadata())
            texts = tuple((name[len(f"{folder}/"):], read().decode("utf-8", "replace")) for name, read in files.items()
                          if name.startswith(f"{folder}/") and TEXT.fullmatch(PurePosixPath(name).name))
            needs = sorted({plain(re.findall(r"[\w.-]+", each)[0]) for each in said.get_all("Requires-Dist") or ()
                            if "extra ==" not in each})
            yield Distribution(str(said["Name"]), str(said["Version"]), licence_of(said), texts, tuple(needs))


def licence_of(said: email.message.Message) -> str:
    """Return the licence that metadata names."""
    named = str(said["License-Expression"] or said["License"] or "").strip().partition("\n")[0]
    if named and (said["License-Expression"] or EXPRESSION.fullmatch(named)):
        return named
    classified = [str(each).rpartition(" :: ")[2] for each in said.get_all("Classifier") or ()
                  if str(each).startswith("License ::")]
    return " AND ".join(CLASSIFIED.get(each, each) for each in classified) or named or UNKNOWN


def text(found: Sequence[Distribution]) -> str:
    """Return the list and all texts, the same for the same libraries."""
    lines = ["What others wrote and what travels with foxsubmit, with the licences.", ""]
    lines += [f"{each.name} {each.version}: {each.licence}" for each in found]
    for each in found:
        for name, words in each.texts:
            lines += ["", "=" * 78, f"{each.name} {each.version}, {name}", "=" * 78, "", words.strip()]
    return "\n".join(lines).replace("\r\n", "\n") + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print whose the libraries in places are."""
    parser = argparse.ArgumentParser(prog="python3 -m tools.release.licences", description=__doc__)
    parser.add_argument("place", type=Path, nargs="+")
    print(text(distributions(parser.parse_args(arguments).place)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
