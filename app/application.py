"""Start Qt for the panel outside a host application. Where it does not start, there is a sentence and no crash."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import logging
import os
import sys
from typing import TYPE_CHECKING, Callable

from .core.common.errors import BadInput
from .core.common.extras import pip_command
from .core.common.foreign import harmless
from .core.common.i18n import _
from .core.common.load_check import window_plugins
from .core.common.loading import explained, lacks
from .core.common.system_errors import system_reason
from .core.common.system_libraries import window_users

if TYPE_CHECKING:
    from qtpy.QtWidgets import QApplication

log = logging.getLogger(__name__)

BINDINGS = ("PySide6", "PySide2", "PyQt6", "PyQt5")
FAILED = 1  # exit code


def has_display() -> bool:
    """Whether a window can be shown here."""
    return sys.platform in ("win32", "darwin") or bool(window_users())


def bindings() -> list[str]:
    """The Qts for Python that are installed, whether they load or not."""
    return [name for name in BINDINGS if importlib.util.find_spec(name)]


def _why_none_loads() -> str:
    """Why a Qt that is installed does not load, of which qtpy says that there is none; empty where there is none."""
    for name in bindings():
        try:
            importlib.import_module(f"{name}.QtWidgets")
        except ImportError as error:
            return harmless(str(error))
    return ""


def loads_by() -> list[str]:
    """Return the entries in the table of system libraries that Qt depends on here."""
    return [*bindings()[:1], *window_users()]


def need_windows(load: Callable[[str], object] = ctypes.CDLL) -> None:
    """See that Qt, which is imported, can open windows: where none of its plug-ins loads, it aborts the process.

    Raises:
        BadInput: none loads; the sentence says what the system lacks, and what to do.
    """
    if os.environ.get("QT_QPA_PLATFORM"):
        return
    from qtpy import API_NAME  # noqa: PLC0415 - the binding that is used; a host may have imported another

    failed = []
    for plugin in window_plugins(API_NAME):
        try:
            load(str(plugin))
        except OSError as error:
            failed.append(system_reason(error))
        else:
            return
    if failed:
        why, advice = explained("\n".join(failed), window_users())
        raise BadInput(_("Qt does not start: {reason}").format(reason=f"{why}. {advice}" if why else failed[-1]))


def start_qt() -> QApplication:
    """The application; the platform is chosen before, by QT_QPA_PLATFORM.

    Raises:
        BadInput: there is no Qt, or it does not load.
    """
    try:
        from qtpy.QtCore import QtMsgType, qInstallMessageHandler  # noqa: PLC0415 - not every command needs Qt
        from qtpy.QtWidgets import QApplication  # noqa: PLC0415
    except ImportError as error:
        reason = lacks(str(error), loads_by()) or _why_none_loads()
        if reason:
            raise BadInput(_("Qt does not start: {reason}").format(reason=reason)) from error
        raise BadInput(_("The panel needs Qt, which is the extra “{extra}”: {command}").format(
            extra="qt", command=pip_command("qt"))) from error
    said: list[str] = []

    def hear(kind: object, _context: object, text: str) -> None:
        said.append(text)
        log.info("%s", text)
        if kind == QtMsgType.QtFatalMsg:
            _end(said)

    before = qInstallMessageHandler(hear)
    try:
        there = QApplication.instance()
        return there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    finally:
        qInstallMessageHandler(before)


def _end(said: list[str]) -> None:
    """Say why Qt does not start, and end: once it has sent a fatal message, it aborts the process."""
    why, advice = explained("\n".join(said), loads_by())
    reason = f"{why}. {advice}" if why else said[-1].splitlines()[0]
    print(harmless(_("Qt does not start: {reason}").format(reason=reason)), file=sys.stderr, flush=True)  # noqa: T201
    os._exit(FAILED)
