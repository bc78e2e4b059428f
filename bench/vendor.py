"""What a signed call of ours takes beside one of the vendor's own client, both to one farm of this machine.

    .venv/3.9/bin/python bench/vendor.py VENDOR_PYTHON [calls]

VENDOR_PYTHON has rayvision-api. Each client has a process of its own and signs in; then it asks for the account as
often as is said, one call after the other. They take turns, three each; the middle of the three medians counts.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from figures import tell, words

CALLS, TURNS = 300, 3
CLIENTS = {"ours": "foxsubmit", "the vendor's": "rayvision_api"}


def play(client: str, calls: int) -> float:
    """Be one of the clients: the milliseconds of a call in the middle."""
    import importlib  # noqa: PLC0415
    import logging  # noqa: PLC0415

    farm: dict[str, Any] = json.loads(sys.stdin.read())
    module = importlib.import_module(client)
    api = module.RayvisionAPI(farm["access_id"], farm["access_key"], farm["domain"], "2", "http",
                              logging.getLogger("bench"))
    taken = []
    for _call in range(calls):
        started = time.perf_counter()
        api.user.query_user_profile()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def main() -> None:
    python, calls = words()[0], int([*words(), str(CALLS)][1])
    from foxsubmit.farm.base.options import Options  # noqa: PLC0415 - the vendor's Python has none of this
    from foxsubmit.farm.http.server import LocalFarm  # noqa: PLC0415

    taken: dict[str, list[float]] = {name: [] for name in CLIENTS}
    with tempfile.TemporaryDirectory() as folder, LocalFarm(Path(folder), options=Options(simulate=True)) as farm:
        about = json.dumps({"domain": farm.domain, "access_id": farm.access_id, "access_key": farm.access_key})
        for _turn in range(TURNS):
            for name, client in CLIENTS.items():
                inside = sys.executable if name == "ours" else python
                said = subprocess.run([inside, __file__, "--play", client, str(calls)], input=about, text=True,
                                      stdout=subprocess.PIPE, check=True).stdout
                taken[name].append(float(said.splitlines()[-1]))
    for name, each in taken.items():
        tell(f"a call, {name}", statistics.median(each), "ms")
        print(f"{name:<14} {statistics.median(each):7.3f} ms a call")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--play"]:
        print(play(sys.argv[2], int(sys.argv[3])))
    else:
        main()
