"""Open a scene in Houdini, save it under the name of a version, and submit that.

    hython submit_from_houdini.py /shots/shot.hip /shots/shot_v002.hip 1-10
"""

from __future__ import annotations

import sys

import hou

from foxsubmit import job

scene, version, frames = sys.argv[1:]
hou.hipFile.load(scene, suppress_save_prompt=True)
# Whatever the farm is to render otherwise is changed here.
hou.hipFile.save(version)
for task in job.submit(version, frames=frames):
    print(f"Submitted {version}: {task.submission}")
