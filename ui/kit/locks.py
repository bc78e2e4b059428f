"""Values that the studio has fixed: shown, but not editable."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qtpy.QtWidgets import QWidget

from ...core.common.i18n import _


def lock(fields: Mapping[str, Collection[QWidget]], locked: Collection[str]) -> int:
    """Disable the fields of the choices that are locked, and say why; how many choices those are."""
    names = [name for name in fields if name in locked]
    for name in names:
        for field in fields[name]:
            field.setEnabled(False)
            field.setToolTip(_("Set by the studio."))
    return len(names)
