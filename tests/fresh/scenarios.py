"""What a newcomer does on a bare Debian, as an ordinary user and as root."""

from __future__ import annotations

import re

from tools.needs import system

from .tree import Failed, Steps, Tree

FRAMES = 8
NOTHING = r"\ANothing more is needed"
COMMAND = r"[^\n]*: (sudo apt-get [^\n]*)\n"
DISPLAYS = "DISPLAY=:9 WAYLAND_DISPLAY=wayland-9"
DEMO = "python3 dev.py demo --no-panel"
# Quick, and yet Qt draws, Blender renders, and a scene goes through the whole chain.
PART = ("tests/core/api tests/core/common/test_system_libraries.py tests/ui/test_fit.py tests/ui/test_rows.py "
        "tests/hosts/blender/node/test_blender_render.py")


def ordinary_user(tree: Tree, step: Steps, *, quick: bool, tests: str = PART) -> None:
    """One sentence names all that is missing, its command installs it, then everything works."""
    with step("asks once, for all that is missing"):
        output = tree.expect(DEMO, code=1)
        found = re.fullmatch(COMMAND, output)
        if not found:
            raise Failed(f"It is not one line that ends with a command:\n{output}")
        if (tree.clone / ".venv").exists():
            raise Failed("It made an environment before it asked.")
        print(found[1], end=" ")
    with step("root runs that command"):
        _as_root(tree, found[1])
    with step("nothing more is needed"):
        tree.expect("python3 dev.py needs", says=NOTHING)
    with step("the packages of the table exist"):
        tree.expect(f"apt-get install --simulate {' '.join(sorted({each.package for each in system.LIBRARIES}))}")
    if quick:
        return
    _demo(tree, step)
    with step("with a display, Qt's plug-ins for windows load"):
        found = re.search(COMMAND, tree.expect(f"{DISPLAYS} python3 dev.py needs", code=1))
        if not found:
            raise Failed("It names no command.")
        _as_root(tree, found[1])
        tree.expect(f"{DISPLAYS} python3 dev.py needs", says=NOTHING)
    _tests(tree, step, tests)


def _as_root(tree: Tree, command: str) -> None:
    """Run a command with sudo in it: there is no sudo in a bare tree, so the shell gets a function of that name."""
    tree.expect(f'sudo() {{ DEBIAN_FRONTEND=noninteractive "$@"; }}; {command}', user="root")


def root(tree: Tree, step: Steps, *, quick: bool, tests: str = PART) -> None:
    """What is missing is installed by dev.py itself, once."""
    with step("dev.py names what is missing"):
        tree.expect("python3 dev.py needs", code=1, says="apt-get install")
    if not quick:
        _demo(tree, step)
        _tests(tree, step, tests)


def _demo(tree: Tree, step: Steps) -> None:
    with step("the demo"):
        output = tree.expect(DEMO, says=f"{FRAMES} frames are in")
        if output.count("Installing ") != (tree.user == "root"):
            raise Failed(f"As {tree.user} it has to install once as root, and never else:\n{output}")
        frames = [path for path in (tree.clone / "demo" / "frames").rglob("*.png") if path.stat().st_size]
        if len(frames) != FRAMES:
            raise Failed(f"{len(frames)} frames came home, not {FRAMES}.")
    before = tree.apt_runs()
    with step("a second command asks for nothing"):
        tree.expect("python3 dev.py needs", says=NOTHING)
        output = tree.expect("python3 dev.py run --help")
        if "Installing" in output or "Setting up" in output or tree.apt_runs() != before:
            raise Failed(f"It set something up again:\n{output}")


def _tests(tree: Tree, step: Steps, tests: str) -> None:
    with step("a part of the tests" if tests else "all tests"):
        output = tree.expect(f"python3 dev.py test {tests}", says="All that ran passed; not run: Python 3.9")
        if "All passed." in output:
            raise Failed(f"It claims that all passed:\n{output[-2000:]}")
        print(output[output.rindex("Not run:"):].strip().replace("\n", "\n    "), end=" ")
