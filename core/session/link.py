"""The farm that a session speaks to, and the threads that wait for farm, disk and keyring."""

from __future__ import annotations

from typing import Any, Callable

from ..api import FoxAPI
from ..common.worker import Worker
from ..offer.facts import Facts
from ..settings.settings import Settings
from ..transfer.start import ensure_agent


class FarmLink:
    """The account in use, its API and what its farm offers; None before the farm has answered."""

    def __init__(self, settings: Settings, account: str) -> None:
        self.settings = settings
        self.account = account
        self.api: FoxAPI | None = None
        self.facts: Facts | None = None
        self._worker = Worker()

    def run(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        """Run a call of the farm in the background."""
        self._worker.run(job, done, failed)

    def use(self, account: str) -> None:
        """Speak for another account; answers to calls of the one before are never delivered."""
        self._worker.close()
        self._worker = Worker()
        self.account, self.api, self.facts = account, None, None

    def pump(self) -> None:
        """Deliver the answers that have come."""
        self._worker.pump()

    def close(self) -> None:
        """End the thread; nothing is delivered any more."""
        self._worker.close()

    @property
    def platform(self) -> str:
        """The render zone in use; empty before the farm has answered."""
        return self.api.client.platform if self.api is not None else ""

    @property
    def access_id(self) -> str:
        """The id by which the account signs; empty before the farm has answered."""
        return self.api.client.access_id if self.api is not None else ""

    def wake_agent(self) -> None:
        """Have an agent work the journal off. Call it on a worker thread."""
        ensure_agent(self.settings)


class Workers:
    """The other threads of a session, one for each thing that may be slow, so that none waits for another."""

    def __init__(self) -> None:
        self.disk = Worker()
        self.accounts = Worker()
        """A keyring may ask its user for a password."""
        self.journal = Worker()
        self.scenes = Worker()
        """A worker for applications that read dropped scenes, which takes seconds each."""
        self.scene_file = Worker()
        """A worker that looks at the open scene's file, on a disk that may hang, and has its application read it."""
        self.checks = Worker()
        """A worker that reads whole results, which takes minutes."""
        self.costs = Worker()
        """A worker that reads the farm's whole list of tasks, which may be long."""
        self.pictures = Worker()
        """A worker for pictures alone: they are many, and the list of tasks must not wait for them."""

        self.movies = Worker()
        """A worker that saves movies, which takes minutes."""
        self.results = Worker()
        """A worker that looks which results of the selected task are on this machine."""
        self.triage = Worker()
        """A worker that waits for the process in which frames are looked over."""
        self.hooks = Worker()
        """A worker that waits for the process in which a studio's hooks run."""
        self.review = Worker()
        """A worker for the frame that is looked at, whose looks must not wait for other pictures."""

    def pump(self) -> None:
        """Deliver what has come of all of them."""
        for worker in vars(self).values():
            worker.pump()

    def close(self) -> None:
        """End all threads; nothing is delivered any more."""
        for worker in vars(self).values():
            worker.close()
