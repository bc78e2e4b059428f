"""Readers of the open scene in Blender."""
