"""Blender programs on this machine, and scenes read through one of them."""
