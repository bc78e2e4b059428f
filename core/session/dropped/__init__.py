"""Scene files that were dropped on the panel, beside the scene that is open."""
