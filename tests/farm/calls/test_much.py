from __future__ import annotations

import threading

import pytest
from tests.plant import plant

from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm

MANY = 10_000
LONG = 500_000


@pytest.fixture(scope="module")
def farm(tmp_path_factory):
    """10,000 finished tasks of three frames, and one of 10,000 frames that is at its first."""
    with LocalFarm(tmp_path_factory.mktemp("farm"), options=Options(simulate=True, seconds=3600)) as running:
        with running.state.database.change() as change:
            change.executemany(
                "INSERT INTO tasks (id, created, submitted, cg_id, scene_name, output) VALUES (?, 1, ?, 2007, ?, '')",
                [(1000 + number, number, f"Shot_{number:05}.blend") for number in range(MANY)])
            change.executemany("INSERT INTO frames (task, number, name, type) VALUES (?, ?, ?, 5)", [
                (1000 + number, frame, str(frame)) for number in range(MANY) for frame in (1, 2, 3)])
        plant(running.state, LONG, {"common": {"frames": f"1-{MANY}"}})
        yield running


def test_every_page_has_its_own_entries(visitor):
    pages = [visitor.api.query.task_frames(LONG, number, 1000) for number in range(1, 12)]
    assert [len(page["items"]) for page in pages] == [1000] * 10 + [0]
    assert [page["total"] for page in pages] == [MANY] * 11
    names = [frame["frameIndex"] for page in pages for frame in page["items"]]
    assert names == list(map(str, range(1, MANY + 1)))


def test_fifty_clients_at_once_lose_nothing(farm, visit):
    each, found, lock = 4, [], threading.Lock()

    def work(visitor):
        mine = [visitor.api.task.create_task(labels=["crowd"])["taskIdList"][0] for _each in range(each)]
        for number in mine:
            visitor.api.tag.add_task_tag(f"of {number}", [number])
        with lock:
            found.extend(mine)

    threads = [threading.Thread(target=work, args=(visit(farm),)) for _each in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(set(found)) == 50 * each
    kept = farm.state.database.rows("SELECT task, name FROM labels WHERE name LIKE 'of %'")
    assert sorted(row["name"] for row in kept) == sorted(f"of {number}" for number in found)


def test_very_many_frames_are_drawn_when_a_frame_takes_no_time(folder, visit):
    """200 in this test; bench/farm.py has 10,000 of them drawn within a minute."""
    with LocalFarm(folder, options=Options(simulate=True, seconds=0)) as farm:
        visitor = visit(farm)
        task = visitor.submit(render={"common": {"frames": "1-200"}})
        info = visitor.wait(task)
        assert (info["doneFrames"], info["totalFrames"]) == (200, 200)
        frame = visitor.frames(task)["200"]
        assert visitor.api.query.get_frame_thumbnall(frame["id"])
        assert visitor.api.query.get_render_log(frame_id=frame["id"], pageSize=5)["items"]
