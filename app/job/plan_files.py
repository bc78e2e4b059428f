"""Plans as files: one that was saved is read, what would be submitted is written."""

from __future__ import annotations

from pathlib import Path

from ..core.common.errors import BadInput
from ..core.common.i18n import _, labelled
from ..core.common.system_errors import system_reason
from ..core.plan.plan import Plan, from_json
from ..core.session.following import until
from ..core.session.session import Session


def read_plan(path: Path) -> Plan:
    """The plan in a file.

    Raises:
        BadInput: there is none, or it is no plan.
    """
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(_("The plan {path} cannot be read: {reason}.").format(
            path=path, reason=system_reason(error))) from error
    except (BadInput, UnicodeDecodeError) as error:
        said = str(error) if isinstance(error, BadInput) else _("This is not a plan.")
        raise BadInput(labelled(str(path), said)) from error


def save_plan(session: Session, target: Path) -> list[Path]:
    """Write what would be submitted; the second of several plans is called ``name-2.json``. Those that are written.

    Raises:
        BadInput: none could be.
    """
    before = _stamps(target)
    session.submit.save_plan(target)
    state = until(session, lambda state: not state.busy)
    paths = [path for path, stamp in _stamps(target).items() if before.get(path) != stamp]
    if not paths:
        raise BadInput(state.message or "\n".join(state.reasons))
    return paths


def _stamps(target: Path) -> dict[Path, tuple[int, int]]:
    others = sorted(target.parent.glob(f"{target.stem}-*{target.suffix}"))
    return {path: (status.st_ino, status.st_mtime_ns)
            for path in (target, *others) if path.exists() and (status := path.stat())}
