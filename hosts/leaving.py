"""Leave the open scene for another one, and lose nothing of it."""

from __future__ import annotations

from ..core.common.errors import HostFailed
from ..core.common.i18n import _


def need_saved(unsaved: bool) -> None:
    """See that nothing of the open scene would be lost.

    Raises:
        HostFailed: it has changes that are not saved.
    """
    if unsaved:
        raise HostFailed(_("The open scene has changes that are not saved: save it, then open the other one."))
