"""The few lines that lie in each archive: what to do with it, and how it is taken out again."""

from __future__ import annotations

from foxsubmit.core.common.version import VERSION

HEAD = f"foxsubmit {VERSION}: submit to Fox Renderfarm.\n\n"
END = "\nYour accounts, settings and what is under way stay where they are, whatever you install or remove.\n"
TEXTS = {
    "maya": """\
Install: unpack this whole folder, drag drag_into_maya.py from it into a viewport of Maya, and start Maya again. The
menu Fox is there. The folder may be deleted then.
Remove: drag the same file into Maya again, and choose Remove.
""",
    "maya-module": """\
Install: unpack this into a folder "modules" that Maya reads: Documents/maya/modules, ~/maya/modules on Linux,
~/Library/Preferences/Autodesk/maya/modules on macOS, or one that MAYA_MODULE_PATH names. Start Maya again.
Remove: delete foxsubmit.mod and the folder fox-bundle there.
""",
    "houdini-module": """\
Install: unpack this into a folder "packages" that Houdini reads: Documents/houdini20.5/packages, ~/houdini20.5/packages
on Linux, ~/Library/Preferences/houdini/20.5/packages on macOS (with your version), or one that HOUDINI_PACKAGE_DIR
names. Start Houdini again: the menu Fox is there.
Remove: delete foxsubmit.json and the folder fox-bundle there.
""",
    "max-module": """\
Install: unpack this into %APPDATA%\\Autodesk\\ApplicationPlugins, or a folder that ADSK_APPLICATION_PLUGINS names.
Start 3ds Max again: the menu Fox Renderfarm is there.
Remove: delete the folder FoxSubmit there.
""",
    "windows": """\
Start: unpack this anywhere and start foxsubmit-panel.exe; foxsubmit.exe is the command line. Nothing is installed, and
no Python is needed. "foxsubmit.exe install maya" (houdini, max, blender) gives these the menu, without a network.
Remove: "foxsubmit.exe uninstall maya" where you installed it, then delete the folder.
""",
    "wheels": """\
Install: unpack this, and with a Python 3.9, 3.11 or 3.13 on 64-bit Linux, best in a virtual environment, run
    python -m pip install --no-index --find-links THIS-FOLDER "foxsubmit[farm]"
which asks no network. "foxsubmit demo" renders with the Blender on the PATH.
Remove: python -m pip uninstall foxsubmit, or delete the virtual environment.
""",
}
"""Kind of an archive -> what its README says."""


def text(kind: str) -> bytes:
    """The README of an archive, as Windows' editors read it."""
    return (HEAD + TEXTS[kind] + END).replace("\n", "\r\n").encode()
