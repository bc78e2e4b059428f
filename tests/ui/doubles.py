"""A session that does nothing but remember what was asked of it."""

from __future__ import annotations

import dataclasses

from foxsubmit.core.jobs.tasks import Listing
from foxsubmit.core.session.state import State


class Double:
    """``intents`` is a list of (method, arguments). ``choose`` changes the choices, as the real one does."""

    def __init__(self, state: State):
        self.state = state
        self.on_change = lambda _state: None
        self.intents = []
        self.pumped = 0
        self.remembered = {}

    def becomes(self, state: State):
        self.state = state
        self.on_change(state)

    def connect(self):
        self.intents.append(("connect", {}))

    def refresh(self):
        self.intents.append(("refresh", {}))

    def check(self):
        self.intents.append(("check", {}))

    def stop_reading(self):
        self.intents.append(("stop_reading", {}))

    def locate(self, path, found_at):
        self.intents.append(("locate", {"path": path, "found_at": found_at}))

    def search(self, folder):
        self.intents.append(("search", {"folder": folder}))

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

    def recall(self):
        self.intents.append(("recall", {}))

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

    def pause_all(self):
        self.intents.append(("pause_all", {}))

    def resume_all(self):
        self.intents.append(("resume_all", {}))

    def to_front(self, transfer_id):
        self.intents.append(("to_front", {"transfer_id": transfer_id}))

    def limit_speed(self, limit):
        self.intents.append(("limit_speed", {"limit": limit}))
        self.becomes(dataclasses.replace(self.state, speed_limit=limit))

    def select_transfer(self, transfer_id):
        self.intents.append(("select_transfer", {"transfer_id": transfer_id}))
        self.becomes(dataclasses.replace(self.state, transfer_id=transfer_id))

    def select_task(self, task_id):
        self.intents.append(("select_task", {"task_id": task_id}))
        self.becomes(dataclasses.replace(self.state, task_id=task_id))

    def watch_tasks(self, watched):
        self.watched = watched

    def see_tasks(self, ids):
        self.on_screen = tuple(ids)

    def filter_tasks(self, wanted):
        self.intents.append(("filter_tasks", {"wanted": wanted}))
        self.becomes(dataclasses.replace(self.state, listing=Listing(wanted)))

    def more_tasks(self):
        self.intents.append(("more_tasks", {}))

    def look_now(self):
        self.intents.append(("look_now", {}))

    def act_on_tasks(self, action, ids, value=None):
        self.intents.append(("act_on_tasks", {"action": action, "ids": tuple(ids), "value": value}))

    def choose_as(self, task_id):
        self.intents.append(("choose_as", {"task_id": task_id}))

    def restart_frames(self, ids):
        self.intents.append(("restart_frames", {"ids": tuple(ids)}))

    def stop_frames(self, ids):
        self.intents.append(("stop_frames", {"ids": tuple(ids)}))

    def show_pictures(self, ids):
        self.pictures = tuple(ids)

    def view_frame(self, frame_id):
        self.viewed = frame_id

    def show_log(self, frame_id):
        self.intents.append(("show_log", {"frame_id": frame_id}))

    def list_output(self, path=""):
        self.intents.append(("list_output", {"path": path}))

    def fetch_output(self, entries, folder):
        self.intents.append(("fetch_output", {"entries": tuple(entries), "folder": folder}))

    def watch_mosaic(self, watched):
        self.mosaic = watched

    def fetch(self, task_id, folder=""):
        self.intents.append(("fetch", {"task_id": task_id, "folder": folder}))

    def fetch_frames(self, ids, folder=""):
        self.intents.append(("fetch_frames", {"ids": tuple(ids), "folder": folder}))

    def open_sign_in(self):
        self.intents.append(("open_sign_in", {}))

    def test_connection(self, access_id, access_key, domain, platform):
        self.intents.append(("test_connection", {"access_id": access_id, "access_key": access_key, "domain": domain,
                                                 "platform": platform}))

    def sign_in(self, access_id, access_key, domain, platform):
        self.intents.append(("sign_in", {"access_id": access_id, "access_key": access_key, "domain": domain,
                                         "platform": platform}))

    def switch_account(self, account):
        self.intents.append(("switch_account", {"account": account}))

    def forget_account(self, account):
        self.intents.append(("forget_account", {"account": account}))

    def choose_platform(self, platform):
        self.intents.append(("choose_platform", {"platform": platform}))

    def choose_domain(self, domain):
        self.intents.append(("choose_domain", {"domain": domain}))

    def try_local_farm(self):
        self.intents.append(("try_local_farm", {}))

    def stop_local_farm(self):
        self.intents.append(("stop_local_farm", {}))

    def measure_cache(self):
        self.intents.append(("measure_cache", {}))

    def clear_cache(self):
        self.intents.append(("clear_cache", {}))

    def save_preset(self, name):
        self.intents.append(("save_preset", {"name": name}))

    def apply_preset(self, name):
        self.intents.append(("apply_preset", {"name": name}))

    def rename_preset(self, name, new):
        self.intents.append(("rename_preset", {"name": name, "new": new}))

    def delete_preset(self, name):
        self.intents.append(("delete_preset", {"name": name}))

    def export_preset(self, name, path):
        self.intents.append(("export_preset", {"name": name, "path": path}))

    def import_preset(self, path):
        self.intents.append(("import_preset", {"path": path}))

    def edit_environment(self, name=None):
        self.intents.append(("edit_environment", {"name": name}))

    def choose_plugin(self, plugin, version):
        self.intents.append(("choose_plugin", {"plugin": plugin, "version": version}))

    def match_environment(self):
        self.intents.append(("match_environment", {}))

    def save_environment(self):
        self.intents.append(("save_environment", {}))

    def delete_environment(self, name):
        self.intents.append(("delete_environment", {"name": name}))

    def set_default_environment(self, name):
        self.intents.append(("set_default_environment", {"name": name}))

    def close_environment(self):
        self.intents.append(("close_environment", {}))

    def close_notice(self, notice):
        self.intents.append(("close_notice", {"notice": notice}))

    def prefer(self, **changes):
        self.intents.append(("prefer", changes))

    def change_environment(self, **changes):
        self.intents.append(("change_environment", changes))

    def panel(self):
        return self.remembered

    def keep_panel(self, values, at_once=False):
        self.remembered = values

    def pump(self):
        self.pumped += 1
