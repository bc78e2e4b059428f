"""Wait for a task, and publish its frames as the next version of a product in AYON.

    python publish_to_ayon.py 12345 Trailer /shots/sh010 lighting

The address and the key come from AYON_SERVER_URL and AYON_API_KEY, which AYON's client reads by itself.
"""

from __future__ import annotations

import sys
from pathlib import Path

import ayon_api

from foxsubmit import job

PRODUCT = "renderFox"


def main(number: int, project: str, folder_path: str, task_name: str) -> None:
    """Publish what is done; what is not becomes a comment on the task."""
    todo = ayon_api.get_task_by_folder_path(project, folder_path, task_name)
    if todo is None:
        sys.exit(f"AYON has no task {task_name} of {folder_path} in {project}.")
    task = job.task(number)
    try:
        ended = task.wait()
    except job.NotDone as error:
        ayon_api.create_activity(project, todo["id"], "task", "comment", body=f"Fox task {number}: {error}")
        sys.exit(str(error))
    folder = ended.folder or task.fetch(Path(f"fox_{number}"))
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".exr", ".png", ".jpg"})
    product = ayon_api.get_product_by_name(project, PRODUCT, todo["folderId"])
    product_id = product["id"] if product else ayon_api.create_product(project, PRODUCT, "render", todo["folderId"])
    last = ayon_api.get_last_version_by_product_id(project, product_id)
    version = last["version"] + 1 if last else 1
    version_id = ayon_api.create_version(
        project, version, product_id, task_id=todo["id"], attrib={"comment": f"Fox task {number}"},
        data={"foxTask": number, "foxCost": ended.cost})
    for suffix in sorted({path.suffix for path in files}):
        ayon_api.create_representation(project, suffix[1:], version_id, files=[
            {"name": path.name, "path": str(path), "size": path.stat().st_size}
            for path in files if path.suffix == suffix])
    movies = sorted(folder.rglob("*.mp4"))
    if movies:
        ayon_api.upload_reviewable(project, version_id, str(movies[0]))
    print(f"{PRODUCT} v{version:03} has {ended.done} frames of task {number}.")


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
