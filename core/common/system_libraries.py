"""The system libraries that Qt and Blender load, and the Debian packages that have them.

dev.py loads this module by its path, before anything is installed: standard library only, no relative imports.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

# Library, Debian package, who loads it: a package for Python, a plug-in by which Qt opens windows, the vendor's
# program.
# A package of the older name is provided by the newer one (libglib2.0-0 by libglib2.0-0t64 since trixie).
TABLE = """
libEGL.so.1             libegl1              PySide6 bpy xcb wayland
libGL.so.1              libgl1               PySide6 PySide2 bpy
libX11.so.6             libx11-6             PySide6 PySide2 bpy
libXext.so.6            libxext6             PySide2 bpy
libXfixes.so.3          libxfixes3           bpy
libXi.so.6              libxi6               bpy
libXrender.so.1         libxrender1          bpy
libXxf86vm.so.1         libxxf86vm1          bpy
libSM.so.6              libsm6               bpy
libICE.so.6             libice6              bpy
libgomp.so.1            libgomp1             bpy
libxkbcommon.so.0       libxkbcommon0        PySide6 bpy xcb wayland
libdbus-1.so.3          libdbus-1-3          PySide6 xcb wayland
libfontconfig.so.1      libfontconfig1       PySide6 PySide2
libfreetype.so.6        libfreetype6         PySide6 PySide2
libglib-2.0.so.0        libglib2.0-0         PySide6 PySide2
libgthread-2.0.so.0     libglib2.0-0         PySide6 PySide2
libgssapi_krb5.so.2     libgssapi-krb5-2     PySide2
libX11-xcb.so.1         libx11-xcb1          xcb
libxkbcommon-x11.so.0   libxkbcommon-x11-0   xcb
libwayland-client.so.0  libwayland-client0   wayland
libwayland-cursor.so.0  libwayland-cursor0   wayland
libwayland-egl.so.1     libwayland-egl1      wayland
libxcb.so.1             libxcb1              xcb
libxcb-cursor.so.0      libxcb-cursor0       xcb
libxcb-icccm.so.4       libxcb-icccm4        xcb
libxcb-image.so.0       libxcb-image0        xcb
libxcb-keysyms.so.1     libxcb-keysyms1      xcb
libxcb-randr.so.0       libxcb-randr0        xcb
libxcb-render.so.0      libxcb-render0       xcb
libxcb-render-util.so.0 libxcb-render-util0  xcb
libxcb-shape.so.0       libxcb-shape0        xcb
libxcb-shm.so.0         libxcb-shm0          xcb
libxcb-sync.so.1        libxcb-sync1         xcb
libxcb-util.so.1        libxcb-util1         xcb
libxcb-xfixes.so.0      libxcb-xfixes0       xcb
libxcb-xinerama.so.0    libxcb-xinerama0     xcb
libxcb-xkb.so.1         libxcb-xkb1          xcb
libuuid.so.1            libuuid1             transmitter
libstdc++.so.6          libstdc++6           transmitter
libgcc_s.so.1           libgcc-s1            transmitter
"""
FONT = "fonts-dejavu-core"
"""The Debian package that is named where there is no font at all: Qt would draw boxes for letters."""

NOT_FOUND = re.compile(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file")


class Library(NamedTuple):
    """A shared library, the Debian package that has it, and who loads it."""

    file: str
    package: str
    users: frozenset[str]


LIBRARIES = tuple(Library(file, package, frozenset(users))
                  for file, package, *users in (line.split() for line in TABLE.split("\n") if line))
_PACKAGES = {library.file: library.package for library in LIBRARIES}


def loads(file: str) -> bool:
    """Whether the system's loader finds this library and all that it needs itself."""
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def missing(users: Iterable[str], loads: Callable[[str], bool] = loads) -> list[str]:
    """The libraries of these users (see `TABLE`) that the system does not have; none off Linux."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = set(users)
    return [library.file for library in LIBRARIES if library.users & wanted and not loads(library.file)]


def not_found(text: str) -> list[str]:
    """The libraries of which the loader says in an error message that they are missing."""
    return list(dict.fromkeys(NOT_FOUND.findall(text)))


def behind(text: str, users: Iterable[str] = ()) -> list[str]:
    """The missing libraries behind a failure of these users; the loader names one at a time, and Qt may name none."""
    return list(dict.fromkeys((*missing(users), *not_found(text))))


def packages(files: Iterable[str]) -> list[str]:
    """The Debian packages of these libraries, each once; a library that is not in the table is left out."""
    return sorted({_PACKAGES[file] for file in files if file in _PACKAGES})


def has_fonts() -> bool:
    """Whether fontconfig, which Qt asks on Linux, knows any font; also False where fontconfig is missing."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        library = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return False
    library.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    library.FcConfigGetFonts.restype = ctypes.POINTER(ctypes.c_int)  # struct FcFontSet begins with the number of fonts
    config = library.FcInitLoadConfigAndFonts()
    fonts = config and library.FcConfigGetFonts(ctypes.c_void_p(config), 0)
    return bool(fonts) and fonts[0] > 0


def window_users() -> list[str]:
    """The users in `TABLE` by which a Qt started here opens windows: none where there is no display."""
    return [user for variable, user in (("DISPLAY", "xcb"), ("WAYLAND_DISPLAY", "wayland")) if os.environ.get(variable)]


def install_command(names: Iterable[str]) -> str | None:
    """The command that installs these Debian packages, as a person types it; None where there is no apt."""
    if not shutil.which("apt-get"):
        return None
    install = f"sudo apt-get install {' '.join(names)}"
    known = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    return install if known else f"sudo apt-get update && {install}"
