"""The .blend file itself: writing it whole, with what was painted, and which Blender wrote it."""
