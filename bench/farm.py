"""How the embedded farm bears much: many tasks, a long task, many clients, a long task watched to its end.

    .venv/3.11/bin/python bench/farm.py [tasks] [frames] [clients]

Prints the median and the slowest of some calls through a real socket, in milliseconds; machines differ.
"""

from __future__ import annotations

import itertools
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from figures import tell, words

from foxsubmit.core.api import FoxAPI
from foxsubmit.farm.base.constants import INPUT
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.farm import Farm
from foxsubmit.farm.http.server import LocalFarm

ROUNDS = 30
SCENE = "/D/shot.blend"


def timed(what: str, call: Callable[[], object]) -> None:
    """Time a call several times and print it."""
    seconds = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    tell(what, 1000 * statistics.median(seconds), "ms", most=1000 * max(seconds))
    print(f"{what:<58} {1000 * statistics.median(seconds):8.2f} ms   at most {1000 * max(seconds):8.2f} ms")


def submit(api: FoxAPI, frames: str, **info: str) -> int:
    """A task of the scene that is stored already."""
    task = int(api.task.create_task()["taskIdList"][0])
    configuration = {"task_info": {"cg_id": "2007", "input_cg_file": "D:/shot.blend", **info},
                     "scene_info_render": {"common": {"frames": frames, "width": "640", "height": "360"}}}
    upload = {"scene": [{"local": "D:/shot.blend", "server": SCENE, "hash": ""}]}
    api.transmit.upload_json_content(task, json.dumps(configuration))
    api.transmit.upload_json_content(task, json.dumps(upload), "upload.json")
    api.task.submit_task(task)
    return task


def many_tasks(farm: Farm, count: int) -> None:
    """Finished tasks of three frames each, straight into the database."""
    started = time.perf_counter()
    with farm.database.change() as change:
        first = change.execute("SELECT COALESCE(MAX(id), 999) + 1 FROM tasks").fetchone()[0]
        change.executemany(
            "INSERT INTO tasks (id, status, created, submitted, cg_id, scene_name, output, unit) "
            "VALUES (?, 25, 1, 1, 2007, ?, 'x', '{\"frames\": \"1-3[1]\"}')",
            [(first + place, f"shot_{place:05}.blend") for place in range(count)])
        change.executemany("INSERT INTO frames (task, number, name, type, status, fee) VALUES (?, ?, ?, 5, 4, 0.01)", [
            (first + place, number, str(number)) for place in range(count) for number in (1, 2, 3)])
    print(f"{count} finished tasks written in {time.perf_counter() - started:.1f} s")


def pages(api: FoxAPI, long: int, frames: int) -> None:
    """Lists and frames as the panel asks for them."""
    timed("task list, first page of 100", lambda: api.query.get_task_list(page_size=100))
    timed("task list, page 90 of 100", lambda: api.query.get_task_list(page_num=90, page_size=100))
    timed("task list, searched by name", lambda: api.query.get_task_list(search_keyword="SHOT_04999"))
    timed("task list, by status", lambda: api.query.get_task_list(status_list=[5, 45], page_size=100))
    timed(f"task with {frames} frames", lambda: api.query.task_info([long]))
    timed("its frames, first page of 100", lambda: api.query.task_frames(long, 1, 100))
    timed("its frames, last page of 100", lambda: api.query.task_frames(long, frames // 100, 100))
    timed("all frames in numbers", api.query.all_frame_status)
    timed("an answer that needs no database", api.query.platforms)


def many_clients(farm: LocalFarm, count: int) -> None:
    """Each client creates tasks; none is lost, none is there twice."""
    each, numbers, lock = 20, [], threading.Lock()

    def work() -> None:
        with FoxAPI(farm.access_id, farm.access_key, farm.domain, "2", protocol="http") as api:
            mine = [api.task.create_task()["taskIdList"][0] for _each in range(each)]
        with lock:
            numbers.extend(mine)

    threads = [threading.Thread(target=work) for _each in range(count)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    lost = count * each - len(set(numbers))
    print(f"{count} clients, {count * each} tasks: {seconds:.1f} s, {count * each / seconds:.0f} a second, lost {lost}")


def watched(frames: int) -> None:
    """A long task from its submission to its end, drawn as fast as it goes."""
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder, LocalFarm(
                Path(folder), options=Options(simulate=True, seconds=0, workers=workers)) as farm:
            assert farm.state  # noqa: S101 - it runs
            farm.state.storage.write(INPUT, SCENE, b"scene")
            with FoxAPI(farm.access_id, farm.access_key, farm.domain, "2", protocol="http") as api:
                started = time.perf_counter()
                task, slowest = submit(api, f"1-{frames}"), 0.0
                for _look in itertools.count():
                    asked = time.perf_counter()
                    done = api.query.task_info([task])["items"][0]["taskStatus"] == 25
                    slowest = max(slowest, time.perf_counter() - asked)
                    if done:
                        break
                    time.sleep(0.2)
                print(f"{frames} frames drawn and watched, {workers} nodes: {time.perf_counter() - started:.1f} s, "
                      f"slowest answer meanwhile {1000 * slowest:.0f} ms")


def main() -> None:
    """Run everything on farms of their own."""
    tasks, frames, clients = [int(word) for word in words()] + [10_000, 10_000, 50][len(words()):]
    with tempfile.TemporaryDirectory() as folder, LocalFarm(
            Path(folder), options=Options(simulate=True, seconds=3600)) as farm:
        assert farm.state  # noqa: S101 - it runs
        farm.state.storage.write(INPUT, SCENE, b"scene")
        many_tasks(farm.state, tasks)
        with FoxAPI(farm.access_id, farm.access_key, farm.domain, "2", protocol="http") as api:
            started = time.perf_counter()
            long = submit(api, f"1-{frames}")
            print(f"a task of {frames} frames submitted in {time.perf_counter() - started:.2f} s")
            pages(api, long, frames)
            timed("stop and start it", lambda: (api.task.stop_task([long]), api.task.start_task([long])))
        many_clients(farm, clients)
    watched(frames)


if __name__ == "__main__":
    main()
