"""Output storage that is listed in circles or without end costs a bounded number of calls."""

from __future__ import annotations

import itertools

import pytest

from foxsubmit.core.common.errors import TransferFailed
from foxsubmit.core.jobs.details import fetch_entries, read_output
from foxsubmit.core.jobs.originals import Originals
from foxsubmit.core.transfer.fetch import storage_listing
from foxsubmit.core.transfer.fetch.storage_listing import LARGEST, files_below, size_of


def folder(path):
    return {"filePath": path, "directory": True, "lastModify": ""}


def file(path, size=1):
    return {"filePath": path, "directory": False, "lastModify": "", "fileSize": size}


class Farm:
    """A farm whose storage lists as the function says."""

    def __init__(self, listing):
        self.calls = 0
        self.transmit = self
        self._listing = listing

    def get_output_files(self, _task_id, path="/"):
        self.calls += 1
        return self._listing(path)


def test_a_folder_that_lists_itself_is_listed_once():
    farm = Farm(lambda _path: [folder("/5/a"), folder("/5/a/"), folder("/5"), file("/5/a/1.png"), file("/5/a/1.png")])
    found = list(files_below(farm, farm.get_output_files(5)))
    assert [each["filePath"] for each in found] == ["/5/a/1.png"]
    assert farm.calls == 3


def test_folders_are_not_followed_below_a_depth_that_no_scene_has():
    farm = Farm(lambda path: [folder(f"{path}/d"), file(f"{path}/f")])
    assert len(list(files_below(farm, farm.get_output_files(5)))) == storage_listing.DEPTH + 1
    assert farm.calls == storage_listing.DEPTH + 1


@pytest.mark.parametrize("kind", [folder, file])
def test_more_than_any_task_has_is_an_error_that_says_so(monkeypatch, kind):
    monkeypatch.setattr(storage_listing, "MOST_FILES", 50)
    numbers = itertools.count()
    farm = Farm(lambda path: [folder(f"{path}/{next(numbers)}"),
                              *(kind(f"{path}/{next(numbers)}") for _each in range(9))])
    with pytest.raises(TransferFailed, match="more than 50"):
        list(files_below(farm, farm.get_output_files(5), most_folders=50))
    assert farm.calls <= 52


def test_the_panel_fetches_a_folder_that_leads_in_circles_without_end_but_once(tmp_path, monkeypatch):
    brought = []

    class Engine:
        """An engine that notes what it is to bring."""

        def fetch(self, path, _local, _size, _progress):
            brought.append(path)

    monkeypatch.setattr("foxsubmit.core.jobs.details.open_engine", lambda _api: Engine())
    farm = Farm(lambda _path: [folder("/5"), folder("/5/b"), file("/5/b/1.png")])
    fetch_entries(farm, read_output(farm, (5,), ""), tmp_path)
    assert set(brought) == {"/5/b/1.png"}
    assert farm.calls <= 8


def test_a_picture_is_looked_for_in_a_bounded_number_of_folders(settings):
    numbers = itertools.count()
    farm = Farm(lambda path: [folder(f"{path}/{next(numbers)}") for _each in range(10)])
    with pytest.raises(TransferFailed):
        Originals(settings).fetch(farm, 5, "1", settings.home)
    assert farm.calls <= 502


@pytest.mark.parametrize(("told", "size"), [(None, 0), (-5, 0), (7, 7), (1 << 62, LARGEST)])
def test_a_size_that_no_file_has_becomes_one_that_can_be_kept(told, size):
    assert size_of({**file("/a"), "fileSize": told}) == size
