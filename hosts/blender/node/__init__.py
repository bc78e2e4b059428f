"""Program on a node of the farm: runs one render job in Blender."""
