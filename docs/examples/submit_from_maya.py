"""Open a scene in Maya, save it under the name of a version, and submit that.

    mayapy submit_from_maya.py /shots/shot.ma /shots/shot_v002.ma 1-10
"""

from __future__ import annotations

import sys

import maya.standalone

maya.standalone.initialize(name="python")  # Maya's modules, foxsubmit among them, are found from here on

from maya import cmds  # noqa: E402

from foxsubmit import job  # noqa: E402

scene, version, frames = sys.argv[1:]
cmds.file(scene, open=True)
# Whatever the farm is to render otherwise is changed here.
cmds.file(rename=version)
cmds.file(save=True, type="mayaAscii")
for task in job.submit(version, frames=frames):
    print(f"Submitted {version}: {task.submission}")
