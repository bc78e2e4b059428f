"""What of a scene's files is new to the farm, and that nothing is held of what other scenes sent."""

from __future__ import annotations

from foxsubmit.core.assets.found import LocalFile
from foxsubmit.core.assets.upload_delta import UploadDelta, file_delta, known_of

SAME, OTHER, NEW = (LocalFile(path, 9, 5, number) for number, path in enumerate(("/p/same", "/p/other", "/p/new")))
ARRIVED = [("/p/same", 9, 5, 0), ("/p/other", 9, 4, 1), ("/elsewhere", 1, 1, 1)]


def test_of_what_arrived_only_the_files_of_this_scene_are_held():
    assert known_of([SAME, OTHER, NEW], iter(ARRIVED)) == {"/p/same": True, "/p/other": False}


def test_what_changed_and_what_is_new_is_sent():
    known = known_of([SAME, OTHER, NEW], ARRIVED)
    assert file_delta([SAME, OTHER, NEW], known) == UploadDelta(2, 18, changed=True)
    assert file_delta([NEW], known) == UploadDelta(1, 9, changed=False)
    assert file_delta([SAME], known) is None
    assert not hasattr(file_delta([NEW], known), "__dict__")
