"""Wait for a task, and publish a preview of it on a task of Kitsu.

    python publish_to_kitsu.py 12345 Trailer sq01 sh010 Lighting

The address and the login come from KITSU_HOST, KITSU_LOGIN and KITSU_PASSWORD.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import gazu

from foxsubmit import job


def there(found: Any, kind: str, name: str) -> Any:
    """Return what was found; Kitsu answers with None where it has nothing of the name."""
    if found is None:
        sys.exit(f"Kitsu has no {kind} {name}.")
    return found


def main(number: int, project: str, sequence: str, shot: str, kind: str) -> None:
    """Publish what is done; what is not becomes a comment that asks for a retake."""
    gazu.set_host(os.environ["KITSU_HOST"])
    gazu.log_in(os.environ["KITSU_LOGIN"], os.environ["KITSU_PASSWORD"])
    of_project = there(gazu.project.get_project_by_name(project), "project", project)
    of_sequence = there(gazu.shot.get_sequence_by_name(of_project, sequence), "sequence", sequence)
    of_shot = there(gazu.shot.get_shot_by_name(of_sequence, shot), "shot", shot)
    of_kind = there(gazu.task.get_task_type_by_name(kind), "type of task", kind)
    todo = there(gazu.task.get_task_by_entity(of_shot, of_kind), "task", f"{kind} of {shot}")
    task = job.task(number)
    try:
        ended = task.wait()
    except job.NotDone as error:
        retake = there(gazu.task.get_task_status_by_short_name("retake"), "status", "retake")
        gazu.task.add_comment(todo, retake, comment=f"Fox task {number}: {error}")
        sys.exit(str(error))
    folder = ended.folder or task.fetch(Path(f"fox_{number}"))
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".png", ".jpg", ".mp4"})
    if not files:
        sys.exit(f"Nothing in {folder} can be shown in a browser: submit with movie=True.")
    preview = next((path for path in files if path.suffix == ".mp4"), files[0])
    review = there(gazu.task.get_task_status_by_short_name("wfa"), "status", "wfa")
    gazu.task.publish_preview(todo, review, comment=f"Fox task {number}: {ended.done} frames in {folder}",
                              preview_file_path=str(preview))
    print(f"{kind} of {shot} has a preview of task {number}.")


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
