"""What a panel asks of a session. Any object with these will do; ``core.session.Session`` is one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Callable, Protocol

from ...core.jobs.actions import TaskAction
from ...core.jobs.tasks import OutputEntry, TaskFilter
from ...core.model.finding import Finding
from ...core.session.state import State


class Intents(Protocol):
    """Every method is called on the main thread and comes back at once."""

    state: State
    on_change: Callable[[State], None]

    def connect(self) -> None:
        """Ask the farm who we are and what it offers."""

    def refresh(self) -> None:
        """Read the scene and look for its files."""

    def check(self) -> None:
        """Look again at all there is: what the farm offers, the scene, its files."""

    def stop_reading(self) -> None:
        """Leave the scene's files alone."""

    def fix(self, finding: Finding) -> None:
        """Do what the finding offers to put it right."""

    def locate(self, path: str, found_at: str) -> None:
        """Take a file from where the artist found it, and what lay beside it too."""

    def search(self, folder: str) -> None:
        """Look for what is missing in a folder and all below it."""

    def select(self, nodes: tuple[str, ...]) -> None:
        """Show nodes in the host."""

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

    def pause_all(self) -> None:
        """Pause what goes on, of every host."""

    def resume_all(self) -> None:
        """Let all go on that are paused."""

    def to_front(self, transfer_id: str) -> None:
        """Before all others that wait."""

    def limit_speed(self, limit: int) -> None:
        """Bytes a second for all sending together; 0 without a limit."""

    def select_transfer(self, transfer_id: str | None) -> None:
        """Whose files are shown."""

    def select_task(self, task_id: int | None) -> None:
        """Whose frames are shown."""

    def watch_tasks(self, watched: bool) -> None:
        """Whether somebody sees the tasks."""

    def see_tasks(self, ids: Collection[int]) -> None:
        """Which tasks are on the screen."""

    def filter_tasks(self, wanted: TaskFilter) -> None:
        """List these tasks only."""

    def more_tasks(self) -> None:
        """Read the next page of the list."""

    def look_now(self) -> None:
        """Ask the farm at once."""

    def act_on_tasks(self, action: TaskAction, ids: Collection[int], value: Any = None) -> None:
        """Have the farm do something to tasks."""

    def choose_as(self, task_id: int) -> None:
        """Choose what was chosen for a task."""

    def restart_frames(self, ids: Collection[int]) -> None:
        """Render frames of the selected task again."""

    def stop_frames(self, ids: Collection[int]) -> None:
        """Stop frames; the others go on."""

    def show_pictures(self, ids: Collection[int]) -> None:
        """Which frames are on the screen."""

    def view_frame(self, frame_id: int) -> None:
        """Have the best picture of a frame."""

    def show_log(self, frame_id: int) -> None:
        """Read the log of a frame."""

    def list_output(self, path: str = "") -> None:
        """Read a folder of the task's output."""

    def fetch_output(self, entries: Collection[OutputEntry], folder: str) -> None:
        """Bring files and folders of the output here."""

    def watch_mosaic(self, watched: bool) -> None:
        """Whether somebody sees the blocks of a 3ds Max task."""

    def fetch(self, task_id: int, folder: str = "") -> None:
        """Download what is done, to ``folder`` or to where the submission said."""

    def fetch_frames(self, ids: Collection[int], folder: str = "") -> None:
        """Download these frames of the selected task before all others."""

    def open_sign_in(self) -> None:
        """Begin anew on the sign-in page."""

    def test_connection(self, access_id: str, access_key: str, domain: str, platform: str) -> None:
        """See whether the farm takes these; nothing is remembered."""

    def sign_in(self, access_id: str, access_key: str, domain: str, platform: str) -> None:
        """See whether the farm takes these, remember them, and use them."""

    def switch_account(self, account: str) -> None:
        """Show and use what is of another account."""

    def forget_account(self, account: str) -> None:
        """Take an account and its key off this machine."""

    def choose_platform(self, platform: str) -> None:
        """Use another render zone of the same account."""

    def choose_domain(self, domain: str) -> None:
        """Reach the account at another domain."""

    def try_local_farm(self) -> None:
        """Start the farm of this machine, and use it."""

    def stop_local_farm(self) -> None:
        """End the farm that was started here."""

    def prefer(self, **changes: Any) -> None:
        """Change settings."""

    def measure_cache(self) -> None:
        """See how much the kept pictures take."""

    def clear_cache(self) -> None:
        """Remove the kept pictures."""

    def panel(self) -> Mapping[str, Any]:
        """How the panel was left the last time."""

    def keep_panel(self, values: Mapping[str, Any], at_once: bool = False) -> None:
        """Remember how the panel is; ``at_once`` where it is being closed."""

    def save_preset(self, name: str) -> None:
        """Keep the choices under a name."""

    def apply_preset(self, name: str) -> None:
        """Choose as a preset says."""

    def rename_preset(self, name: str, new: str) -> None:
        """Give a preset another name."""

    def delete_preset(self, name: str) -> None:
        """Take a preset away."""

    def export_preset(self, name: str, path: Path) -> None:
        """Write a preset to a file."""

    def import_preset(self, path: Path) -> None:
        """Keep the preset of a file."""

    def edit_environment(self, name: str | None = None) -> None:
        """Begin to change an environment, or to make one from the scene's needs."""

    def change_environment(self, **changes: Any) -> None:
        """Change ``name``, ``version`` or ``default`` of what is being edited."""

    def choose_plugin(self, plugin: str, version: str) -> None:
        """Take this version of a plug-in; an empty one leaves it out."""

    def match_environment(self) -> None:
        """Take the versions that go best with the scene."""

    def save_environment(self) -> None:
        """Have the farm take over what is being edited."""

    def delete_environment(self, name: str) -> None:
        """Have the farm take an environment away."""

    def set_default_environment(self, name: str) -> None:
        """Have submissions begin with it."""

    def close_environment(self) -> None:
        """Leave what is not saved."""

    def close_notice(self, notice: str) -> None:
        """It was read."""

    def pump(self) -> None:
        """Do a slice of work and draw once."""
