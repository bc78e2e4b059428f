"""The renderers: a Blender on this machine, or a drawing that says what is missing."""
