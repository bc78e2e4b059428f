"""How 3ds Max finds us: the files that are written beside it, none inside it."""
