"""What a plan of very many files holds: nothing twice, and no entry of a document before somebody reads it."""

from __future__ import annotations

import json
import tracemalloc

from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.plan.documents import asset_list, sent_files, upload
from foxsubmit.core.plan.lazy_list import LazyList
from foxsubmit.core.plan.plan_text import text_of
from foxsubmit.core.plan.schema.check import check
from foxsubmit.core.plan.task_input import SceneFile

MANY = 2000


def assets_of(number):
    return tuple(FoundAsset(path, ("Image",), "image", AssetState.FOUND, (LocalFile(path, 9, 10**18, each + 2),))
                 for each, path in enumerate(f"/p/texture_{each:06}.png" for each in range(number)))


def scene():
    file = LocalFile("/p/shot.blend", 5, 10**18, 1)
    return SceneFile(file, "/p/shot.blend", "0" * 32, file)


def test_the_documents_of_many_files_hold_none_of_their_entries():
    assets = assets_of(MANY)
    files = sent_files(scene(), assets, windows=False)
    tracemalloc.start()
    try:
        documents = upload(files, scene()), asset_list(assets)
        held, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < MANY * 50
    assert [len(documents[0]["asset"]), len(documents[1]["details"])] == [MANY + 1, MANY]


def test_a_file_and_its_place_have_no_dictionary_of_their_own():
    files = sent_files(scene(), assets_of(1), windows=False)
    assert not any(hasattr(each, "__dict__") or hasattr(each.local, "__dict__") for each in files)


def test_a_list_made_entry_by_entry_is_written_and_checked_like_any_other():
    files = sent_files(scene(), assets_of(3), windows=False)
    for document in (upload(files, scene()), asset_list(assets_of(3))):
        plain = {name: list(each) for name, each in document.items()}
        assert document == plain
        assert json.loads(text_of(document)) == plain
    check("blender", "upload", upload(files, scene()))


def test_a_list_made_entry_by_entry_is_read_like_any_other():
    numbers = LazyList((1, 2, 3), str)
    assert (list(numbers), numbers[1], numbers[1:], len(numbers)) == (["1", "2", "3"], "2", ["2", "3"], 3)
    assert numbers == ["1", "2", "3"]
    assert numbers != ["1", "2"]
