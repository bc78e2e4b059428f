"""What a transfer outlives: the program that submitted, the network, the farm."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import signal
import subprocess
import sys

import pytest
from tests.conftest import make_project
from tests.core.transfer.agents import agent, over, submit, transfer, wait_for
from tests.core.transfer.relay import Relay
from tests.documents import rows

from foxsubmit.core.common import child
from foxsubmit.core.settings.local_farm import read_address
from foxsubmit.core.transfer.start import ensure_agent
from foxsubmit.core.transfer.states import TransferState
from foxsubmit.farm.base.faults import Fault
from foxsubmit.farm_process import farm_process

MB = 1 << 20
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # which ends at once on Windows, where the other is not

BLENDER = """
import dataclasses
import sys
import time
from pathlib import Path
import bpy
image = bpy.data.images.load({image!r})
bpy.context.scene.world.use_nodes = True
bpy.context.scene.world.node_tree.nodes.new("ShaderNodeTexEnvironment").image = image
bpy.context.scene.render.resolution_x = bpy.context.scene.render.resolution_y = 16
bpy.ops.wm.save_as_mainfile(filepath={scene!r})
from foxsubmit.core.session.session import Session
from foxsubmit.hosts.blender.scene.host import Blender
class Blender45(Blender):  # which the farm here has, whatever Blender this is
    def scene(self):
        return dataclasses.replace(super().scene(), version="4.5.1")
    def description(self):
        yield self.scene()
def until(condition):
    end = time.monotonic() + 60
    while not condition(session.state):
        session.pump()
        time.sleep(0.02)
        if time.monotonic() > end:
            sys.exit(f"{{session.state.reasons}} {{session.state.message}}")
session = Session(Blender45())
session.check()
until(lambda state: state.can_submit and state.scene.gathered)
session.submit.submit()
until(lambda state: state.submit.submitted)
print("submitted", flush=True)
while True:
    session.pump()
    time.sleep(0.02)
"""


@pytest.fixture
def end_agent(settings):
    """An agent that somebody else started does not outlive the test."""
    yield
    with contextlib.suppress(OSError, ValueError):
        os.kill(int(settings.agent_lock.read_text()), KILL)


@pytest.mark.skipif(importlib.util.find_spec("bpy") is None, reason="needs bpy")
@pytest.mark.usefixtures("end_agent")
def test_an_upload_outlives_the_blender_that_submitted(tmp_path, settings, journal, farm):
    """And a second process sees it, can pause it and lets it go on."""
    farm.state.faults.set([Fault("slow-disk", path="sky", seconds=1)])
    image, scene = tmp_path / "sky.exr", tmp_path / "shot.blend"
    image.write_bytes(os.urandom(40 * MB))
    code = BLENDER.format(image=str(image), scene=str(scene))
    host = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=child.environment())
    try:
        lines = iter(host.stdout.readline, b"")
        assert any(line.startswith(b"submitted") for line in lines), host.communicate()[1].decode()
        submission = journal.find().id
        wait_for(lambda: transfer(journal, submission).bytes_done > 2 * MB)
    finally:
        host.kill()
        host.communicate()
    before = transfer(journal, submission).bytes_done
    assert before < 40 * MB
    wait_for(lambda: transfer(journal, submission).bytes_done > before)
    farm.state.faults.set([Fault("slow-disk", path="sky", seconds=5)])  # it is still under way when the pause comes
    (seen,) = [each for each in foxsubmit("transfers", "--json") if each["id"] == submission]
    assert (seen["state"], seen["host"], seen["name"]) == ("uploading", "blender", "shot.blend")
    foxsubmit("transfers", "pause", submission[:6], "--json")
    wait_for(lambda: transfer(journal, submission).speed == 0)
    paused = transfer(journal, submission)
    assert (paused.state, paused.bytes_done < 40 * MB) == (TransferState.PAUSED, True)
    assert not ensure_agent(settings)
    farm.state.faults.set([])
    foxsubmit("transfers", "resume", submission[:6], "--json")
    wait_for(lambda: transfer(journal, submission).state in (TransferState.WATCHING, TransferState.FETCHED))


def foxsubmit(*arguments):
    done = subprocess.run([sys.executable, "-m", "foxsubmit", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return rows(done.stdout)


@pytest.mark.usefixtures("end_agent")
def test_an_upload_outlives_the_command_line_that_submitted(tmp_path, settings, api, journal, farm):
    farm.state.faults.set([Fault("slow-disk", path="large", seconds=0.3)])
    submission = submit(make_project(tmp_path / "p", {"large.bin": os.urandom(20 * MB)}), api, journal)
    command = subprocess.Popen([sys.executable, "-m", "foxsubmit", "watch"], stderr=subprocess.PIPE)
    wait_for(lambda: transfer(journal, submission).bytes_done > 2 * MB)
    command.kill()
    command.communicate()
    farm.state.faults.set([])
    wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED


@pytest.fixture
def network(farm):
    """A relay before the farm, which every client of this home takes."""
    with Relay(int(farm.domain.rpartition(":")[2])) as relay:
        address = farm.folder / "farm.json"
        address.write_text(address.read_text().replace(farm.domain, f"127.0.0.1:{relay.port}"))
        yield relay


def test_an_upload_outlives_a_network_that_is_gone_for_a_while(tmp_path, settings, api, journal, farm, network):
    farm.state.faults.set([Fault("slow-disk", path="large", seconds=0.5)])
    submission = submit(make_project(tmp_path / "p", {"large.bin": os.urandom(20 * MB)}), api, journal)
    with agent(settings, waits=(0.2, 0.4)):
        wait_for(lambda: network.passed > 4 * MB)
        network.cut()
        message = wait_for(lambda: transfer(journal, submission).message)
        assert "again in 1 second" in message
        wait_for(lambda: "Tried 2 times" in transfer(journal, submission).message)
        assert transfer(journal, submission).state is TransferState.UPLOADING
        farm.state.faults.set([])
        passed = network.passed
        network.join()
        wait_for(over(journal, submission))
    now = transfer(journal, submission)
    assert (now.state, now.message) == (TransferState.FETCHED, "")
    assert 4 * MB < passed < 20 * MB
    # What had arrived was not sent again: a few blocks were under way when it was cut.
    assert network.passed < 27 * MB


def test_a_download_outlives_a_network_that_is_gone_for_a_while(tmp_path, settings, api, journal, farm, network):
    submission = submit(make_project(tmp_path / "p", {}, frames=30), api, journal)
    with agent(settings, waits=(0.2,)):
        wait_for(lambda: transfer(journal, submission).fetched)
        network.cut()
        wait_for(lambda: "Tried 2 times" in transfer(journal, submission).message)
        network.join()
        wait_for(over(journal, submission))
    now = transfer(journal, submission)
    assert (now.state, now.fetched, now.message) == (TransferState.FETCHED, 30, "")


def test_a_farm_that_is_killed_and_comes_back_elsewhere_gets_the_rest(tmp_path, settings, journal):
    folder = tmp_path / "farm"
    settings.remember_farm(folder)
    arguments = ("--simulate", "--seconds", "0.05")
    with farm_process(folder, *arguments, "--fault", "slow-disk,path=large,seconds=0.2") as domain:
        api = settings.credentials("local").api()
        submission = submit(make_project(tmp_path / "p", {"large.bin": os.urandom(20 * MB)}), api, journal)
        worker = agent(settings)
        process = worker.__enter__()
        wait_for(lambda: transfer(journal, submission).bytes_done > 4 * MB)
        os.kill(read_address(folder).pid, KILL)
    try:
        wait_for(lambda: "again in" in transfer(journal, submission).message)
        with farm_process(folder, *arguments) as again:
            assert again != domain
            wait_for(over(journal, submission))
        assert process.poll() is None or process.returncode == 0
    finally:
        worker.__exit__(None, None, None)
    assert transfer(journal, submission).state is TransferState.FETCHED


@pytest.mark.parametrize("fault", [
    Fault("5xx", path="/storage/", count=4), Fault("5xx", path="submit", count=2, after=True),
    Fault("garbage", path="taskInfo", count=3), Fault("reset", path="/storage/", count=3),
    Fault("drop", path="createTask", count=1, after=True), Fault("610", count=3),
    Fault("full-disk", path="project", count=2)])
def test_a_farm_that_misbehaves_for_a_while_gets_one_task(tmp_path, settings, api, journal, farm, fault):
    submission = submit(make_project(tmp_path / "project", {"a.png": b"a", "b.bin": b"b" * 9_000_000}), api, journal)
    farm.state.faults.set([fault])
    with agent(settings, waits=(0.1,)):
        wait_for(over(journal, submission))
    now = transfer(journal, submission)
    assert (now.state, now.fetched, now.message) == (TransferState.FETCHED, 3, "")
    assert len(api.query.get_task_list()["items"]) == 1


def test_a_farm_that_is_away_for_days_is_waited_for_with_the_reason_and_the_next_try(
        tmp_path, settings, api, journal, farm):
    submission = submit(make_project(tmp_path / "p", {}), api, journal)
    address = farm.folder / "farm.json"
    text = address.read_text()
    address.write_text(text.replace(farm.domain, "127.0.0.1:9"))
    with agent(settings, waits=(0.001,)):
        wait_for(lambda: "Tried 11 times, again in 1 second." in transfer(journal, submission).message)
        now = transfer(journal, submission)
        assert now.state is TransferState.PLANNED
        assert now.message.startswith("No farm answers at 127.0.0.1:9")
        address.write_text(text)
        wait_for(over(journal, submission))
    assert transfer(journal, submission).state is TransferState.FETCHED
