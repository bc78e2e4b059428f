"""How Houdini finds us: the files that are written beside it, none inside it."""
