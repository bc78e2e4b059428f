"""A session that does nothing but remember what was asked of it."""

from __future__ import annotations

import dataclasses

from foxsubmit.core.state import State


class Double:
    """``intents`` is a list of (method, arguments). ``choose`` changes the choices, as the real one does."""

    def __init__(self, state: State):
        self.state = state
        self.on_change = lambda _state: None
        self.intents = []
        self.pumped = 0

    def becomes(self, state: State):
        self.state = state
        self.on_change(state)

    def connect(self):
        self.intents.append(("connect", {}))

    def refresh(self):
        self.intents.append(("refresh", {}))

    def choose(self, **changes):
        self.intents.append(("choose", changes))
        self.becomes(dataclasses.replace(self.state, choices=dataclasses.replace(self.state.choices, **changes)))

    def submit(self):
        self.intents.append(("submit", {}))

    def submit_plan(self, plan):
        self.intents.append(("submit_plan", {"plan": plan}))

    def fix(self, finding):
        self.intents.append(("fix", {"finding": finding}))

    def select(self, nodes):
        self.intents.append(("select", {"nodes": nodes}))

    def save_plan(self, path):
        self.intents.append(("save_plan", {"path": path}))

    def close(self):
        self.intents.append(("close", {}))

    def pause(self, transfer_id):
        self.intents.append(("pause", {"transfer_id": transfer_id}))

    def resume(self, transfer_id):
        self.intents.append(("resume", {"transfer_id": transfer_id}))

    def cancel(self, transfer_id):
        self.intents.append(("cancel", {"transfer_id": transfer_id}))

    def select_task(self, task_id):
        self.intents.append(("select_task", {"task_id": task_id}))
        self.becomes(dataclasses.replace(self.state, task_id=task_id))

    def stop_task(self, task_id):
        self.intents.append(("stop_task", {"task_id": task_id}))

    def start_task(self, task_id):
        self.intents.append(("start_task", {"task_id": task_id}))

    def fetch(self, task_id, folder=""):
        self.intents.append(("fetch", {"task_id": task_id, "folder": folder}))

    def pump(self):
        self.pumped += 1
