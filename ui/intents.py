"""What a panel asks of a session. Any object with these will do; ``core.session.Session`` is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Protocol

from ..core.state import State


class Intents(Protocol):
    """Every method is called on the main thread and comes back at once."""

    state: State
    on_change: Callable[[State], None]

    def connect(self) -> None:
        """Ask the farm who we are and what it offers."""

    def refresh(self) -> None:
        """Read the scene and look for its files."""

    def choose(self, **changes: Any) -> None:
        """Change fields of the choices."""

    def submit(self) -> None:
        """Write the submission down; the agent does the rest."""

    def save_plan(self, path: Path) -> None:
        """Write what Submit would submit to a file."""

    def close(self) -> None:
        """End what goes on in the background for this panel."""

    def pause(self, transfer_id: str) -> None:
        """Stop moving bytes; nothing sent is lost."""

    def resume(self, transfer_id: str) -> None:
        """Go on where it stopped."""

    def cancel(self, transfer_id: str) -> None:
        """Give a transfer up."""

    def select_task(self, task_id: int | None) -> None:
        """Whose frames are shown."""

    def stop_task(self, task_id: int) -> None:
        """Stop rendering; what is done stays."""

    def start_task(self, task_id: int) -> None:
        """Go on rendering."""

    def fetch(self, task_id: int, folder: str = "") -> None:
        """Download what is done, to ``folder`` or to where the submission said."""

    def pump(self) -> None:
        """Do a slice of work and draw once."""
