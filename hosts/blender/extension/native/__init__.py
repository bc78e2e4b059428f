"""What Blender draws of us itself, with its own widgets: a menu and panels in the render properties. No Qt needed."""
