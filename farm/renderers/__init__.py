"""What makes the frames: a Blender on this machine, or a drawing that says what is missing."""
