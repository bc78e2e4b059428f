"""A scene may name any file of this machine: what is asked before it is sent, and what is remembered of the answer."""

from __future__ import annotations

import dataclasses

import pytest
from tests.conftest import make_project
from tests.pumping import until

from foxsubmit.core.model import finding_codes as codes
from foxsubmit.core.model.choices import Choices
from foxsubmit.core.model.host import Asset
from foxsubmit.core.session.session import Session
from foxsubmit.core.settings.presets import to_text
from foxsubmit.hosts.recorded import RecordedHost

pytestmark = pytest.mark.usefixtures("no_agent_process")


@pytest.fixture
def key(tmp_path, monkeypatch):
    """The artist's private key, in a home folder of this test."""
    home = tmp_path / "people" / "ann"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "id_rsa").write_bytes(b"secret")
    return home / ".ssh" / "id_rsa"


@pytest.fixture
def opened(settings, farm):
    """Open a scene in a session, and find its files."""
    sessions = []

    def open_it(host):
        session = Session(host, settings)
        sessions.append(session)
        session.account.connect()
        session.scene.refresh()
        until(session, lambda state: state.scene.gathered and state.environments.known)
        return session

    yield open_it
    for session in sessions:
        session.close()


def naming(tmp_path, *paths):
    host = make_project(tmp_path / "project", {"wood.png": b"wood"})
    return RecordedHost(host.current, (*host.files, *(Asset(str(path), 'Image "x"', "image") for path in paths)),
                        name="blender")


def finding(session, code):
    return next((each for each in session.state.submit.findings if each.code == code), None)


def test_a_private_key_that_a_scene_names_is_not_sent_unasked(tmp_path, opened, key, journal):
    session = opened(naming(tmp_path, key))
    asked = finding(session, codes.PRIVATE)
    assert key.parent.as_posix() in asked.text
    assert (asked.nodes, asked.details) == (('Image "x"',), (str(key),))
    session.submit.submit()
    assert (session.state.can_submit, journal.transfers()) == (False, ())
    session.submit.choose(excluded=(str(key),))
    assert session.state.can_submit


def test_what_was_let_be_sent_once_is_not_asked_again_and_no_scene_can_say_so(tmp_path, opened, key):
    host = naming(tmp_path, key)
    session = opened(host)
    session.submit.fix(finding(session, codes.PRIVATE))
    until(session, lambda state: state.can_submit)
    assert "ssh" not in to_text(dataclasses.replace(session.state.submit.choices, priority=60))
    assert opened(host).state.can_submit
    other = key.parent.parent / ".aws"
    other.mkdir()
    (other / "config").write_bytes(b"secret")
    assert finding(opened(naming(tmp_path, other / "config")), codes.PRIVATE)


def test_a_key_among_the_files_that_a_scene_remembers_as_added_is_asked_about(tmp_path, opened, key):
    session = opened(naming(tmp_path))
    assert session.state.can_submit
    session.submit.choose(extra_files=(str(key),))
    until(session, lambda state: finding(session, codes.PRIVATE))
    assert not session.state.can_submit
    session.submit.choose(extra_files=Choices().extra_files)
    until(session, lambda state: state.can_submit)


def test_a_library_outside_the_project_is_noted_once(tmp_path, opened):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "iron.png").write_bytes(b"iron")
    host = naming(tmp_path, tmp_path / "lib" / "iron.png")
    session = opened(host)
    assert session.state.can_submit
    session.submit.fix(finding(session, codes.OUTSIDE))
    until(session, lambda state: not finding(session, codes.OUTSIDE))
    assert finding(opened(host), codes.OUTSIDE) is None


def test_nobody_is_asked_about_the_studios_roots(tmp_path, opened, settings, monkeypatch):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "iron.png").write_bytes(b"iron")
    (tmp_path / "studio.json").write_text(f'{{"roots": ["{(tmp_path / "lib").as_posix()}"]}}', encoding="utf-8")
    monkeypatch.setenv("FOXSUBMIT_STUDIO", str(tmp_path / "studio.json"))
    session = opened(naming(tmp_path, tmp_path / "lib" / "iron.png"))
    assert finding(session, codes.OUTSIDE) is None


def test_what_was_accepted_survives_a_file_that_cannot_be_read(settings):
    assert settings.accept_roots(["/a", "/b"]) == ("/a", "/b")
    assert settings.accept_roots(["/b", "/c"]) == ("/a", "/b", "/c")
    (settings.home / "roots.json").write_text("[", encoding="utf-8")
    assert settings.roots() == ()
    assert settings.accept_roots(["/d"]) == ("/d",)


@pytest.mark.posix_only("links want a privilege there")
def test_a_link_in_the_project_to_a_private_key_is_asked_about(tmp_path, opened, key, journal):
    host = naming(tmp_path, tmp_path / "project" / "iron.png")
    (tmp_path / "project" / "iron.png").symlink_to(key)
    session = opened(host)
    asked = finding(session, codes.PRIVATE)
    assert (str(key.parent) in asked.text, asked.details) == (True, (str(tmp_path / "project" / "iron.png"),))
    session.submit.submit()
    assert (session.state.can_submit, journal.transfers()) == (False, ())
    session.submit.fix(asked)
    until(session, lambda state: state.can_submit)


@pytest.mark.posix_only("links want a privilege there")
@pytest.mark.parametrize("named", ["tex/config.png", "tex/a.####.png", "tex", "deep/tex/config.png"])
def test_a_linked_folder_in_the_project_that_leads_to_a_private_one_is_asked_about(tmp_path, opened, key, named):
    hidden = key.parent.parent / ".config" / "cloud"
    (hidden / "tex").mkdir(parents=True)
    for name in ("config.png", "a.0001.png", "tex/config.png"):
        (hidden / name).write_bytes(b"secret")
    host = naming(tmp_path)
    host = RecordedHost(host.current, (*host.files, Asset(str(tmp_path / "project" / named), "x", "image",
                                                          pattern="#" in named)), name="blender")
    (tmp_path / "project" / named.partition("/")[0]).symlink_to(hidden)
    assert str(hidden.parent) in finding(opened(host), codes.PRIVATE).text


@pytest.mark.posix_only("links want a privilege there")
def test_a_hidden_file_of_a_home_is_found_behind_a_linked_folder(tmp_path, opened, key):
    (key.parent.parent / "wood.png").write_bytes(b"wood")
    (key.parent.parent / ".tokens").write_bytes(b"secret")
    host = naming(tmp_path, tmp_path / "project" / "all")
    (tmp_path / "project" / "all").symlink_to(key.parent.parent)
    session = opened(host)
    assert all(str(key.parent.parent / name) in finding(session, codes.PRIVATE).text for name in (".ssh", ".tokens"))


@pytest.mark.posix_only("links want a privilege there")
def test_a_home_that_is_a_link_itself_is_known_by_both_its_names(tmp_path, opened, key, monkeypatch):
    (tmp_path / "home").symlink_to(key.parent.parent)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (key.parent / "known_hosts").write_bytes(b"secret")
    host = naming(tmp_path, tmp_path / "project" / "iron.png")
    (tmp_path / "project" / "iron.png").symlink_to(key.parent / "known_hosts")
    assert finding(opened(host), codes.PRIVATE)


@pytest.mark.posix_only("links want a privilege there")
def test_a_link_out_of_the_project_is_noted_and_a_project_that_is_reached_by_one_is_not(tmp_path, opened):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "iron.png").write_bytes(b"iron")
    host = naming(tmp_path, tmp_path / "project" / "iron.png")
    (tmp_path / "project" / "iron.png").symlink_to(tmp_path / "lib" / "iron.png")
    assert finding(opened(host), codes.OUTSIDE)
    (tmp_path / "project" / "iron.png").unlink()
    (tmp_path / "project").rename(tmp_path / "disk7")
    (tmp_path / "project").symlink_to(tmp_path / "disk7")
    session = opened(naming(tmp_path))
    assert (finding(session, codes.OUTSIDE), len(session.state.scene.assets)) == (None, 1)
