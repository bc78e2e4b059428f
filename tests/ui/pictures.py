"""The pictures of docs/ui.md: ``python -m tests.ui.pictures [FOLDER]``, or ``python3 dev.py screenshots``.

Those of ``shots.py`` in both languages and at 200 %, one of a real farm that rendered a real scene, and the moments of
three days that the tests play.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"
FREQUENT = 144
"""Colours of a picture that are kept as they are."""

TABS = ("submit", "assets-demo", "transfers", "jobs")
EVERY = (
    *TABS, "submit-ready", "hardware-menu", "submit-no-environment", "submit-no-scene", "submit-gathering",
    "submit-short", "submit-fix-asked", "assets-reading", "transfers-cancel", "dropped", "jobs-viewer",
    "jobs-viewer-wipe", "jobs-viewer-difference",
    "jobs-viewer-full", "jobs-viewer-movie", "jobs-marked", "jobs-after", "jobs-tested", "jobs-reasons",
    "jobs-no-balance", "jobs-too-slow", "signin", "settings", "environment", "narrow", "help", "tour-1",
    "tour-2", "tour-3", "account", "money-costs", "money-budgets", "money-notices", "money-sending",
)
CHINESE = ("signin", "settings", "environment", "narrow", "help", "tour-1", "submit-ready", "jobs-reasons",
           "jobs-no-balance", "money-costs", "money-budgets", "money-notices", "money-sending")
"""The Chinese pages show these beside the tabs."""
DAYS = tuple(f"day-{name}" for name in (
    "still-missing", "still-frame", "shot-test", "shot-failed", "shot-reasons", "shot-done", "units-apart",
    "units-history", "units-failed"))
"""Moments of tests/ui/days, each kept where it happens."""

RUNS = (("en", 1, EVERY), ("zh_CN", 1, (*TABS, *CHINESE)), ("en", 2, TABS), ("zh_CN", 2, ("submit",)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--no-farm", action="store_true", help="without the picture of a real farm")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.gettempdir()) / "foxsubmit"  # it is seen in some pictures
    shutil.rmtree(work, ignore_errors=True)
    for language, scale, names in RUNS:
        shots(work, options.folder, language, scale, names)
    if not options.no_farm:
        live(work, options.folder)
        days(work, options.folder)
    shutil.rmtree(work, ignore_errors=True)
    every = sorted(options.folder.glob("*.png"))
    size = sum(picture.stat().st_size for picture in every)
    sys.stdout.write(f"{len(every)} pictures, {size / 1e6:.1f} MB, in {options.folder}\n")


def shots(work: Path, folder: Path, language: str, scale: int, names: tuple[str, ...]) -> None:
    """Each run is a process of its own: Qt takes its scale once."""
    made = work / f"{language}-{scale}"
    run("-m", "tests.ui.shots", str(made), *names, "--language", language, "--scale", str(scale))
    for name in names:
        ending = ("@2x" if scale == 2 else "") + ".png"
        small(made / f"{name}{ending}", folder / f"{name}{'' if language == 'en' else '-' + language}{ending}")


def live(work: Path, folder: Path) -> None:
    """The demo: a scene written and rendered by Blender, sent through a real farm."""
    run("-m", "foxsubmit", "demo", "--folder", str(work / "demo"), "--screenshot", str(work / "live.png"))
    small(work / "live.png", folder / "live.png")


def days(work: Path, folder: Path) -> None:
    """Three days of an artist, as the tests play them on a farm."""
    made = work / "days"
    made.mkdir(parents=True, exist_ok=True)
    run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ui/days", "--day-pictures", str(made))
    for name in DAYS:
        small(made / f"{name}.png", folder / f"{name}.png")


def small(source: Path, target: Path) -> None:
    """With a palette: a third of the size, and nobody sees it."""
    with Image.open(source) as picture:
        whole = picture.convert("RGB")
    # The greys as they are, since a tint would be seen; then what covers the rest, down to a dot of a few green pixels.
    frequent = sorted(whole.getcolors(whole.width * whole.height) or (), reverse=True)[:FREQUENT]
    rest = whole.quantize(256 - FREQUENT, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _number, colour in frequent for part in colour] + rest[:3 * (256 - FREQUENT)])
    photos = target.name.startswith(("jobs", "live", "day"))
    dither = Image.Dither.FLOYDSTEINBERG if photos else Image.Dither.NONE
    whole.quantize(palette=palette, dither=dither).save(target, optimize=True)


def run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(done.stdout)


if __name__ == "__main__":
    main()
