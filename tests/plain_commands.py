"""Every command as it is typed where only the plain dependencies are installed: what it ends with, and what it says.

No Qt, no Blender, none of the packages of an extra, no account and no farm: each command either does what needs none
of them, or says in one sentence what is missing and how to have it.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Callable, NamedTuple

from foxsubmit.core.common.exit_codes import ExitCode
from foxsubmit.core.common.extras import WANTED

MODULES = {"PySide2": "PySide2", "PySide6-Essentials": "PySide6", "usd-core": "pxr", "Pillow": "PIL", "bpy": "bpy",
           "OpenImageIO": "OpenImageIO"}
"""Distribution -> the module that is imported of it, where the two have different names."""


class Case(NamedTuple):
    """A command line, the exit code that it ends with, and words that it prints."""

    arguments: tuple[str, ...]
    code: ExitCode
    words: str


CASES = (
    Case(("--version",), ExitCode.DONE, "foxsubmit "),
    Case(("demo", "--folder", "demo"), ExitCode.BAD_INPUT, "which is in the extra “farm”"),
    Case(("farm",), ExitCode.BAD_INPUT, "which is in the extra “farm”"),
    Case(("farm", "status"), ExitCode.FAILED, "No farm runs in"),
    Case(("farm", "stop"), ExitCode.FAILED, "No farm runs in"),
    Case(("submit", "scene.blend"), ExitCode.FAILED, "No Blender was found on this machine."),
    Case(("submit", "empty.blend"), ExitCode.BAD_INPUT, "empty.blend is not a Blender scene."),
    Case(("submit", "gone.blend"), ExitCode.BAD_INPUT, "There is no scene"),
    Case(("submit", "plan.json"), ExitCode.BAD_INPUT, "This is not a plan"),
    Case(("plan", "scene.blend"), ExitCode.FAILED, "No Blender was found on this machine."),
    Case(("plan", "check", "plan.json"), ExitCode.BAD_INPUT, "This is not a plan"),
    Case(("plan", "diff", "plan.json", "plan.json"), ExitCode.BAD_INPUT, "This is not a plan"),
    Case(("tasks",), ExitCode.FAILED, "No local farm is running"),
    Case(("task", "stop", "12"), ExitCode.FAILED, "No local farm is running"),
    Case(("task", "priority", "12"), ExitCode.BAD_INPUT, "needs --value"),
    Case(("task", "log", "12"), ExitCode.FAILED, "No local farm is running"),
    Case(("task", "show", "12", "13"), ExitCode.BAD_INPUT, "is about one task"),
    Case(("tasks", "--all", "--page", "2"), ExitCode.BAD_INPUT, "goes without --page"),
    Case(("hardware",), ExitCode.FAILED, "No local farm is running"),
    Case(("environments",), ExitCode.FAILED, "No local farm is running"),
    Case(("environments", "delete"), ExitCode.BAD_INPUT, "needs the name of the environment"),
    Case(("account",), ExitCode.FAILED, "No local farm is running"),
    Case(("projects",), ExitCode.FAILED, "No local farm is running"),
    Case(("projects", "delete"), ExitCode.BAD_INPUT, "needs the name of the project"),
    Case(("records",), ExitCode.FAILED, "No local farm is running"),
    Case(("costs",), ExitCode.FAILED, "No local farm is running"),
    Case(("budget",), ExitCode.DONE, "No budget is set."),
    Case(("budget", "12", "20"), ExitCode.FAILED, "No local farm is running"),
    Case(("budget", "12", "--go-on"), ExitCode.BAD_INPUT, "There is no budget for 12"),
    Case(("notices",), ExitCode.DONE, "No notices yet."),
    Case(("notices", "test"), ExitCode.BAD_INPUT, "Notices are told nowhere beside the panel"),
    Case(("watch", "12"), ExitCode.FAILED, "No local farm is running"),
    Case(("fetch", "12"), ExitCode.FAILED, "No local farm is running"),
    Case(("verify",), ExitCode.DONE, "Nothing was fetched: there is nothing to verify."),
    Case(("movie", "gone", "a.mp4"), ExitCode.BAD_INPUT, "There is no folder gone"),
    Case(("movie", "77", "a.mp4"), ExitCode.BAD_INPUT, "No frame of task 77 is on this machine"),
    Case(("triage", "--explain"), ExitCode.DONE, "Fireflies"),
    Case(("triage",), ExitCode.BAD_INPUT, "Name a picture"),
    Case(("triage", "gone.exr"), ExitCode.BAD_INPUT, "There is no gone.exr"),
    Case(("transfers",), ExitCode.DONE, "Nothing is being sent or fetched."),
    Case(("transfers", "pause", "1"), ExitCode.BAD_INPUT, "There is no transfer “1”"),
    Case(("transfers", "limit"), ExitCode.DONE, ""),
    Case(("panel", "--screenshot", "panel.png"), ExitCode.BAD_INPUT, "The panel needs Qt, which is the extra “qt”"),
    Case(("agent",), ExitCode.DONE, ""),
    Case(("agent", "login"), ExitCode.DONE, "The agent does not start when you log in"),
    Case(("agent", "login", "on"), ExitCode.DONE, "The agent starts when you log in"),
    Case(("agent", "login", "off"), ExitCode.DONE, "The agent does not start when you log in"),
    Case(("install", "maya", "--dry-run"), ExitCode.BAD_INPUT, "No supported version of maya was found"),
    Case(("install", "maya", "--version", "2025", "--dry-run"), ExitCode.DONE, "Would write"),
    Case(("install", "houdini", "--version", "20.5", "--dry-run"), ExitCode.DONE, "Would write"),
    Case(("install", "blender", "--dry-run"), ExitCode.BAD_INPUT, "Blender 3.3 or newer was not found"),
    Case(("uninstall", "blender", "--dry-run"), ExitCode.DONE, "Nothing of ours is installed for blender."),
    Case(("uninstall", "maya", "--dry-run"), ExitCode.DONE, "Nothing of ours is installed for maya."),
    Case(("presets",), ExitCode.DONE, "There are no presets."),
    Case(("presets", "export", "gone", "a.json"), ExitCode.BAD_INPUT, "There is no preset"),
    Case(("studio",), ExitCode.DONE, "No studio's file holds here."),
    Case(("studio", "import", "empty.blend"), ExitCode.BAD_INPUT, "cannot be read"),
    Case(("inventory",), ExitCode.BAD_INPUT, "The studio's file names no “inventory”"),
    Case(("inventory", "gone"), ExitCode.BAD_INPUT, "The inventory in gone cannot be read"),
    Case(("inventory", "bin"), ExitCode.DONE, "No workstation has noted a start in bin yet."),
    Case(("completion", "bash"), ExitCode.DONE, "complete -o default -F _foxsubmit foxsubmit"),
    Case(("doctor",), ExitCode.DONE, "the panel needs it outside a host application"),
)


def optional_modules() -> set[str]:
    """Top-level names of the modules that only extras bring."""
    names = {re.split(r"[<>=!]", each.requirement)[0] for each in WANTED}
    return {MODULES.get(name, name) for name in names}


def prepare(folder: Path) -> dict[str, str]:
    """Put the files that are named in the cases into a folder; the environment variables to run there."""
    (folder / "scene.blend").write_bytes(b"BLENDER-v405RENDH\0\0\0")
    (folder / "empty.blend").touch()
    (folder / "plan.json").write_text("{}", encoding="utf-8")
    (folder / "bin").mkdir()
    kept = {name: value for name, value in os.environ.items() if name in ("SYSTEMROOT", "LANG", "LC_ALL")}
    kept["LANGUAGE"] = "en"
    return {**kept, "HOME": str(folder), "USERPROFILE": str(folder), "XDG_CONFIG_HOME": str(folder / "config"),
            "APPDATA": str(folder / "config"), "FOXSUBMIT_HOME": str(folder / "home"), "PATH": str(folder / "bin"),
            "PYTHONUTF8": "1"}


Start = Callable[[Sequence[str], Path, Mapping[str, str]], "subprocess.CompletedProcess[str]"]
"""Starts the command with arguments in a folder with variables, and waits for its end."""


def typed(*command: str) -> Start:
    """Start it as a program, as it is typed."""
    def start(arguments: Sequence[str], folder: Path,
              variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*command, *arguments], cwd=folder, env={**variables}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, encoding="utf-8", check=False)

    return start


def run(start: Start, case: Case, folder: Path, variables: Mapping[str, str]) -> None:
    """Type one case; fails where the exit code or the words are others, or where there is a traceback."""
    done = start(case.arguments, folder, variables)
    told = f"foxsubmit {' '.join(case.arguments)} -> {done.returncode}\n{done.stdout}{done.stderr}"
    assert "Traceback" not in told, told
    assert done.returncode == case.code, told
    assert case.words in done.stdout + done.stderr, told
    if case.code is not ExitCode.DONE and case.arguments[:2] != ("farm", "status"):
        assert len(done.stderr.strip().splitlines()) == 1, told
