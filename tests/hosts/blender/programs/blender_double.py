"""A ``blender`` program made of the bpy module: it answers --version, and --command extension as Blender's own does."""

from __future__ import annotations

import importlib
import os
import sys

arguments = sys.argv[1:]
if arguments == ["--version"]:
    sys.stdout.write(f"Blender {os.environ['FOXSUBMIT_TEST_BLENDER']}\n")
elif arguments[:2] == ["--command", "extension"]:
    import bpy

    addon_utils = importlib.import_module("addon_utils")  # bpy makes it findable
    bpy.ops.wm.read_userpref()
    addon_utils.enable("bl_pkg")
    from bl_pkg import bl_extension_cli

    code = bl_extension_cli.cli_extension_handler(arguments[2:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
else:
    sys.exit(f"not made for {arguments}")
