"""What a signed call costs beside a bare request, and what importing the API costs.

    .venv/3.13/bin/python bench/call.py [calls]

All calls go to the same server in a process of its own, in turns, so that whatever else the machine does hits all
alike. Read the ratios, machines differ.
"""

from __future__ import annotations

import http.server
import json
import multiprocessing
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import requests
from figures import tell, words

from foxsubmit.core.api import FoxAPI

PAGE = {"code": 200, "message": "success", "serverTime": 0, "requestId": "r", "data": {
    "pageCount": 1, "pageNum": 1, "total": 100, "size": 100, "items": [
        {"id": 1000 + number, "taskId": 5, "frameIndex": str(number), "frameStatus": 4, "frameType": 5,
         "feeAmount": 0.44, "couponFee": 0.0, "startTime": 1535960273000, "endTime": 1535960762000,
         "frameExecuteTime": 489, "frameStatusText": "task_frame_status_4", "nodeId": "10.60.3.224"}
        for number in range(100)]}}
PATH = "/api/render/handle/queryTaskFrames"
BODY = {"taskId": 5, "pageNum": 1, "pageSize": 100}
TARGET = 1.15


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers every POST with a page of a hundred frames."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    answer = json.dumps(PAGE).encode()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(self.answer)}\r\n\r\n".encode()
        self.wfile.write(head + self.answer)


def serve(found: multiprocessing.Queue[int]) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.put(server.server_address[1])
    server.serve_forever()


def importing(module: str) -> float:
    """Milliseconds of ``import module`` in a fresh interpreter, as -X importtime counts them; the best of five."""
    times = []
    for _try in range(5):
        found = subprocess.run([sys.executable, "-X", "importtime", "-c", f"import {module}"],
                               capture_output=True, text=True, check=True).stderr
        total = re.findall(rf"\| +(\d+) \| {re.escape(module)}$", found, re.MULTILINE)
        times.append(int(total[0]) / 1000)
    return min(times)


def compare(calls: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median milliseconds of each call, made in turns."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _round in range(rounds):
        for name, call in calls.items():
            started = time.perf_counter()
            call()
            times[name].append(1000 * (time.perf_counter() - started))
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    rounds = int(words()[0]) if words() else 1000
    print(f"import foxsubmit.core.api {importing('foxsubmit.core.api'):7.1f} ms")
    print(f"import requests           {importing('requests'):7.1f} ms of it")
    context = multiprocessing.get_context("spawn")
    found: multiprocessing.Queue[int] = context.Queue()
    server = context.Process(target=serve, args=(found,), daemon=True)
    server.start()
    domain = f"127.0.0.1:{found.get()}"
    url, session = f"http://{domain}{PATH}", requests.Session()
    with session, FoxAPI("id", "key", domain, protocol="http") as api:
        medians = compare({
            "requests.post, bare": lambda: requests.post(url, json=BODY, timeout=(5, 30)).json(),
            "a kept session's post": lambda: session.post(url, json=BODY, timeout=(5, 30)).json(),
            "api.query.task_frames": lambda: api.query.task_frames(task_id=5),
        }, rounds)
    ours = medians["api.query.task_frames"]
    for name, median in medians.items():
        tell(name, median, "ms")
        print(f"{name:<25} {median:7.3f} ms   ours is {ours / median:5.2f} of it")
    ratio = ours / medians["requests.post, bare"]
    print(f"target: at most {TARGET} of a bare requests.post: {'met' if ratio <= TARGET else 'missed'}")
    server.terminate()
    server.join()


if __name__ == "__main__":
    main()
