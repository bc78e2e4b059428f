"""What reads the open scene in Blender."""
