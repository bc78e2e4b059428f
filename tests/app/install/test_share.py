"""A studio's share has versions side by side, and one file says which of them hosts import at their start."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foxsubmit.core.common import version
from foxsubmit.hosts.machine import LINUX, Machine
from foxsubmit.install import bundle, files, shared

OLD, NEW = "0.0.9", version.VERSION
ASK = ("import foxsubmit, foxsubmit.core.common.version as v, foxsubmit.core.common.child as child; "
       "print(v.VERSION); print(child.HERE); print(foxsubmit.__version__); print(foxsubmit.__file__)")

HOST = ("import sys, foxsubmit.core.common.version as v; print('ready', flush=True); sys.stdin.readline(); "
        "import foxsubmit.core.plan.build as later; print(v.VERSION, later.__file__)")


def put(site, version, *, beside=False):
    """Install a version for Maya on a share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "_install_libraries", lambda folder: folder.mkdir(parents=True))
        patch.setattr(Machine, "here", classmethod(lambda _cls: Machine(LINUX, {}, site, site)))
        for module in (shared, bundle):
            patch.setattr(module, "VERSION", version)
        files.install(argparse.Namespace(host="maya", version=None, site=site, dry_run=False, beside=beside))
    own = site / files.FOLDER / shared.VERSIONS / version / "foxsubmit" / "core" / "common" / "version.py"
    own.write_text(own.read_text(encoding="utf-8").replace(f'"{NEW}"', f'"{version}"'), encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A share on which a newer version came while a host had the older one loaded; and that host."""
    site = tmp_path_factory.mktemp("share")
    put(site, OLD)
    with subprocess.Popen([sys.executable, "-c", HOST], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "PYTHONPATH": str(site / files.FOLDER)}) as host:
        assert host.stdout.readline() == "ready\n"
        put(site, NEW)
        yield site / files.FOLDER, host
        host.kill()


@pytest.fixture
def share(made):
    """The share, as it was after the newer version came."""
    folder, _host = made
    before = (folder / shared.CURRENT).read_bytes()
    yield folder
    (folder / shared.CURRENT).write_bytes(before)


def started(share, **variables):
    """What a host that starts now imports: version, where it lies, version again, the package's file."""
    done = subprocess.run([sys.executable, "-c", ASK], cwd=share.parent, capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(share), **variables})
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_hosts_import_the_version_that_the_file_names(share):
    assert (share / shared.CURRENT).read_text(encoding="utf-8") == f"{NEW}\n"
    named, place, again, file = started(share)
    assert (named, again) == (NEW, NEW)
    for path in (place, file):
        assert Path(path).resolve().is_relative_to((share / shared.VERSIONS / NEW).resolve())
    assert (share / "maya" / "scripts" / "userSetup.py").is_file()


@pytest.mark.parametrize("written", [f"{OLD}\n".encode(), f"\ufeff{OLD}\r\n".encode(), f"{OLD} \r\n".encode("utf-16")],
                         ids=["echo", "an editor of Windows", "PowerShell"])
def test_one_line_goes_back(share, written):
    (share / shared.CURRENT).write_bytes(written)
    assert shared.current(share) == OLD
    assert shared.others(share) == (NEW,)
    assert started(share)[0] == OLD


def test_a_workstation_may_try_another_one(share):
    assert started(share, **{shared.CHOSEN: OLD})[0] == OLD


def test_a_version_that_is_not_there_is_a_sentence(share):
    (share / shared.CURRENT).write_text("7.7.7\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", ASK], cwd=share.parent, capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(share)})
    assert "ImportError: foxsubmit 7.7.7 is not in" in done.stderr
    assert str(share / shared.CURRENT) in done.stderr


def test_a_host_that_has_a_version_loaded_goes_on_with_it_while_another_comes(made):
    _folder, host = made
    said, _err = host.communicate("\n")
    named, place = said.split(" ", 1)
    assert named == OLD
    assert f"{os.sep}{shared.VERSIONS}{os.sep}{OLD}{os.sep}" in place


def test_a_version_may_be_put_beside_the_one_that_is_used(share, capsys):
    (share / shared.CURRENT).write_text(f"{OLD}\n", encoding="utf-8")
    put(share.parent, NEW, beside=True)
    assert shared.current(share) == OLD
    said = capsys.readouterr().out
    assert f"the version that is used: {OLD}. There are {NEW}, too" in said
    assert "Unchanged" in said
    put(share.parent, NEW)
    assert shared.current(share) == NEW


def test_a_bundle_of_before_there_were_versions_leads_to_one_and_all_goes_at_last(
        share, tmp_path, monkeypatch):
    site = tmp_path / "share"
    whole = site / files.FOLDER
    shutil.copytree(share / shared.VERSIONS / NEW, whole / shared.VERSIONS / NEW)
    for path in ("foxsubmit/__init__.py", "foxsubmit/core/__init__.py", "vendor/requests.py", bundle.STAMP):
        (whole / path).parent.mkdir(parents=True, exist_ok=True)
        (whole / path).write_text("", encoding="utf-8")
    put(site, NEW, beside=True)
    assert started(whole)[0] == NEW
    assert (whole / "foxsubmit" / "core" / "__init__.py").exists()  # a host that has it loaded may still read it
    monkeypatch.setattr(Machine, "here", classmethod(lambda _cls: Machine(LINUX, {}, site, site)))
    files.uninstall(argparse.Namespace(host="maya", site=site, dry_run=False))
    assert list(site.iterdir()) == []
