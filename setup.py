"""Which packages there are, read off the folders; all else about the distribution is in pyproject.toml.

setuptools finds packages by itself only below one folder, and ours lie at the root and are named foxsubmit.core,
foxsubmit.hosts and so on (docs/architecture.md).
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent
PARTS = ("core", "farm", "hosts", "ui")


def packages(root: Path = ROOT) -> list[str]:
    """app/ as the package itself, and every folder of it and of the parts that has an ``__init__.py``."""
    found = {path.parent.relative_to(root).parts for part in PARTS for path in (root / part).rglob("__init__.py")}
    found |= {path.parent.relative_to(root / "app").parts for path in (root / "app").rglob("__init__.py")}
    return sorted(".".join(("foxsubmit", *names)) for names in found | {()})


if __name__ == "__main__":
    from setuptools import setup

    setup(packages=packages())
