"""Submit scenes from plain Python, wait for all of them, and say which are not done.

    python submit_from_python.py --frames 1-10 shot.ma fx.hip

Each scene is read by its own application, which has to be on this machine.
"""

from __future__ import annotations

import argparse
import sys

from foxsubmit import job


def submitted(scenes: list[str], frames: str | None) -> list[job.Task]:
    """Submit each scene; one that cannot be submitted is named, and the others are."""
    tasks: list[job.Task] = []
    for scene in scenes:
        try:
            tasks += job.submit(scene, frames=frames, batch="From a script")
        except job.FoxError as error:
            print(f"{scene}: {error}", file=sys.stderr)
    return tasks


def main() -> int:
    """Return 0 where every scene is rendered and its frames are here."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scenes", nargs="+")
    parser.add_argument("--frames")
    options = parser.parse_args()
    tasks = submitted(options.scenes, options.frames)
    done = 0
    for task in tasks:
        try:
            ended = task.wait()
        except job.FoxError as error:
            print(error, file=sys.stderr)
        else:
            print(f"{ended.task}: {ended.done} frames are in {ended.folder}")
            done += 1
    return 0 if done == len(tasks) == len(options.scenes) else 1


if __name__ == "__main__":
    sys.exit(main())
