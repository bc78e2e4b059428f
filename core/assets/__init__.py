"""Find the files on disk that the paths in a scene stand for."""
