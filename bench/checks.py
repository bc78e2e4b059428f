"""How long a change of a choice takes in a session whose scene has very many files, beside one bare pass over them.

    .venv/3.11/bin/python bench/checks.py [files]

The same files as 200 sequences, and each as an asset of its own; a farm that offers 3,000 plug-in versions. A panel
draws 50 times a second while the host goes on: LIMIT is what a change may cost on the main thread.
"""

from __future__ import annotations

import dataclasses
import functools
import time
from collections.abc import Callable
from pathlib import Path

from figures import tell, words

from foxsubmit.core.assets.choosing import with_choices
from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile, NumberedFiles
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Frames, Numbering, RenderUnit, Scene
from foxsubmit.core.offer.facts import Facts
from foxsubmit.core.offer.software import Offer, OfferedPlugin
from foxsubmit.core.offer.values import Account, Environment, Hardware
from foxsubmit.core.session.derive import derived
from foxsubmit.core.session.state import AccountState, Connection, EnvironmentsState, SceneState, State

LIMIT = 3.0  # ms
SEQUENCES = 200
PLUGINS = ("mtoa", "vrayformaya", "redshift", "yeti", "golaem", "ornatrix", "bifrost", "xgen")


def sequences(files: int) -> list[FoundAsset]:
    """Few assets with many files each."""
    each = files // SEQUENCES
    return [numbered(f"/shows/a/s{number:03}/x", each) for number in range(SEQUENCES)]


def numbered(start: str, each: int) -> FoundAsset:
    """A sequence that counts as the frames do."""
    found = asset(f"{start}.####.exr", [f"{start}.{frame:04}.exr" for frame in range(each)])
    frames = tuple(range(each))
    return dataclasses.replace(found, numbered=NumberedFiles(
        found.files, frames, frozenset(frames), ((Numbering(), None),)))


def singles(files: int) -> list[FoundAsset]:
    """Many assets with one file each."""
    return [asset(path, [path]) for path in (f"/shows/a/tex/t{number:06}.png" for number in range(files))]


def asset(path: str, files: list[str]) -> FoundAsset:
    return FoundAsset(path, (f"node of {path}",), "image", AssetState.FOUND,
                      tuple(LocalFile(file, 1000, 1, number) for number, file in enumerate(files)))


def a_state(assets: list[FoundAsset]) -> tuple[State, Facts]:
    """A connected session with a scene."""
    unit = RenderUnit("layer", "camera", Frames(1, 100), (1920, 1080), "arnold")
    scene = Scene(Path("/shows/a/shot.ma"), "2025.1", units=(unit,), plugins=dict.fromkeys(PLUGINS, "5.0"))
    offer = Offer(2000, "Maya", tuple(map(str, range(2018, 2027))), tuple(
        OfferedPlugin(name, f"{major}.{minor}", 1, str(year)) for name in PLUGINS for year in range(2018, 2027)
        for major in range(1, 7) for minor in range(7)))
    environments = tuple(Environment(f"env {year}", "Maya", str(year), tuple((name, "5.1") for name in PLUGINS))
                         for year in range(2018, 2027))
    hardware = (Hardware(1, "CPU, 64 GB RAM", False, "64"),)
    facts = Facts(Account("ann", 9.0, 0.0, "USD"), "1", environments, hardware, (), offer)
    state = State(account=AccountState(connection=Connection.CONNECTED, profile=facts.account),
                  scene=SceneState(host="maya", scene=scene, assets=with_choices(assets), gathered=True,
                                   saved_ns=1), environments=EnvironmentsState(known=environments, hardware=hardware))
    return derived(state, facts), facts


def best(call: Callable[[], object], runs: int = 7) -> float:
    """Milliseconds of the fastest run: the others were disturbed."""
    seconds = []
    for _run in range(runs):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    return min(seconds) * 1e3


def measure(name: str, assets: list[FoundAsset]) -> None:
    """Each change on one shape of the files."""
    state, facts = a_state(assets)
    bare = best(lambda: sum(file.size for each in state.scene.assets for file in each.files))
    print(f"{name}: one bare pass {bare:.1f} ms")
    print(f"  overview, on the worker {best(lambda: with_choices(list(assets)).overview, 2):8.1f} ms")
    for what, changes in (("frames", {"frames": "1-50"}), ("many frames", {"frames": "1-250"}), ("tiles", {"tiles": 4}),
                          ("leave one out", {"excluded": (assets[3].path,)})):
        changed = dataclasses.replace(state, submit=dataclasses.replace(state.submit, choices=Choices(**changes)))
        taken = best(functools.partial(derived, changed, facts))
        tell(f"{name.rpartition(' as ')[2]}: {what}", taken, "ms")
        print(f"  {what:<23} {taken:8.2f} ms   {taken / bare:5.2f} of a bare pass, {taken / LIMIT:5.2f} of the limit")


def main() -> None:
    """Both shapes."""
    files = int(words()[0]) if words() else 100_000
    measure(f"{files:,} files as {SEQUENCES} sequences", sequences(files))
    measure(f"{files:,} files as single files", singles(files))


if __name__ == "__main__":
    main()
