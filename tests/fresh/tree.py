"""A bare Debian: made once by debootstrap, used through an overlay that is thrown away."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from . import carried

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "foxsubmit-fresh"
USER, UID = "artist", 1000
STEP_TIME = 3600  # seconds; the download of Blender over a slow line
LAST_LINES = 300


class CannotMake(Exception):
    """There is no tree to try anything in, and nothing is known about foxsubmit."""


class Failed(Exception):
    """A step that did not do what it should; its text is for people."""


def base(release: str) -> Path:
    """The tree of a release with Python and git, made at the first call and kept."""
    tree = CACHE / release
    if (tree / "made").exists():
        return tree / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    mirror = carried.mirror()
    command = ["debootstrap", "--variant=minbase", "--include=python3,git", release, str(tree / "tree")]
    done = _captured([*command, *([mirror] if mirror else [])])
    if done.returncode:
        raise CannotMake(f"debootstrap could not make {release}:\n{_end(done.stdout)}")
    made = _captured(["chroot", str(tree / "tree"), "useradd", "--create-home", "--uid", str(UID), USER])
    if made.returncode:
        raise CannotMake(f"No user could be added to {release}:\n{_end(made.stdout)}")
    (tree / "made").touch()
    return tree / "tree"


def _captured(command: list[str], **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,  # type: ignore[call-overload,no-any-return]
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False, **more)


def _end(text: str) -> str:
    return "\n".join(text.splitlines()[-LAST_LINES:])


class Bare:
    """A Debian as it was made, for one user; has to be made inside a mount namespace."""

    def __init__(self, below: Path, run: Path, user: str) -> None:
        self.user, self.home = user, "/root" if user == "root" else f"/home/{USER}"
        self.root = run / "tree"
        for name in ("tree", "upper", "work"):
            (run / name).mkdir(parents=True)
        layers = f"lowerdir={below},upperdir={run / 'upper'},workdir={run / 'work'}"
        if _captured(["mount", "-t", "overlay", "overlay", "-o", layers, str(self.root)]).returncode:
            subprocess.run(["cp", "-aT", str(below), str(self.root)], check=True)
        for options in (["-t", "proc", "proc"], ["--rbind", "/dev"]):
            subprocess.run(["mount", *options, str(self.root / options[-1].strip("/"))], check=True)

    def show(self, place: Path, at: str) -> None:
        """Have a folder of this machine at a path of the tree, to read."""
        target = str(self.root / at.strip("/"))
        Path(target).mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "--bind", str(place), target], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", target], check=True)

    def variables(self) -> dict[str, str]:
        """Variables of a command, beside those that every one has."""
        return {}

    def run(self, command: str, user: str = "") -> tuple[int, str]:
        """Run a shell's command in the clone (or at home) as the tree's user, or another; exit code and output."""
        user = user or self.user
        home = "/root" if user == "root" else self.home
        variables = {"HOME": home, "USER": user, "LANG": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
                     **self.variables()}
        inside = f"cd {shlex.quote(self.home)}; [ ! -d foxsubmit ] || cd foxsubmit; {command}"
        done = _captured(["chroot", f"--userspec={user}:{user}", str(self.root), "env", "-i",
                          *(f"{name}={value}" for name, value in variables.items()), "sh", "-c", inside],
                         timeout=STEP_TIME)
        return done.returncode, done.stdout

    def expect(self, command: str, *, code: int = 0, user: str = "", says: str = "") -> str:
        """Run a command that has to end with this code and say this (a regular expression); its output."""
        got, output = self.run(command, user)
        if got != code:
            raise Failed(f"“{command}” ended with {got}, not {code}:\n{_end(output)}")
        if says and not re.search(says, output):
            raise Failed(f"“{command}” does not say “{says}”:\n{_end(output)}")
        return output


class Tree(Bare):
    """A bare Debian that reaches the network as this machine does, with a clone of the repository for one user."""

    def __init__(self, release: str, run: Path, user: str) -> None:
        super().__init__(base(release), run, user)
        for place in carried.carry(self.root):
            self.show(place, str(place))
        (self.root / "etc/apt/apt.conf.d/51yes").write_text('APT::Get::Assume-Yes "true";\n', encoding="utf-8")
        code, output = self.run("apt-get update", user="root")
        if code:
            raise CannotMake(f"apt finds no packages for {release}:\n{_end(output)}")
        self._clone()

    def _clone(self) -> None:
        """Clone as a user does; what is cloned is a copy of the user's own, so that git trusts it."""
        bare = self.root / "srv/foxsubmit.git"
        bare.mkdir()
        owner = ROOT.stat().st_uid
        os.chown(bare, owner, -1)
        done = _captured(["git", "clone", "--quiet", "--bare", f"file://{ROOT}", str(bare)],
                         **({"user": owner} if owner != os.geteuid() else {}))
        if done.returncode:
            raise CannotMake(f"The repository could not be cloned:\n{_end(done.stdout)}")
        subprocess.run(["chown", "-R", "0:0" if self.user == "root" else f"{UID}:{UID}", str(bare)], check=True)
        self.expect("git clone --quiet /srv/foxsubmit.git ~/foxsubmit")

    @property
    def clone(self) -> Path:
        """The clone, as seen from outside."""
        return self.root / self.home.strip("/") / "foxsubmit"

    def variables(self) -> dict[str, str]:
        """How this machine reaches the network."""
        return carried.variables()

    def apt_runs(self) -> str:
        """All that apt has installed here so far."""
        log = self.root / "var/log/apt/history.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""


class Steps:
    """Prints each step of a scenario with the time that it took."""

    def __init__(self, name: str) -> None:
        self.name, self._began = name, time.monotonic()

    def total(self) -> None:
        """Print the time of all steps."""
        print(f"{self.name}: passed, {time.monotonic() - self._began:.0f} s", flush=True)

    @contextlib.contextmanager
    def __call__(self, title: str) -> Iterator[None]:
        """A step, for `with`."""
        print(f"{self.name}: {title} …", end=" ", flush=True)
        began, ended = time.monotonic(), "failed"
        try:
            yield
            ended = "ok"
        finally:
            print(f"{ended}, {time.monotonic() - began:.0f} s", flush=True)
