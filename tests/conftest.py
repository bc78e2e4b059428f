"""What many tests need: a home folder, a farm, a scene made of files."""

from __future__ import annotations

import collections
import contextlib
import itertools
import os
import signal
import sys
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))  # for what several folders of tests share
# No test puts a key into the keyring of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from tests import systems

from foxsubmit.core.common import i18n
from foxsubmit.core.common.lock import Lock
from foxsubmit.core.common.worker import Worker
from foxsubmit.core.model.host import Asset, Frames, RenderUnit, Scene
from foxsubmit.core.settings import local_start
from foxsubmit.core.settings.settings import Settings
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.start import _started
from foxsubmit.farm.base.options import Options
from foxsubmit.farm.http.server import LocalFarm
from foxsubmit.hosts.recorded import RecordedHost

# What a shell runs in the background ignores Ctrl+C, under nohup the hang-up, and so do its children.
for _name, _handler in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    if signal.getsignal(getattr(signal, _name, signal.SIGTERM)) is signal.SIG_IGN:
        signal.signal(getattr(signal, _name), _handler)

# A machine that is busy is no defect of what is tested.
hypothesis.settings.register_profile(
    "busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("busy")

LONG = ("tests/core/transfer/", "tests/test_distribution.py", "tests/ui/numbers/", "tests/ui/days/",
        "tests/ui/test_fit", "tests/ui/test_jobs_live.py", "tests/ui/test_states_in_turn.py", "tests/app/cli/",
        "tests/app/doctor/", "tests/hosts/blender/", "tests/test_end_to_end.py", "tests/test_fault_bench.py",
        "tests/farm/renderers/")
"""Files of tests, and folders of them, that take long or wait much: the beginnings of their paths."""

DATA = Path(__file__).parent / "data"
"""What others published and we test against; its README names the sources."""


@pytest.fixture(scope="session")
def homes(tmp_path_factory):
    """Where each test has a home: pytest's own numbering looks through all names of a folder for each new one."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def nobodys_home(homes):
    """No test reads or writes the user's own accounts and journal, also after ``monkeypatch.undo()`` of its own."""
    home = next(homes)
    home.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOXSUBMIT_HOME", str(home))
        patch.setenv("LANGUAGE", "en")
        patch.delenv("FOXSUBMIT_STUDIO", raising=False)
        for name in ("RAYVISION_API_ACCESS_ID", "RAYVISION_API_KEY", "RAYVISION_API_DOMAIN", "HTTP_PROXY",
                     "http_proxy"):
            patch.delenv(name, raising=False)
        yield home


@pytest.fixture(autouse=True)
def agents_end(nobodys_home):
    """The agent or farm that a session, or a command in a process of its own, starts outlives it; not the test."""
    yield
    for started in (_started, local_start._started):
        for process in started:
            process.kill()
            process.wait()
        started.clear()
    end_agent(Settings(nobodys_home).agent_lock)


def end_agent(lock: Path) -> None:
    """Kill the process that holds the lock of a home's agent, where there is one beside this."""
    with contextlib.suppress(OSError, ValueError):  # it has just ended, or a test has put something else there
        if Lock(lock).held() and (number := int(lock.read_text(encoding="utf-8"))) != os.getpid():
            os.kill(number, getattr(signal, "SIGKILL", signal.SIGTERM))


@pytest.fixture(autouse=True)
def workers_end(monkeypatch):
    """Not every test closes its session; its threads would stay until the process ends."""
    begun, begin = [], Worker.__init__

    def noted(worker):
        begin(worker)
        begun.append(worker)

    monkeypatch.setattr(Worker, "__init__", noted)
    yield
    for worker in begun:
        worker.close()


@pytest.fixture(autouse=True)
def english():
    """What a test switches to is not what the next one reads."""
    yield
    i18n.use("en")


@pytest.fixture
def settings():
    return Settings()


@pytest.fixture
def journal(settings):
    journal = Journal(settings.journal)
    yield journal
    journal.close()


@pytest.fixture
def farm(tmp_path, settings):
    """A farm in this process that draws its frames; it is the local one of ``settings``."""
    with LocalFarm(tmp_path / "farm", options=Options(simulate=True, seconds=0.05)) as farm:
        settings.remember_farm(tmp_path / "farm")
        yield farm


@pytest.fixture
def api(farm, settings):
    return settings.credentials("local").api()


@pytest.fixture
def project(tmp_path):
    """A scene with three textures, as files."""
    return make_project(tmp_path / "project", {"wood.png": b"wood", "stone.png": b"stone", "sky.png": b"sky" * 999})


def make_project(folder: Path, textures: dict[str, bytes], frames: int = 3, name: str = "shot.blend") -> RecordedHost:
    """A host whose scene and textures are files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    scene = folder / name
    scene.write_bytes(b"BLENDER-v405 a scene")
    for texture, content in textures.items():
        (folder / texture).write_bytes(content)
    unit = RenderUnit("Scene", "Camera", Frames(1, frames), (64, 36), "CYCLES", str(folder / "out_"), "PNG")
    files = tuple(Asset(str(folder / texture), f'Image "{texture}"', "image") for texture in textures)
    return RecordedHost(Scene(scene, "4.5.1", units=(unit,)), files, name="blender")


def pytest_collection_modifyitems(config, items):
    """Where several processes share the files, take one of ``LONG`` and one other in turn, the largest first.

    What waits then has beside it what computes, and no long file is left alone at the end.
    """
    if hasattr(config, "workerinput"):
        sizes = collections.Counter(map(file_of, items))
        files = sorted(sizes, key=lambda file: -sizes[file])
        kinds = ([file for file in files if file.startswith(LONG)],
                 [file for file in files if not file.startswith(LONG)])
        places = {file: (place, kind) for kind, named in enumerate(kinds) for place, file in enumerate(named)}
        items.sort(key=lambda item: places[file_of(item)])


def file_of(item) -> str:
    return item.nodeid.partition("::")[0]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Leave out what this system cannot run, before anything is made for it."""
    if why := systems.why_not(item):
        pytest.skip(why)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_teardown():
    """Have Qt destroy what was closed, here and now.

    Else it does so when events are next waited for, and where the next test waits for none, Python's collector may
    come first, on the thread of a farm: Qt closes a window of another thread only once its own has answered, which
    then waits for that farm to end.
    """
    yield
    core = sys.modules.get("qtpy.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """WORKAROUND Blender 4.5 may hang, and 4.2 crash, while Python ends with bpy imported."""
    if "bpy" in sys.modules and not hasattr(config, "workerinput"):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(getattr(config, "exit_code", 0)))


def pytest_sessionfinish(session, exitstatus):
    session.config.exit_code = exitstatus
