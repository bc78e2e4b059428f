"""How the frame in the viewer is looked at."""
