"""The vendor's own flow from a scene to results: check, upload, submit, download, with its client or with ours.

What its page of examples has for each step is done, each in its own way: a second task is sent in parts, and every kind
of download is made.

Run by the interpreter that has rayvision-api and rayvision-sync; "client" as in drive.py:

    echo '{"domain": …, "access_id": …, "access_key": …, "client": …, "transmitter": …, "folder": …,
        "scene": …}' | python flow.py

Prints one JSON object with the task's number. A failed assertion ends it.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import types
from pathlib import Path

from drive import CPU, configuration, signed_in
from rayvision_api.task.check import RayvisionCheck
from rayvision_sync import download
from rayvision_sync.download import RayvisionDownload
from rayvision_sync.manage import RayvisionManageTask
from rayvision_sync.upload import RayvisionUpload

NAMES = ("task", "tips", "asset", "upload")


def main(given):
    """Submit the scene and fetch its frames, as the vendor's examples do."""
    folder, scene, log = Path(given["folder"]), given["scene"], logging.getLogger("vendor")
    api = signed_in(given, log)
    program = {"transmitter_exe": given["transmitter"], "logger": log}
    upload, fetch = RayvisionUpload(api, **program), RayvisionDownload(api, **program)
    task, files = checked(api, folder / "whole", scene)
    assert upload.upload(task, *map(str, files.values())) is True
    assert api.submit(int(task))
    parts, files = checked(api, folder / "parts", scene)
    assert upload.upload_config(parts, [str(path) for path in files.values()]) is True
    assert upload.upload_asset(str(files["upload"]), is_db=False) is True
    upload.thread_pool_upload([str(files["upload"])], pool_size=2, is_db=False)
    assert api.submit(int(parts))
    fetch.auto_download([int(task)], local_path=str(folder / "frames"), sleep_time=0.3)
    # It waits five seconds after each end; its own clock is shortened, not the farm's.
    download.time = types.SimpleNamespace(sleep=lambda seconds: time.sleep(min(seconds, 0.3)))
    fetch.auto_download_after_task_completed([int(parts)], local_path=str(folder / "at the end"), sleep_time=0.3)
    manage = RayvisionManageTask(api.query)
    assert manage.is_task_end(int(parts), False) is True
    fetch.download([int(parts)], local_path=str(folder / "again"), print_log=False)
    (output,) = manage.output_file_names(manage.get_task_status([int(parts)]))
    fetch.download(local_path=str(folder / "by its path"), server_path=output["output_name"], print_log=False)
    sys.stdout.write(json.dumps({"task": int(task), "parts": int(parts)}))


def checked(api, folder, scene):
    """The number of a new task, as text, and its four files."""
    folder.mkdir()
    files = {name: folder / f"{name}.json" for name in NAMES}
    listed = [{"local": scene, "server": scene, "hash": ""}]
    contents = {"task": configuration(scene, {"common": {"frames": "1-3[1]"}}), "tips": {}, "asset": {},
                "upload": {"scene": listed, "asset": listed}}
    for name, path in files.items():
        path.write_text(json.dumps(contents[name]), encoding="utf-8")
    return str(RayvisionCheck(api, workspace=str(folder)).execute(CPU, str(files["task"]))), files


if __name__ == "__main__":
    main(json.load(sys.stdin))
