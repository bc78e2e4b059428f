"""The demo scene, built inside Blender."""
