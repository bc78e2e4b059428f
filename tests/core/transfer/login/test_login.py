"""The agent starts at login where the user wishes it, in the way of each system."""

from __future__ import annotations

import json
import os
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.transfer.agents import agent, submit, transfer, wait_for

from foxsubmit import cli
from foxsubmit.core.common.errors import FoxError
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.login import login, run_key, systemd
from foxsubmit.core.transfer.login.autostart import AutostartFile, desktop_exec
from foxsubmit.core.transfer.login.entry import name_of
from foxsubmit.core.transfer.login.launch_agent import LaunchAgent
from foxsubmit.core.transfer.login.run_key import RunKey
from foxsubmit.core.transfer.login.systemd import exec_start
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.doctor.places import places
from foxsubmit.doctor.subject import Installation

POSIX = pytest.mark.posix_only("how Linux and macOS start something at login")
NASTY = ["/opt/a b/py\"thon", "/x;y/$HOME/$$/`id`", "50%f %u", "back\\slash\\\\n", "木/'single'", "@/home/x/login.json"]
"""Words that mean something to a shell, to systemd or to a desktop."""

SYSTEMCTL = """#!{python}
import pathlib, sys
arguments = sys.argv[1:]
assert arguments[:2] == ["--user", "--no-ask-password"], arguments
units = pathlib.Path({units!r})
with open({calls!r}, "a") as calls:
    calls.write(" ".join(arguments[2:]) + "\\n")
if arguments[2] == "enable":
    (name,) = arguments[3:]
    assert (units / name).is_file()
    (units / "default.target.wants").mkdir(exist_ok=True)
    link = units / "default.target.wants" / name
    if not link.is_symlink():
        link.symlink_to(units / name)
elif arguments[2] == "disable":
    (name,) = arguments[3:]
    (units / "default.target.wants" / name).unlink()
else:
    assert arguments[2:] in (["show-environment"], ["daemon-reload"]), arguments
"""


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    """The folders of a user of Linux, without a systemd."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(systemd, "_systemctl", lambda *_arguments: False)
    return tmp_path / "config"


@pytest.fixture
def calls(config, tmp_path, monkeypatch):
    """What a strict double of systemctl was asked; it keeps units as the real one does."""
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    program, asked = tmp_path / "bin" / "systemctl", tmp_path / "calls"
    program.parent.mkdir()
    program.write_text(SYSTEMCTL.format(
        python=sys.executable, units=str(config / "systemd" / "user"), calls=str(asked)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return asked


def started(settings):
    """The command that the desktop's file starts, read as the specification says."""
    (file,) = (Path(os.environ["XDG_CONFIG_HOME"]) / "autostart").glob("*.desktop")
    return read_desktop(file)


def read_desktop(file):
    (line,) = [each[5:] for each in file.read_text(encoding="utf-8").splitlines() if each.startswith("Exec=")]
    value = line.replace("\\\\", "\0").replace("\\s", " ").replace("\0", "\\")
    words, place = [], 0
    while place < len(value):
        assert value[place] == '"', value
        word, place = "", place + 1
        while value[place] != '"':
            if value[place] == "\\":
                assert value[place + 1] in '"`$\\'
                place += 1
            else:
                assert value[place] not in "`$"
            word, place = word + value[place], place + 1
        words.append(word)
        place += 1
        assert value[place : place + 1] in ("", " ")
        place += 1
    assert all(each.replace("%%", "").count("%") == 0 for each in words)
    return [each.replace("%%", "%") for each in words]


def read_unit(line):
    """The words of ExecStart as systemd reads them."""
    expand = not line.startswith(":")
    words, place, line = [], 0, line.lstrip(":")
    while place < len(line):
        assert line[place] == '"', line
        word, place = "", place + 1
        while line[place] != '"':
            if line[place] == "\\":
                assert line[place + 1] in '"\\'
                place += 1
            elif line[place] == "%":
                assert line[place + 1] == "%"
                place += 1
            assert not (expand and line[place] == "$")
            word, place = word + line[place], place + 1
        words.append(word)
        place += 2
    return words


def test_words_reach_the_program_as_they_are_whatever_is_in_them(tmp_path):
    assert read_unit(exec_start(NASTY)) == NASTY
    assert read_unit(exec_start(["/a b", "@/c"])) == ["/a b", "@/c"]
    assert not exec_start(["/a b"]).startswith(":"), "systemd before 244 knows no colon"
    file = tmp_path / "a.desktop"
    file.write_text(f"Exec={desktop_exec(NASTY)}\n", encoding="utf-8")
    assert read_desktop(file) == NASTY


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd's own check")
def test_systemd_finds_nothing_wrong_in_the_unit(tmp_path):
    program = tmp_path / "a b%c;d" / "python"
    program.parent.mkdir()
    program.symlink_to(sys.executable)
    unit = tmp_path / "foxsubmit-agent.service"
    unit.write_text(systemd.UNIT.format(command=exec_start([str(program), *NASTY[1:]])), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "--man=no", "verify", str(unit)], capture_output=True, text=True,
                          env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"}, check=False)
    assert "foxsubmit-agent" not in done.stderr, done.stderr


@POSIX
def test_with_a_systemd_of_the_user_it_is_a_unit_that_is_enabled_and_off_takes_it_back(calls, config, settings):
    AutostartFile(name_of(settings.home)).write(["old"])
    now = login.switch_on(settings)
    units = config / "systemd" / "user"
    (unit,) = units.glob("*.service")
    assert now.place == str(unit)
    assert login.state(settings) == (True, str(unit), "")
    assert (units / "default.target.wants" / unit.name).is_symlink()
    assert not list((config / "autostart").iterdir()), "it would start twice"
    assert "start" not in calls.read_text().split(), "nothing is started now"
    login.switch_on(settings)
    login.switch_off(settings)
    assert login.state(settings) == (False, "", "")
    assert [path for path in units.rglob("*") if not path.is_dir()] == []
    assert not (settings.home / "login.json").exists()


@POSIX
@pytest.mark.usefixtures("calls")
def test_a_program_whose_path_systemd_refuses_is_started_by_the_desktop(settings, tmp_path, monkeypatch):
    program = tmp_path / 'it"s' / "python"
    program.parent.mkdir()
    program.symlink_to(sys.executable)
    monkeypatch.setattr(login, "own", lambda: str(program))
    login.switch_on(settings)
    assert started(settings)[0] == str(program)
    assert login.state(settings).gone == ""


@POSIX
def test_without_a_systemd_the_desktop_starts_it(settings):
    now = login.switch_on(settings)
    assert now.place.endswith(".desktop")
    assert started(settings)[0] == sys.executable
    login.switch_off(settings)
    assert login.state(settings) == (False, "", "")
    login.switch_off(settings)


@POSIX
def test_what_starts_at_login_works_off_what_is_open_and_ends(settings, project, api, journal):
    login.switch_on(settings)
    noted = json.loads((settings.home / "login.json").read_text())
    noted["arguments"] += ["--idle", "0.5"]
    (settings.home / "login.json").write_text(json.dumps(noted))
    submission = submit(project, api, journal)
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("FOXSUBMIT", "PYTHON"))}
    with subprocess.Popen(started(settings), env=bare, cwd="/", stderr=subprocess.PIPE) as process:
        wait_for(lambda: transfer(journal, submission).state is TransferState.FETCHED)
        assert process.communicate()[1] == b""
    assert process.returncode == 0


@POSIX
def test_two_homes_have_an_entry_each(settings, tmp_path):
    other = Settings(tmp_path / "other")
    login.switch_on(settings)
    login.switch_on(other)
    login.switch_off(settings)
    assert login.state(other).on
    assert not login.state(settings).on


@pytest.fixture
def moved(settings):
    """It starts a program that is gone."""
    login.switch_on(settings)
    file = settings.home / "login.json"
    noted = json.loads(file.read_text())
    noted["command"][0] = str(settings.home / "old" / "python")
    file.write_text(json.dumps(noted))
    return noted["command"][0]


@POSIX
def test_a_program_that_has_moved_is_told_and_mended(settings, moved, capsys):
    assert cli.main(["agent", "login", "--home", str(settings.home)]) == 1
    assert f"but {moved} is gone: “foxsubmit agent login on” mends it." in capsys.readouterr().out
    assert f"{moved} is gone, which it starts" in [each.words for each in places(Installation(settings))]
    assert login.mend(settings)
    assert login.state(settings).gone == ""
    assert not login.mend(settings)


@POSIX
@pytest.mark.usefixtures("moved")
def test_the_next_agent_mends_it(settings):
    with agent(settings, idle=0.1) as process:
        assert process.wait() == 0
    assert login.state(settings).gone == ""


@POSIX
@pytest.mark.usefixtures("moved")
def test_uninstall_takes_it_back_where_its_program_went_along(settings, capsys, monkeypatch):
    monkeypatch.setenv("FOXSUBMIT_HOME", str(settings.home))
    assert cli.main(["uninstall", "maya"]) == 0
    assert "The agent does not start at login any more" in capsys.readouterr().out
    assert not login.state(settings).on


@POSIX
def test_the_command_says_how_it_stands(settings, capsys):
    home = ["--home", str(settings.home)]
    assert cli.main(["agent", "login", *home]) == 0
    assert capsys.readouterr().out.startswith("The agent does not start when you log in")
    assert cli.main(["agent", "login", "on", *home]) == 0
    assert capsys.readouterr().out.startswith("The agent starts when you log in, and ends when")
    assert cli.main(["agent", "login", "--json", *home]) == 0
    assert json.loads(capsys.readouterr().out)["login"] is True
    assert cli.main(["agent", "login", "off", *home]) == 0
    assert cli.main(["agent", "run", "off", *home]) == 2
    assert cli.main(["agent", "--json", *home]) == 2


@POSIX
def test_what_cannot_be_written_is_a_sentence(settings, config, capsys):
    config.write_text("no folder")
    assert cli.main(["agent", "login", "on", "--home", str(settings.home)]) == 1
    said = capsys.readouterr().err
    assert "cannot be used: " in said
    assert len(said.strip().splitlines()) == 1


def test_a_path_with_a_line_break_is_refused(tmp_path):
    with pytest.raises(FoxError, match="has characters that cannot stand"):
        login.switch_on(Settings(tmp_path / "a\nExec=evil"))
    assert not (tmp_path / "config").exists()


@POSIX
def test_on_macos_it_is_a_launch_agent(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    entry = LaunchAgent(name_of(settings.home))
    assert isinstance(login.entries(settings.home)[0], LaunchAgent)
    assert not entry.there()
    assert entry.write(NASTY)
    said = plistlib.loads(Path(entry.place).read_bytes())
    assert (said["ProgramArguments"], said["RunAtLoad"]) == (NASTY, True)
    assert Path(entry.place) == tmp_path / "Library" / "LaunchAgents" / f"{said['Label']}.plist"
    assert LaunchAgent(name_of(settings.home)).there()
    entry.remove()
    entry.remove()
    assert not entry.there()


class Key:
    def __init__(self, registry, path, rights):
        self.registry, self.path, self.rights = registry, path, rights

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.rights = ()


class Registry:
    """The part of winreg that is used, as strict as the real one."""

    HKEY_CURRENT_USER, REG_SZ, KEY_SET_VALUE, KEY_READ = 0x80000001, 1, 2, 0x20019

    def __init__(self):
        self.values = {}
        self.keys = set()

    def OpenKey(self, root, path, reserved=0, access=KEY_READ):  # noqa: N802 - as in winreg
        assert (root, reserved) == (self.HKEY_CURRENT_USER, 0)
        if path not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return Key(self, path, (access,))

    def CreateKey(self, root, path):  # noqa: N802 - as in winreg
        assert root == self.HKEY_CURRENT_USER
        self.keys.add(path)
        return Key(self, path, (self.KEY_READ, self.KEY_SET_VALUE))

    def QueryValueEx(self, key, name):  # noqa: N802 - as in winreg
        assert self.KEY_READ in key.rights
        if name not in self.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return self.values[name]

    def SetValueEx(self, key, name, reserved, kind, value):  # noqa: N802 - as in winreg
        assert self.KEY_SET_VALUE in key.rights
        assert (key.path, reserved, kind) == (run_key.KEY, 0, self.REG_SZ)
        self.values[name] = value, kind

    def DeleteValue(self, key, name):  # noqa: N802 - as in winreg
        assert self.KEY_SET_VALUE in key.rights
        if name not in self.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del self.values[name]


def test_on_windows_it_is_a_value_of_the_run_key(monkeypatch):
    registry = Registry()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    entry = RunKey("foxsubmit-agent")
    assert not entry.there()
    entry.remove()
    command = [r"C:\Program Files\py\python.exe", "C:\\a b\\child.py", "@C:\\Users\\m\\login.json"]
    assert entry.write(command)
    assert registry.values["foxsubmit-agent"][0] == (
        '"C:\\Program Files\\py\\python.exe" "C:\\a b\\child.py" @C:\\Users\\m\\login.json')
    assert entry.there()
    entry.remove()
    assert not entry.there()
    assert not entry.write(["x" * 261]), "Windows takes no more"
