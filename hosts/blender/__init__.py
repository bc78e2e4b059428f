"""Blender: the scene, its files, and rendering it in a process of its own."""
