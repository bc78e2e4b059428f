"""How fast files go to the embedded farm, against a copy on the same disk and against requests as it comes.

    .venv/3.11/bin/python bench/upload.py [MiB of one file] [small files]

Prints seconds and ratios of one run; read the ratios, machines differ.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.facts import read_facts
from foxsubmit.core.host import Asset, Frames, RenderUnit, Scene
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.choices import Choices
from foxsubmit.core.settings import Settings
from foxsubmit.core.transfer.engine import Stored
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.http import HttpEngine
from foxsubmit.core.transfer.journal import Journal
from foxsubmit.core.transfer.upload import Upload
from foxsubmit.farming import farm_process


def timed(what: str, call: Callable[[], object], against: float = 0.0) -> float:
    """Time one call and print it, with the ratio to another."""
    started = time.perf_counter()
    call()
    seconds = time.perf_counter() - started
    print(f"{what:<44} {seconds:8.3f} s" + (f"   {seconds / against:6.2f} x" if against else ""))
    return seconds


def one_large(folder: Path, engine: HttpEngine, size: int) -> None:
    """One file: a copy, ours, and ours with the block size that requests comes with."""
    path = folder / "large.bin"
    path.write_bytes(os.urandom(1 << 20) * size)
    copy = timed(f"copy {size} MiB on disk", lambda: shutil.copyfile(path, folder / "copy.bin"))
    timed("send, blocks of 1 MiB", lambda: engine.send(path, "/a.bin", Stored(), lambda _done: None), copy)
    for adapter in engine._http.adapters.values():
        adapter.poolmanager.clear()
        adapter.poolmanager.connection_pool_kw.pop("blocksize", None)
    timed("send, blocks of 16 KiB", lambda: engine.send(path, "/b.bin", Stored(), lambda _done: None), copy)


def many_small(folder: Path, home: Settings, count: int) -> None:
    """A submission of small files: first, then unchanged."""
    place = folder / "small"
    place.mkdir()
    for number in range(count):
        (place / f"{number}.bin").write_bytes(os.urandom(64 << 10))
    copy = timed(f"copy {count} x 64 KiB on disk", lambda: shutil.copytree(place, folder / "copies"))
    scene = place / "scene.blend"
    scene.write_bytes(b"BLENDER")
    unit = RenderUnit("Scene", "Camera", Frames(1, 1), (64, 36), format="PNG")
    assets = [Asset(str(place / f"{number}.bin"), "node") for number in range(count)]
    api = home.credentials("local").api()
    facts = read_facts(api, "blender")
    journal = Journal(home.journal)

    def submit() -> None:
        found = find_all(assets)
        plans = build_plans("blender", "local", "2", facts, Scene(scene, "4.5", units=(unit,)), found, (), Choices())
        row = journal.get(journal.add(plans[0]))
        Upload(journal, open_engine(api), api.client.access_id, row, lambda: None).run()

    timed("find, plan, write down, send them", submit, copy)
    timed("the same again, unchanged", submit, copy)
    journal.close()


def main() -> None:
    """Run both on a farm of their own."""
    sizes = [int(argument) for argument in sys.argv[1:]] + [512, 2000][len(sys.argv) - 1 :]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = Settings(folder / "home")
        home.remember_farm(folder / "farm")
        with farm_process(folder / "farm"):
            engine = open_engine(home.credentials("local").api())
            assert isinstance(engine, HttpEngine)  # noqa: S101 - the bench is about this engine
            one_large(folder, engine, sizes[0])
            many_small(folder, home, sizes[1])


if __name__ == "__main__":
    main()
