"""The vendor's own flow from a scene to results: check, upload, submit, download, with its client or with ours.

Run by the interpreter that has rayvision-api and rayvision-sync; "client" as in drive.py:

    echo '{"domain": …, "access_id": …, "access_key": …, "client": …, "transmitter": …, "folder": …,
        "scene": …}' | python flow.py

Prints one JSON object with the task's number. A failed assertion ends it.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from drive import CPU, configuration, signed_in
from rayvision_api.task.check import RayvisionCheck
from rayvision_sync.download import RayvisionDownload
from rayvision_sync.upload import RayvisionUpload

NAMES = ("task", "tips", "asset", "upload")


def main(given):
    """Submit the scene and fetch its frames, as the vendor's examples do."""
    folder, scene, log = Path(given["folder"]), given["scene"], logging.getLogger("vendor")
    files = {name: folder / f"{name}.json" for name in NAMES}
    listed = [{"local": scene, "server": scene, "hash": ""}]
    contents = {"task": configuration(scene, {"common": {"frames": "1-3[1]"}}), "tips": {}, "asset": {},
                "upload": {"scene": listed, "asset": listed}}
    for name, path in files.items():
        path.write_text(json.dumps(contents[name]), encoding="utf-8")
    api = signed_in(given, log)
    task = RayvisionCheck(api, workspace=str(folder)).execute(CPU, str(files["task"]))
    program = {"transmitter_exe": given["transmitter"], "logger": log}
    sent = RayvisionUpload(api, **program).upload(str(task), *[str(files[name]) for name in NAMES])
    assert sent is True
    assert api.submit(int(task))
    RayvisionDownload(api, **program).auto_download([int(task)], local_path=str(folder / "frames"), sleep_time=0.3)
    sys.stdout.write(json.dumps({"task": int(task)}))


if __name__ == "__main__":
    main(json.load(sys.stdin))
