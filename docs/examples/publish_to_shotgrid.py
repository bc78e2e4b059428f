"""Wait for a task, and publish its frames as a version of a shot in ShotGrid (Flow Production Tracking).

    python publish_to_shotgrid.py 12345 Trailer sh010

The address and the script's key come from SHOTGRID_URL, SHOTGRID_SCRIPT and SHOTGRID_KEY.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import shotgun_api3

from foxsubmit import job


def main(number: int, project: str, code: str) -> None:
    """Publish what is done; of what is not, ShotGrid has a note, and never a version."""
    sg = shotgun_api3.Shotgun(os.environ["SHOTGRID_URL"], script_name=os.environ["SHOTGRID_SCRIPT"],
                              api_key=os.environ["SHOTGRID_KEY"])
    shot = sg.find_one("Shot", [["project.Project.name", "is", project], ["code", "is", code]], ["project"])
    if shot is None:
        sys.exit(f"ShotGrid has no shot {code} in {project}.")
    task = job.task(number)
    try:
        ended = task.wait()
    except job.NotDone as error:
        sg.create("Note", {"project": shot["project"], "note_links": [shot], "subject": f"Fox task {number}",
                           "content": str(error)})
        sys.exit(str(error))
    folder = ended.folder or task.fetch(Path(f"fox_{number}"))
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".exr", ".png", ".jpg", ".mp4"})
    if not files:
        sys.exit(f"There are no pictures in {folder}.")
    preview = next((path for path in files if path.suffix == ".mp4"), files[0])
    version = sg.create("Version", {
        "project": shot["project"], "entity": shot, "code": f"{code}_fox{number}", "sg_status_list": "rev",
        "sg_path_to_frames": str(files[0].parent), "frame_count": ended.done,
        "description": f"{task.row().name}: Fox task {number}, cost {ended.cost if ended.cost is not None else '?'}"})
    if preview.suffix == ".mp4":
        sg.upload("Version", version["id"], str(preview), field_name="sg_uploaded_movie")
    else:
        sg.upload_thumbnail("Version", version["id"], str(preview))
    print(f"Version {version['id']} has {ended.done} frames of task {number}.")


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
