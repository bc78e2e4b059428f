"""The panel without the panel: what it shows, and what its buttons do.

The panel, the command line and the tests call methods of the subjects, call ``pump`` again and again, and draw
``state``. Nothing here imports Qt or a host application.
"""

from __future__ import annotations

import time
from typing import Callable

from ..common.errors import BadInput
from ..common.gc_pause import unfreeze_gc
from ..model.host import Host, Opens, SavesAs, Selects
from ..plan.hosts import traits_of
from ..settings.settings import LOCAL, Settings
from .account import Account
from .derive import derived
from .details.details import AccountDetails
from .dropped.dropped import Dropped
from .dropped.scene import SceneReader
from .environments import Environments
from .events import (
    AccountSwitched,
    Connected,
    ConnectionChanged,
    EnvironmentMisfits,
    Events,
    FarmLost,
    FilesFound,
    FilesLocated,
    FoldersAccepted,
    FrameViewed,
    HostFailed,
    JournalRead,
    NewCounted,
    PreferencesChanged,
    ProjectsChanged,
    ProjectWanted,
    RequestSent,
    SceneRead,
    ScenesSent,
    TasksRead,
)
from .hooks.hooks import Hooks
from .hooks.state import HooksState
from .jobs.jobs import Jobs
from .link import FarmLink, Workers
from .money.money import Money
from .presets import Presets
from .review.review import Review
from .scene import Scene
from .scene_memory import SceneMemory
from .settings import UserSettings
from .state import AccountState, SceneState, SettingsState, State, SubmitState
from .store import Store
from .submit import Submit
from .transfers import Transfers


class Session:
    """One open panel, or one run of the command line: a subject for each of its parts."""

    def __init__(self, host: Host, settings: Settings | None = None, account: str | None = None,
                 reader: SceneReader | None = None) -> None:
        """``account`` is the id of the one to use, without it the one that is preferred; ``reader`` reads dropped
        scenes.
        """
        settings = settings or Settings()
        self._store = Store(_first_state(host, settings, account))
        self._drawn: State | None = None
        self.on_change: Callable[[State], None] = lambda _state: None
        """Called by ``pump`` when the state has changed."""
        self._link = link = FarmLink(settings, self.state.account.id)
        self._workers = workers = Workers()
        self._store.derive = lambda state: derived(state, link.facts)
        self._events = events = Events()
        store, traits = self._store, traits_of(host.name)
        self.settings = UserSettings(store, events, settings, workers)
        self.account = Account(store, events, link, workers, traits)
        self.scene = Scene(store, events, link, workers, host)
        self.hooks = Hooks(store, workers, settings)
        self.submit = Submit(store, events, link, workers, self.scene, SceneMemory(host, settings), self.hooks)
        self.presets = Presets(store, settings, workers, self.submit.choose)
        self.environments = Environments(store, link, workers, traits,
                                         lambda name: self.submit.choose(environment=name))
        self.transfers = Transfers(store, events, link, workers)
        self.jobs = Jobs(store, events, link, workers, self.account.read_balance)
        self.details = AccountDetails(store, events, link)
        self.review = Review(store, link, workers, self.jobs.frames.pictures)
        self.money = Money(store, events, link, workers)
        self.dropped = Dropped(store, events, link, workers, self.hooks, reader)
        events.listeners = {
            Connected: (self.environments.connected, self.jobs.connected, self.scene.count_new,
                        self.details.connected),
            FarmLost: (self.account.lost,),
            AccountSwitched: (self.jobs.forget_account, self.environments.forget_account,
                                   self.scene.forget_account, self.dropped.forget_account,
                                   self.details.forget_account, self.money.forget_account,
                                   self.review.forget_account, self.submit.forget_after),
            FrameViewed: (self.review.frame_viewed,),
            ConnectionChanged: (self.account.connect,),
            SceneRead: (self.submit.scene_read, self.presets.read, self.money.earlier.look),
            ScenesSent: (self.submit.forget_after,),
            FilesFound: (self.submit.files_found,),
            NewCounted: (self.submit.compare,),
            FilesLocated: (self.submit.locate,),
            FoldersAccepted: (self.settings.accept,),
            EnvironmentMisfits: (self.environments.adapt,),
            ProjectWanted: (self.environments.add_project,),
            ProjectsChanged: (self.environments.projects_changed,),
            HostFailed: (self.submit.host_failed,),
            PreferencesChanged: (self.submit.follow,),
            RequestSent: (self.jobs.asked, self.transfers.look_soon),
            JournalRead: (self.jobs.journal_read, self.scene.journal_read, self.money.earlier.look),
            TasksRead: (self.jobs.tasks_read, self.money.earlier.look),
        }

    @property
    def state(self) -> State:
        """Everything that is drawn, as it is now."""
        return self._store.state

    def check(self) -> None:
        """Look again at all there is: what the farm offers, the scene, its files."""
        self.account.connect()
        self.scene.refresh()

    def close(self) -> None:
        """End the threads; what was submitted goes on."""
        self.scene.close()
        self.jobs.close()
        self._link.close()
        self._workers.close()
        self.review.close()
        unfreeze_gc()

    def pump(self) -> None:
        """Do a slice of main-thread work, take what the workers have sent, draw once."""
        self.scene.tick()
        self._link.pump()
        self._workers.pump()
        now = time.monotonic()
        self.account.tick(now)
        self.transfers.tick(now)
        self.jobs.tick(now)
        self.submit.tick(now)
        self.hooks.tick()
        self.money.tick(now)
        self.dropped.tick()
        self.review.tick()
        if self.state is not self._drawn:
            self._drawn = self.state
            self.on_change(self.state)


def _first_state(host: Host, settings: Settings, account: str | None) -> State:
    language, trouble = settings.speak(), ""
    try:
        account = account or settings.account()
    except BadInput as error:  # the file of accounts is damaged: the panel opens all the same, and says so
        account, trouble = LOCAL, str(error)
    preferences, wrong = settings.preferences()
    studio = settings.studio()
    return State(
        account=AccountState(id=account),
        settings=SettingsState(language=language, preferences=preferences, locked=studio.locked,
                               known_variables=studio.known_variables, path_mapping=studio.path_mapping,
                               roots=settings.roots(),
                               warning=trouble or wrong),
        scene=SceneState(host=host.name, selects=isinstance(host, Selects),
                         saves_as=isinstance(host, SavesAs), opens=isinstance(host, Opens)),
        submit=SubmitState(choices=settings.first_choices()), hooks=HooksState(folder=studio.hooks))
