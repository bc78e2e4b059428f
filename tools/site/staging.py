"""Copy the pages of the repository to where Sphinx reads them, with links that hold there."""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path

from .navigation import OUTSIDE, PROJECT, tree

ROOT = Path(__file__).resolve().parents[2]
KINDS = (".md", ".png", ".py", ".json")
CHINESE = ".zh.md"
LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<target>[^)\s#]+)(?P<part>#[^)\s]*)?\)")
CODE = re.compile(r"(^ *```[^\n]*\n(?:[^\n]*\n)*? *```$|^(?: {4}|\t)[^\n]*$|`[^`\n]*`)", re.M)


def stage(folder: Path) -> list[str]:
    """Write all pages below ``folder``; their names, as in `navigation`."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = []
    for file in sorted((ROOT / "docs").rglob("*")):
        place = file.relative_to(ROOT / "docs")
        target = folder / place
        if not file.is_file() or file.suffix not in KINDS:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix != ".md":
            shutil.copyfile(file, target)
        else:
            _copy(file, target, f"docs/{place.as_posix()}")
            pages.append(place.as_posix()[:-len(".md")])
    (folder / PROJECT).mkdir(exist_ok=True)
    for name in (name for name in OUTSIDE if (ROOT / name).exists()):
        _copy(ROOT / name, folder / PROJECT / name, name)
    index = folder / "index.md"
    index.write_text(f"{index.read_text(encoding='utf-8')}\n{tree(pages)}", encoding="utf-8")
    return pages


def _copy(file: Path, target: Path, source: str) -> None:
    text = with_links(file.read_text(encoding="utf-8"), source)
    target.write_text(with_twin(text, file), encoding="utf-8")


def with_twin(markdown: str, file: Path) -> str:
    """Return a page that leads to the same page in the other language below its heading, where there is one."""
    chinese = file.name.endswith(CHINESE)
    twin = file.name[:-len(CHINESE)] + ".md" if chinese else f"{file.stem}{CHINESE}"
    if not file.with_name(twin).exists():
        return markdown
    heading, _newline, rest = markdown.partition("\n")
    return f"{heading}\n\n[{'English' if chinese else '中文'}]({twin})\n{rest}"


def with_links(markdown: str, source: str) -> str:
    """Return a page with its links as they are in the site; what is no part of the site is named without a link.

    ``source`` is the page's path in the repository. Code is left as it is.
    """
    parts = CODE.split(markdown)
    return "".join(part if number % 2 else LINK.sub(lambda link: _replaced(link, source), part)
                   for number, part in enumerate(parts))


def _replaced(link: re.Match[str], source: str) -> str:
    target = link["target"]
    if "://" in target or target.startswith("mailto:"):
        return link[0]
    place = in_site(posixpath.normpath(posixpath.join(posixpath.dirname(source), target)))
    if place is None:
        return link["text"]
    here = posixpath.dirname(in_site(source) or source)
    return f"[{link['text']}]({posixpath.relpath(place, here or '.')}{link['part'] or ''})"


def in_site(path: str) -> str | None:
    """Where the site has a file of the repository, for a folder its first page; None where it has it not."""
    if path in OUTSIDE:
        return f"{PROJECT}/{path}"
    if not path.startswith("docs/"):
        return None
    there = ROOT / path
    if there.is_dir():
        pages = sorted(there.glob("*.md"))
        return pages[0].relative_to(ROOT / "docs").as_posix() if pages else None
    return path[len("docs/"):] if there.suffix in KINDS else None
