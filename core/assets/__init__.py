"""From the paths that a scene names to the files on disk."""
