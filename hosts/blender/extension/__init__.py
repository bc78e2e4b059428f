"""What Blender shows of us: menu entry, native panel, operators, command; and the timer that keeps them going."""
