"""How fast files go to the embedded farm: against deadline's client to a server that drops everything, a bare loop of
PUT requests over one connection, and cp.

    .venv/3.11/bin/python bench/upload.py [--quick] [--only small|large|many] [--no-peer]

Prints seconds and ratios of one run on one machine; read the ratios, machines differ. deadline is installed from PyPI
into an environment of its own (--peer FOLDER, made if it is not there). What is measured of ours is the step that
sends: look at the files, ask the farm, send, write down what arrived; the farm stores and hashes every byte on the same
cores. deadline's server only drops them, so what its client takes of a core is compared as well.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable
from urllib.parse import urlencode

from figures import JSON, tell

from foxsubmit.core.assets.find import find_all
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Asset, Frames, RenderUnit, Scene
from foxsubmit.core.offer.facts import read_facts
from foxsubmit.core.plan.build import build_plans
from foxsubmit.core.plan.hosts import traits_of
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.engines import open_engine
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.upload import Upload
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm_process import farm_process

HERE = Path(__file__).parent
PEER = "deadline==0.60.*"
NOBODY = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-west-2",
          "AWS_EC2_METADATA_DISABLED": "true"}


class Bench:
    """One farm, one home, one folder for everything."""

    def __init__(self, folder: Path, home: Settings, peer: Path | None) -> None:
        self.folder = folder
        self._home = home
        self._peer = peer
        self._api = home.credentials("local").api()
        self._facts = read_facts(self._api, traits_of("blender"))

    def files(self, name: str, count: int, size: int) -> Path:
        """A folder of files, no two alike."""
        place = self.folder / name
        place.mkdir()
        block = os.urandom(min(size, 1 << 20))
        for number in range(count):
            with (place / f"{number:06}.bin").open("wb") as file:
                file.write(number.to_bytes(8, "big") + block[8:])
                for _block in range(1, size >> 20):
                    file.write(block)
        return place

    def submission(self, place: Path) -> str:
        """Written down, as a panel does."""
        scene = self.folder / f"{place.name}.blend"
        scene.write_bytes(b"BLENDER")
        unit = RenderUnit("Scene", "Camera", Frames(1, 1), (64, 36), format="PNG")
        found = find_all([Asset(str(path), "node") for path in sorted(place.iterdir())])
        (plan,) = build_plans("blender", "local", "2", self._facts, Scene(scene, "4.5", units=(unit,)), found, (),
                              Choices())
        journal = Journal(self._home.journal)
        try:
            return journal.add(plan)
        finally:
            journal.close()

    def ours(self, place: Path) -> dict[str, float]:
        """Send a folder in a process of its own."""
        return _told([sys.executable, __file__, "--send", str(self._home.home), self.submission(place)])

    def peer(self, place: Path, port: int) -> dict[str, float] | None:
        """The same with deadline's client, to the sink."""
        if self._peer is None:
            return None
        cache = self.folder / f"cache-{place.name}"
        cache.mkdir(exist_ok=True)
        environment = {**os.environ, **NOBODY, "HOME": str(cache), "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
        return _told([str(self._peer / "bin" / "python"), str(HERE / "upload_peer.py"), str(place), str(cache)],
                     env=environment)

    def bare(self, place: Path, port: int = 0) -> float:
        """A PUT for each file over one connection, and nothing else: to the sink's port, or to the farm."""
        client = self._api.client
        connection = http.client.HTTPConnection(
            f"127.0.0.1:{port}" if port else client.domain, blocksize=1 << 20)
        _settle()
        started = time.perf_counter()
        for path in sorted(place.iterdir()):
            parameters = {"path": f"/bare/{place.name}/{path.name}", "offset": "0", "size": str(path.stat().st_size)}
            target = f"/storage/{INPUT}"
            with path.open("rb") as file:
                connection.request("PUT", f"{target}?{urlencode(parameters)}", file, {
                    **client.headers(target, parameters, "PUT"), "Host": client.domain,
                    "Content-Length": parameters["size"]})
            answer = connection.getresponse()
            answer.read()
        connection.close()
        return time.perf_counter() - started

    def copy(self, place: Path) -> float:
        """``cp -r``, or what Python has."""
        target = self.folder / f"copy-{place.name}"
        program = shutil.which("cp")
        _settle()
        started = time.perf_counter()
        if program:
            subprocess.run([program, "-r", str(place), str(target)], check=True)
        else:
            shutil.copytree(place, target)
        # It stays until the end: ext4 is slow for seconds where many files have just been deleted.
        return time.perf_counter() - started


def first(bench: Bench, place: Path, port: int) -> None:
    """Everyone sends a folder for the first time, and again without a change."""
    size = sum(path.stat().st_size for path in place.iterdir())
    copy = bench.copy(place)
    tell(f"{place.name}: cp", copy, "s")
    print(f"  cp                                  {copy:8.2f} s")
    print(f"  bare PUT loop, dropped              {bench.bare(place, port):8.2f} s")
    # Before and after ours: a busy machine is another one from minute to minute.
    before, ours, after = bench.bare(place), bench.ours(place), bench.bare(place)
    farm = (before + after) / 2
    tell(f"{place.name}: bare PUT loop, stored", farm, "s")
    print(f"  bare PUT loop, stored by the farm   {before:8.2f} s  {after:6.2f} s")
    tell(f"{place.name}: first", ours["seconds"], "s")
    _show("ours, first", ours, {"bare loop to the farm": farm, "cp": copy})
    print(f"  {'':36}read {ours['read'] / size:.3f} x the bytes there are")
    again = bench.ours(place)
    tell(f"{place.name}: unchanged", again["seconds"], "s")
    _show("ours, unchanged", again)
    for what in ("first", "unchanged"):
        peer = bench.peer(place, port)
        if peer:
            tell(f"{place.name}: deadline, {what}", peer["seconds"], "s")
            _show(f"deadline, {what}, dropped", peer)
            mine = ours if what == "first" else again
            print(f"  {'':36}ours takes 1/{peer['seconds'] / mine['seconds']:.1f} of that, "
                  f"1/{peer['processor'] / mine['processor']:.0f} of the CPU")


def one_changed(bench: Bench, place: Path, port: int) -> None:
    """One file of the folder is another one now."""
    path = sorted(place.iterdir())[0]
    path.write_bytes(os.urandom(path.stat().st_size))
    _show("ours, one changed", bench.ours(place))
    peer = bench.peer(place, port)
    if peer:
        _show("deadline, one changed, dropped", peer)


def many(bench: Bench, counts: tuple[int, ...]) -> None:
    """Whether it takes ten times as long for ten times as many."""
    before = 0.0
    for count in counts:
        place = bench.files(f"many-{count}", count, 1 << 10)
        times = bench.ours(place)
        each = times["seconds"] / count
        _show(f"ours, {count} x 1 KiB, first", times)
        print(f"  {'':36}{1e6 * each:.0f} us a file" + (f", {each / before:.2f} x" if before else ""))
        again = bench.ours(place)
        tell(f"{count} files: first", times["seconds"], "s")
        tell(f"{count} files: unchanged", again["seconds"], "s")
        _show("unchanged", again)
        before = each


def send(home: Path, submission: str) -> None:
    """Be the process that sends, and tell what it took."""
    settings = Settings(home)
    api, journal = settings.credentials("local").api(), Journal(settings.journal)
    row, engine, read = journal.get(submission), open_engine(api), _read()
    started, processor = time.perf_counter(), time.process_time()
    Upload(journal, engine, api.client.access_id, row, lambda: None).run()
    print(json.dumps({
        "seconds": time.perf_counter() - started, "processor": time.process_time() - processor,
        "read": _read() - read, "memory": _memory()}))
    journal.close()


def _show(what: str, times: dict[str, float], against: dict[str, float] | None = None) -> None:
    ratios = "".join(f"  {times['seconds'] / seconds:.2f} x {name}" for name, seconds in (against or {}).items())
    print(f"  {what:<36}{times['seconds']:8.2f} s  {times['processor']:6.2f} s CPU  {times['memory']:5.0f} MiB{ratios}")


def _told(command: list[str], **keywords: Any) -> dict[str, float]:
    """What a process prints in its last line."""
    _settle()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, **keywords)
    told: dict[str, float] = json.loads(done.stdout.decode().splitlines()[-1])
    return told


def _settle() -> None:
    """Nobody pays for what the one before left to be written to the disk."""
    if hasattr(os, "sync"):
        os.sync()


def _read() -> int:
    """Bytes that this process has read from files so far; 0 where the system does not count."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/io").read_text().split()[1])
    return 0


def _memory() -> float:
    """The most that this process has held, in MiB; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return 0.0


@contextlib.contextmanager
def sinking() -> Iterator[int]:
    """The port of a sink while the context lasts."""
    with subprocess.Popen([sys.executable, str(HERE / "sink.py")], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdin  # noqa: S101 - both are pipes
        yield int(process.stdout.readline())
        process.stdin.close()


def peer_environment(folder: Path) -> Path | None:
    """An environment with deadline in it; None, with the reason, where it cannot be had."""
    if not any((folder / mark).exists() for mark in ("ready", "stamp")):  # the second is of tools/bench/peers.py
        try:
            venv.create(folder, with_pip=True, clear=True)
            install = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", PEER]
            subprocess.run(install, check=True, timeout=600)
            (folder / "ready").touch()
        except (OSError, subprocess.SubprocessError) as error:
            print(f"Without deadline's client: it could not be installed ({error}).")
            return None
    return folder


def main() -> None:
    """Run what is asked for on a farm of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--only", choices=("small", "large", "many"))
    parser.add_argument(JSON, action="store_true", help="tell the figures to a program, too")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--peer", type=Path, default=Path(tempfile.gettempdir()) / "foxsubmit-bench-peer")
    parser.add_argument("--send", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.send:
        send(Path(options.send[0]), options.send[1])
        return
    part = 10 if options.quick else 1
    peer = None if options.no_peer or options.only == "many" else peer_environment(options.peer)
    with tempfile.TemporaryDirectory() as name, sinking() as port:
        folder = Path(name)
        home = Settings(folder / "home")
        home.remember_farm(folder / "farm")
        with farm_process(folder / "farm"):
            bench = Bench(folder, home, peer)
            cases: dict[str, Callable[[], None]] = {
                "small": lambda: small(bench, 5000 // part, port), "large": lambda: large(bench, 256 // part, port),
                "many": lambda: many(bench, (10_000 // part, 100_000 // part))}
            for case in [options.only] if options.only else cases:
                cases[case]()


def small(bench: Bench, count: int, port: int) -> None:
    """Textures."""
    print(f"{count} x 64 KiB")
    place = bench.files("small", count, 64 << 10)
    first(bench, place, port)
    one_changed(bench, place, port)


def large(bench: Bench, mebibytes: int, port: int) -> None:
    """Caches."""
    print(f"8 x {mebibytes} MiB")
    first(bench, bench.files("large", 8, mebibytes << 20), port)


if __name__ == "__main__":
    main()
