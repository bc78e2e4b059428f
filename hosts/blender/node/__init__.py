"""What runs on the farm's node: one render job in Blender."""
