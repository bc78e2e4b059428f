"""A scene that was read from disk is read again where its file was written since."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from tests.pumping import until
from tests.scene_files import read, save

from foxsubmit.core.model.host import Asset, ReadsFile
from foxsubmit.core.session.session import Session
from foxsubmit.hosts.recorded import RecordedHost, SceneFileHost

pytestmark = pytest.mark.usefixtures("no_agent_process")


@pytest.fixture(autouse=True)
def watchful(monkeypatch):
    """Look at the files at every turn, not every two seconds."""
    monkeypatch.setattr("foxsubmit.core.session.gather.EVERY", 0.0)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "shots"
    folder.mkdir()
    for name in ("wood.png", "stone.png"):
        (folder / name).write_bytes(name.encode())
    save(folder, 8, "wood.png")
    return folder


@pytest.fixture
def opened(folder, settings, farm):
    @contextlib.contextmanager
    def opened(reader=read):
        session = Session(SceneFileHost(folder / "shot.blend", reader), settings)
        session.account.connect()
        session.scene.refresh()
        until(session, lambda state: state.scene.gathered and state.scene.new_bytes is not None)
        try:
            yield session
        finally:
            session.close()

    return opened


def names(state):
    return sorted(asset.path.rpartition("/")[2].rpartition("\\")[2] for asset in state.scene.assets)


def codes(state):
    return [each.code for each in state.submit.findings]


def test_an_open_scene_is_not_one_that_was_read_from_its_file(folder):
    assert not isinstance(read(folder / "shot.blend"), ReadsFile)
    assert isinstance(SceneFileHost(folder / "shot.blend", read), ReadsFile)


@pytest.mark.parametrize("again", ["refresh", "check"])
def test_the_file_is_read_again(opened, folder, again):
    with opened() as session:
        save(folder, 5, "wood.png", "stone.png")
        session.scene.refresh() if again == "refresh" else session.check()
        state = until(session, lambda state: state.submit.frame_count == 5 and state.scene.gathered)
        assert names(state) == ["stone.png", "wood.png"]
        assert codes(state) == []


def test_a_file_that_was_written_since_says_so_by_itself_and_offers_to_read_it(opened, folder):
    with opened() as session:
        save(folder, 5, "wood.png", "stone.png")
        state = until(session, lambda state: "90047" in codes(state))
        assert state.submit.frame_count == 8
        (found,) = (each for each in state.submit.findings if each.code == "90047")
        session.submit.fix(found)
        state = until(session, lambda state: state.submit.frame_count == 5 and state.scene.gathered)
        assert "90047" not in codes(state)


def test_submit_reads_a_file_that_was_written_since_and_sends_what_it_names_now(opened, folder, journal):
    with opened() as session:
        save(folder, 5, "wood.png", "stone.png")
        session.submit.submit()
        state = until(session, lambda state: state.submit.submitted)
    (submission,) = state.submit.submitted
    plan = journal.get(submission).plan()
    assert {file.local.path.rpartition("/")[2].rpartition("\\")[2] for file in plan.files} == {
        "shot.blend", "wood.png", "stone.png"}
    assert plan.task["scene_info_render"]["common"]["frames"] == "1-5[1]"


def read_linked(path):
    """A scene that links props.blend, whose textures the application reads with it."""
    host, props = read(path), path.parent / "props.blend"
    textures = props.read_text(encoding="utf-8").split()
    return RecordedHost(host.current, (Asset(str(props), "Library", "library"), *host.files, *(
        Asset(str(path.parent / name), f'Image "{name}"', "image") for name in textures)), "blender")


def sent(journal, state):
    (submission,) = state.submit.submitted
    return {Path(file.local.path).name for file in journal.get(submission).plan().files}


@pytest.mark.parametrize("by", ["itself", "submit"])
def test_a_linked_file_that_was_saved_since_is_read_again(opened, folder, journal, by):
    (folder / "props.blend").write_text("", encoding="utf-8")
    with opened(read_linked) as session:
        assert names(session.state) == ["props.blend", "wood.png"]
        (folder / "props.blend").write_text("stone.png", encoding="utf-8")
        if by == "itself":
            until(session, lambda state: "90047" in codes(state))
        session.submit.submit()
        state = until(session, lambda state: state.submit.submitted)
    assert sent(journal, state) == {"shot.blend", "props.blend", "wood.png", "stone.png"}


def test_of_an_open_scene_too_a_file_that_names_others_is_read_again(folder, settings, farm, journal):
    look = folder / "look.mtlx"
    text = '<materialx version="1.38"><input name="file" type="filename" value="{}"/></materialx>'
    look.write_text(text.format("wood.png"), encoding="utf-8")
    host = read(folder / "shot.blend")
    session = Session(RecordedHost(host.current, (Asset(str(look), "look", "file"),), "blender"), settings)
    session.account.connect()
    session.scene.refresh()
    until(session, lambda state: state.scene.gathered and state.can_submit)
    assert names(session.state) == ["look.mtlx", "wood.png"]
    look.write_text(text.format("stone.png"), encoding="utf-8")
    session.submit.submit()
    state = until(session, lambda state: state.submit.submitted)
    session.close()
    assert sent(journal, state) == {"shot.blend", "look.mtlx", "stone.png"}


def test_submit_does_not_read_a_file_again_that_is_as_it_was(opened, journal):
    count = []

    def counting(path):
        count.append(path)
        return read(path)

    with opened(counting) as session:
        session.submit.submit()
        until(session, lambda state: state.submit.submitted)
    assert len(count) == 1


def test_a_file_that_is_gone_is_a_sentence_and_is_not_submitted(opened, folder, journal):
    with opened() as session:
        (folder / "shot.blend").unlink()
        session.submit.submit()
        state = until(session, lambda state: state.message and not state.busy)
        assert state.submit.submitted == ()
    assert journal.transfers() == ()


def test_a_file_that_is_saved_while_it_is_submitted_is_not_sent_with_an_old_list(opened, folder, journal):
    saved = []

    def reading(path):
        host = read(path)
        if saved:  # somebody saves while the application reads
            save(folder, 100 + len(saved), "stone.png")
            saved.append(path)
        return host

    with opened(reading) as session:
        saved.append(None)
        save(folder, 5, "wood.png")
        session.submit.submit()
        state = until(session, lambda state: state.message and not state.busy)
        assert "saved while it was being submitted" in state.message
    assert journal.transfers() == ()


def test_a_reading_under_way_is_not_begun_twice(opened, folder):
    count = []

    def counting(path):
        count.append(path)
        return read(path)

    with opened(counting) as session:
        save(folder, 5, "wood.png")
        for _click in range(4):
            session.scene.refresh()
        until(session, lambda state: state.submit.frame_count == 5 and state.scene.gathered)
    assert len(count) == 2
