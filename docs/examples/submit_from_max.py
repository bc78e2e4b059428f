r"""Save the scene that is open in 3ds Max under the name of a version, and submit that.

    set SHOT=D:\shots\shot_v002.max
    3dsmaxbatch.exe -sceneFile D:\shots\shot.max submit_from_max.py

3dsmaxbatch hands a script no arguments: what it is to do comes from the environment.
"""

from __future__ import annotations

import os
import sys

from pymxs import runtime as rt

from foxsubmit import job

version = os.environ["SHOT"]
# Whatever the farm is to render otherwise is changed here.
if not rt.saveMaxFile(version, quiet=True):
    sys.exit(f"{version} could not be saved.")
for task in job.submit(version, frames=os.environ.get("FRAMES")):
    print(f"Submitted {version}: {task.submission}")
