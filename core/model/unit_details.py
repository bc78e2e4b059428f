"""Names of details of a render unit that a host tells and checks read: ``RenderUnit.details``."""

from __future__ import annotations

NO_CAMERA = "no_camera"
"""``1`` where a unit that needs a camera names none, or one that is not in the scene: ``RenderUnit.camera``."""
NO_OUTPUT = "no_output"
"""Why a render leaves no file: ``window``, ``empty``, ``off``."""
WINDOW, EMPTY, OFF = "window", "empty", "off"
ONE_FILE = "one_file"
"""``1`` where every frame is written to the same file."""
EXPORTS = "exports"
"""The ending of the scene descriptions that a unit writes in place of pictures: ``ifd``."""
NEEDS_CARD = "needs_card"
"""What of a unit wants a graphics card: ``opengl``, ``optix``, ``vray``, ``octane``, ``xpu``."""
OPENGL, OPTIX, VRAY, OCTANE, XPU = "opengl", "optix", "vray", "octane", "xpu"
NO_DRIVER, NO_CONTROLS = "no_driver", "no_controls"
"""The path of a node that a distributed simulation names and that is not in the scene; ``-`` where it names none."""
