"""A session that does nothing but remember what was asked of it.

Its subjects have the methods of the real ones, and take the same arguments: a call that the real session would not
understand is an error here, too.
"""

from __future__ import annotations

import dataclasses
import inspect

from foxsubmit.core.jobs.tasks import Listing
from foxsubmit.core.session.account import Account
from foxsubmit.core.session.checking import Checking
from foxsubmit.core.session.details.details import AccountDetails
from foxsubmit.core.session.dropped.dropped import Dropped
from foxsubmit.core.session.environments import Environments
from foxsubmit.core.session.jobs.detail import Detail
from foxsubmit.core.session.jobs.frames import Frames
from foxsubmit.core.session.jobs.jobs import Jobs
from foxsubmit.core.session.money.earlier import Earlier
from foxsubmit.core.session.money.money import Money
from foxsubmit.core.session.money.sending import Sending
from foxsubmit.core.session.presets import Presets
from foxsubmit.core.session.review.comparing import Comparing
from foxsubmit.core.session.review.review import Review
from foxsubmit.core.session.review.saving import Saving
from foxsubmit.core.session.scene import Scene
from foxsubmit.core.session.session import Session
from foxsubmit.core.session.settings import UserSettings
from foxsubmit.core.session.state import State
from foxsubmit.core.session.submit import Submit
from foxsubmit.core.session.transfers import Transfers

SUBJECTS = {"account": Account, "environments": Environments, "presets": Presets, "scene": Scene,
            "settings": UserSettings, "submit": Submit, "transfers": Transfers, "jobs": Jobs,
            "dropped": Dropped, "money": Money, "details": AccountDetails, "review": Review}
PARTS = {"money": {"sending": Sending, "earlier": Earlier},
         "jobs": {"frames": Frames, "detail": Detail}, "transfers": {"checking": Checking},
         "review": {"comparing": Comparing, "saving": Saving}}

NOTED = {"jobs.watch": "watched", "jobs.see": "on_screen", "jobs.frames.show_pictures": "pictures",
         "jobs.detail.view_frame": "viewed", "jobs.detail.watch_mosaic": "mosaic",
         "settings.keep_panel": "remembered", "details.watch": "looked"}
"""What a panel says all the time: the double keeps the last value under this name instead of listing the call."""


class Subject:
    """Has the methods of one class; each call is remembered with its arguments by name."""

    def __init__(self, name, real, called):
        self._name = name
        self._real = real
        self._called = called

    def __getattr__(self, method):
        function = inspect.getattr_static(self._real, method)  # AttributeError where the real one lacks it
        if method.startswith("_") or not inspect.isfunction(function):
            raise AttributeError(f"{self._real.__name__} has no public method {method}")
        signature = inspect.signature(function)

        def call(*arguments, **named):
            bound = signature.bind(self, *arguments, **named)
            bound.apply_defaults()
            given = dict(bound.arguments)
            given.pop("self")
            for name, parameter in signature.parameters.items():
                if parameter.kind is inspect.Parameter.VAR_KEYWORD:
                    given.update(given.pop(name))
            given.pop("_event", None)
            return self._called(f"{self._name}.{method}", given)

        return call


class Double:
    """``calls`` is a list of (subject.method, arguments).

    ``submit.choose`` changes the choices, as the real one does; so do selecting and filtering.
    """

    def __init__(self, state: State):
        self.state = state
        self.on_change = lambda _state: None
        self.calls = []
        self.pumped = 0
        self.remembered = {}
        self.watched = self.on_screen = self.pictures = self.viewed = self.mosaic = self.looked = None
        for name, real in SUBJECTS.items():
            setattr(self, name, Subject(name, real, self._called))
        for subject, parts in PARTS.items():
            for name, real in parts.items():
                setattr(getattr(self, subject), name, Subject(f"{subject}.{name}", real, self._called))

    def becomes(self, state: State):
        self.state = state
        self.on_change(state)

    def changes(self, part, **changes):
        """Have one part of the state changed."""
        self.becomes(dataclasses.replace(
            self.state, **{part: dataclasses.replace(getattr(self.state, part), **changes)}))

    def check(self):
        self.calls.append(("check", {}))

    def close(self):
        self.calls.append(("close", {}))

    def pump(self):
        self.pumped += 1

    def _called(self, name, given):
        if name == "settings.panel":
            return self.remembered
        if name in NOTED:
            value = next(iter(given.values()))
            setattr(self, NOTED[name], tuple(value) if name in ("jobs.see", "jobs.frames.show_pictures") else value)
            return None
        given = {key: tuple(value) if key in ("ids", "entries") else value for key, value in given.items()}
        self.calls.append((name, given))
        if name == "submit.choose":
            self.changes("submit", choices=dataclasses.replace(self.state.submit.choices, **given))
        elif name == "transfers.limit_speed":
            self.changes("transfers", speed_limit=given["limit"])
        elif name == "transfers.select":
            self.changes("transfers", selected=given["transfer_id"])
        elif name == "dropped.select":
            self.changes("dropped", selected=given["path"])
        elif name == "jobs.select":
            self.changes("jobs", selected=given["task_id"])
        elif name == "jobs.filter":
            self.changes("jobs", listing=Listing(given["wanted"]))
        return None


def test_the_double_has_every_subject_of_the_session():
    source = inspect.getsource(Session.__init__)
    assert all(f"self.{name} = " in source for name in SUBJECTS)
