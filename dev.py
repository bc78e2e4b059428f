#!/usr/bin/env python3
"""Set up and run foxsubmit from a checkout. Needs Python 3.9 or newer; says what else the machine lacks.

    python3 dev.py demo     render a real scene end to end on a farm of its own
    python3 dev.py test     run all checks and tests on the supported Pythons that are found, each test on those that
                            may differ for it; --everywhere: each test on each Python
    python3 dev.py needs    say what the machine lacks for the two above, and change nothing
    python3 dev.py windows  run the suite in a Windows Python, in Wine; --part: what "test" has of it (Debian, as root)
    python3 dev.py conformance   let the vendor's own client live in our farm
    python3 dev.py run …    run the foxsubmit command, for example: run farm --help
    python3 dev.py messages     bring the catalogues of translations up to date with the code
    python3 dev.py screenshots  make the pictures of docs/ui.md anew
    python3 dev.py extension    build Blender's extension; --qt linux-x64 with Qt inside
    python3 dev.py bench        measure, and write docs/benchmarks.md: 8 minutes on a machine that does nothing else;
                            --only ROW, --peers beside what others have, --long also what takes minutes,
                            --renew puts ROW into the page, --reasons writes why rows missed
    python3 dev.py site         build the documentation as a site into dist/site; --serve shows it
    python3 dev.py release      build all that is given out: dist/, of the last commit, the same bytes each time
    python3 dev.py setup    only make the virtual environments
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tools.bench import command as benches
from tools.environments import (
    ROOT,
    TESTED,
    WITH_BLENDER,
    Environment,
    Problem,
    child_environment,
    link_package,
    pythons,
    run,
)
from tools.needs import before_setting_up, prepare, to_load
from tools.outcome import Outcome
from tools.release import command as releasing
from tools.selection import left_out, sentences
from tools.site import build as site_build
from tools.skips import VARIABLE as SKIPS_FILE
from tools.windows import command as in_wine

CHECKED = "3.13"
CHECKS = ("ruff check .", "mypy", "mypy --config-file hosts/mypy.ini", "mypy -p tools -p tests.fresh -m dev")
VENDOR = ("rayvision-api==3.0.4.3", "rayvision-sync==3.1.8")  # the second has the transfer program
VENDOR_PYTHON = "3.9"  # the vendor's client pins packages of 2020
# Much of the time of a test is spent waiting for farms, agents and Blenders: three processes for each processor, and
# half of them each where suites run side by side, the newest Python and the others, which take about the same together.
# A file stays in one process, as its fixtures are costly.
PROCESSORS = os.cpu_count() or 1
PROCESSES, BESIDE = 3 * PROCESSORS, -(-3 * PROCESSORS // 2)
LATEST = 15 * 60.0  # seconds after which the part in a Windows Python is not begun: with making it, it takes 5 minutes
EVERYWHERE = "--everywhere"
CANNOT = 75  # exit code of tests/fresh and tools/windows where there can be no tree, no Windows


def for_blender(found: dict[str, str]) -> tuple[Environment, bool]:
    """The environment to run with Blender, and whether that needs a blender program: bpy is not for every Python."""
    for version in WITH_BLENDER:
        if version in found:
            return Environment(version, found[version]), False
    return Environment(_own(), sys.executable), True


def for_tests(found: dict[str, str]) -> dict[str, Environment]:
    """The environments to test in: of the supported versions that are here, else of this very Python."""
    return {version: Environment(version, found[version])
            for version in [version for version in TESTED if version in found] or [_own()]}


def vendors(found: dict[str, str]) -> Environment | None:
    """The environment of the vendor's own client, apart from all others; None without its Python."""
    if VENDOR_PYTHON not in found:
        return None
    return Environment(VENDOR_PYTHON, found[VENDOR_PYTHON], "vendor", VENDOR)


def _own() -> str:
    return ".".join(map(str, sys.version_info[:2]))


def _with_blender() -> Environment:
    environment, program = for_blender(pythons())
    prepare([environment], program=program)
    return environment


def demo(arguments: list[str]) -> int:
    """Render a real scene end to end."""
    return foxsubmit(["demo", "--folder", str(ROOT / "demo"), *arguments])


def foxsubmit(arguments: list[str]) -> int:
    """Run the command in the environment that has Blender."""
    return run(_with_blender().inside, "-m", "foxsubmit", *arguments)


def needs(_arguments: list[str]) -> int:
    """Say what the machine lacks for the demo and the tests."""
    found = pythons()
    blender, program = for_blender(found)
    environments = [*{each.folder: each for each in (blender, *for_tests(found).values())}.values()]
    missing = before_setting_up([each for each in environments if not each.ready()], program=program)
    missing = missing or to_load([each for each in environments if each.ready()])
    if missing:
        raise Problem(missing.sentence())
    print("Nothing more is needed from the system.")
    return 0


def setup(_arguments: list[str]) -> int:
    """Make every environment."""
    link_package()
    prepare(for_tests(pythons()).values())
    return 0


def conformance(arguments: list[str]) -> int:
    """Let the vendor's own client live in our farm."""
    found = pythons()
    environment, vendor = next(iter(for_tests(found).values())), vendors(found)
    if vendor is None:
        print(f"The vendor's own client is not tried: it runs on Python {VENDOR_PYTHON}, which is not here.")
    prepare([environment, *([vendor] if vendor else [])])
    variables = child_environment(environment.version, None, vendor.inside if vendor else None)
    return run(environment.inside, "-m", "pytest", "tests/conformance", *arguments, env=variables)


def extension(arguments: list[str]) -> int:
    """Build Blender's extension: dist/blender, or where --out says."""
    return run(_with_blender().inside, "-m", "tools.extension", *arguments)


def site(arguments: list[str]) -> int:
    """Build the documentation as a site (tools/site)."""
    return site_build.build(pythons(), arguments)


def bench(arguments: list[str]) -> int:
    """Measure, and write the scoreboard (tools/bench)."""
    found = pythons()

    def prepared(versions: set[str]) -> dict[str, Path]:
        wanted = {version: each for version, each in for_tests(found).items() if version in versions}
        prepare(wanted.values())
        return {version: each.inside for version, each in wanted.items()}

    return benches.bench(arguments, found, prepared)


def release(arguments: list[str]) -> int:
    """Build what is given out (tools/release)."""
    return releasing.release(arguments, _with_blender().inside)


def windows(arguments: list[str]) -> int:
    """Run the suite in a Windows Python (tools/windows)."""
    return in_wine.windows(arguments)


def messages(arguments: list[str]) -> int:
    """Put new texts into the catalogues of translations, and take stale ones out."""
    environment = next(iter(for_tests(pythons()).values()))
    prepare([environment])
    return run(environment.inside, "-m", "tests.messages", *arguments)


def screenshots(arguments: list[str]) -> int:
    """Make the pictures of docs/ui.md anew."""
    environment = _with_blender()
    return run(environment.inside, "-m", "tests.ui.pictures", *arguments,
               env=child_environment(environment.version, None, None))


def test(arguments: list[str]) -> int:
    """Lint, type-check, run the suite on each Python; at the end what was not run, and why.

    A test runs on those Pythons only that may differ for it (tools/selection.py), unless tests are named or
    ``--everywhere`` asks for each on each.
    """
    began = time.monotonic()
    everywhere = EVERYWHERE in arguments or arguments
    arguments = [each for each in arguments if each != EVERYWHERE]
    link_package()
    found = pythons()
    environments, vendor, outcome = for_tests(found), vendors(found), Outcome()
    prepare([*environments.values(), *([vendor] if vendor else [])])
    missing = [version for version in TESTED if version not in environments]
    if missing:
        outcome.not_run.append((f"Python {', '.join(missing)}", "not found on this machine"))
    if CHECKED not in environments:
        outcome.not_run.append(("ruff and mypy", f"they run on Python {CHECKED}, which is not here"))
    if vendor is None:
        outcome.not_run.append(("the vendor's client", f"it runs on Python {VENDOR_PYTHON}, which is not here"))
    if arguments:
        outcome.not_run.append(("other tests", f"only these were asked for: {' '.join(arguments)}"))
    blender = next((environments[version].inside for version in WITH_BLENDER if version in environments), None)
    outcome.some = [] if everywhere else sentences(environments)
    suites = [Suite(environment, child_environment(version, blender, vendor.inside if vendor else None),
                    [*arguments, *([f"--ignore={path}" for path in left_out(version, environments)]
                                   if not everywhere else [])])
              for version, environment in environments.items()]
    if not arguments:
        _compile(suites)
    # They fill the pauses, in which the tests wait for farms and Blenders.
    with ThreadPoolExecutor(1) as beside, ThreadPoolExecutor(1) as reading:
        # The newest Python has as many tests as all others together, which therefore run beside it one after the other.
        others = [beside.submit(suite.run, BESIDE, print_it=False) for suite in suites[:-1]]
        checks = reading.submit(_checks, environments)
        fresh = reading.submit(_fresh, arguments)
        newest = suites[-1].run(BESIDE if others else PROCESSES)
        there = beside.submit(_windows, arguments, began)  # beside the tests, Wine is too slow
        for suite, (failed, skips, said) in zip(suites, [*(other.result() for other in others), newest]):
            print(f"\nTests on {suite.environment.title}", said, sep="\n", end="", flush=True) if said else None
            outcome.add(f"tests on {suite.environment.version}", failed)
            outcome.add_skips(suite.environment.version, skips)
        for check, failed, said in checks.result():
            print(f"\n{check}", said, sep="\n", end="", flush=True)
            outcome.add(check, failed)
        for title, name, (why, code, said) in (("A bare Debian", "tests/fresh", fresh.result()),
                                               ("A Windows in Wine", "tools/windows", there.result())):
            if said:
                print(f"\n{title} ({name})", said, sep="\n", end="", flush=True)
            if why:
                outcome.not_run.append((name, why))
            else:
                outcome.add(name, code)
    print("", *outcome.lines(), sep="\n")
    return 1 if outcome.failed else 0


def _checks(environments: dict[str, Environment]) -> list[tuple[str, int, str]]:
    """Run each check: its name, its exit code, what it printed."""
    if CHECKED not in environments:
        return []
    return [(check, *_quietly(environments[CHECKED].inside, "-m", *check.split())) for check in CHECKS]


def _quietly(*command: object, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run a program and keep what it prints, since tests print meanwhile: the exit code, the output."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        code = run(*command, env=env, stdout=said, stderr=subprocess.STDOUT)
        said.seek(0)
        return code, said.read()


def _compile(suites: list[Suite]) -> None:
    """Have a process of each Python compile package and tests where that was never done; else each worker would.

    What is compiled is not looked at: the suite itself says what cannot be loaded.
    """
    new = [suite for suite in suites if not suite.compiled.exists()]
    with ThreadPoolExecutor(os.cpu_count()) as beside:
        list(beside.map(Suite.compile, new))


class Suite(NamedTuple):
    """The tests on one Python."""

    environment: Environment
    variables: dict[str, str]
    arguments: list[str]

    @property
    def compiled(self) -> Path:
        """A folder that is there once the byte code is (tools/environments.py)."""
        return self.environment.folder.parent / "bytecode" / self.environment.version

    def compile(self) -> None:
        """Load every file of tests once."""
        _quietly(self.environment.inside, "-m", "pytest", "--collect-only", "-q", *self.arguments, env=self.variables)
        self.compiled.mkdir(parents=True, exist_ok=True)

    def run(self, processes: int, print_it: bool = True) -> tuple[int, dict[str, int] | None, str]:
        """Run them: the exit code, how many were skipped by reason (None: unknown), and what was not printed."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "skips.json"
            command = (self.environment.inside, "-m", "pytest", "-p", "tools.skips", "-n", str(processes), "--dist",
                       "loadfile", "--no-loadscope-reorder", *self.arguments)
            variables = {**self.variables, SKIPS_FILE: str(file)}
            if print_it:
                print(f"\nTests on {self.environment.title}", flush=True)
                failed, said = run(*command, env=variables), ""
            else:
                failed, said = _quietly(*command, env=variables)
            return failed, json.loads(file.read_text(encoding="utf-8")) if file.exists() else None, said


def _fresh(arguments: list[str]) -> tuple[str, int, str]:
    """The quick part of tests/fresh: why it was not run, else its exit code and what it printed."""
    if arguments:
        return "it runs only with all tests", 0, ""
    if not shutil.which("debootstrap"):
        return "there is no debootstrap here, by which it makes a bare Debian", 0, ""
    if os.geteuid() != 0:
        return "debootstrap needs root", 0, ""
    code, said = _quietly(sys.executable, "-m", "tests.fresh", "--quick")
    return ("it could not make a bare Debian: see above" if code == CANNOT else ""), code, said


def _windows(arguments: list[str], began: float) -> tuple[str, int, str]:
    """A part of the suite in a Windows Python: why it was not run, else its exit code and what it printed."""
    if arguments:
        return "it runs only with all tests", 0, ""
    taken = time.monotonic() - began
    if taken > LATEST:
        return f"all else took {taken / 60:.0f} minutes of 25: run python3 dev.py windows --part by itself", 0, ""
    code, said = _quietly(sys.executable, Path(__file__), "windows", "--part")
    return ("there can be no Windows here: see above" if code == CANNOT else ""), code, said


COMMANDS = {"demo": demo, "test": test, "needs": needs, "setup": setup, "conformance": conformance, "windows": windows,
            "messages": messages, "screenshots": screenshots, "site": site, "bench": bench,
            "extension": extension, "release": release, "run": foxsubmit}


def main() -> int:
    """Run the command named first."""
    command = COMMANDS.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if command is None:
        print(__doc__)
        return 0 if sys.argv[1:] in ([], ["-h"], ["--help"]) else 2
    try:
        code = command(sys.argv[2:])
        return code if code >= 0 else 128 - code  # what a signal ended, as a shell says it
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
