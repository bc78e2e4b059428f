"""Save the scene that is open in Blender under the name of a version, and submit that.

    blender --background shot.blend --python submit_from_blender.py -- shot_v002.blend 1-10

Where Blender has the extension, the import is ``from bl_ext.user_default.foxsubmit import job``.
"""

from __future__ import annotations

import sys

import bpy

from foxsubmit import job

version, frames = sys.argv[sys.argv.index("--") + 1 :]
# Whatever the farm is to render otherwise is changed here.
bpy.ops.wm.save_as_mainfile(filepath=version)
for task in job.submit(bpy.data.filepath, frames=frames):
    print(f"Submitted {version}: {task.submission}")
