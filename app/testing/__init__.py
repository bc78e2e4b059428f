"""A render farm for the tests of a pipeline: on loopback, with a real API, real storage and faults on demand.

    from foxsubmit.testing import farm

    with farm(tmp_path / "farm") as local:
        my_pipeline.submit(local.api, "shot.blend")

The fixtures of ``foxsubmit.testing.plugin`` give the same to pytest. The package needs the extra ``farm``.
"""

from __future__ import annotations

from .local import TestFarm, farm
from .recording import Recorder
from .replaying import NotAsRecorded, Replay, replay
from .tls import TlsFront

__all__ = ["NotAsRecorded", "Recorder", "Replay", "TestFarm", "TlsFront", "farm", "replay"]
