"""A render farm on this machine: it serves the documented API, stores files on disk and really renders frames."""
