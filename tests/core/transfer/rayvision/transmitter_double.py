"""A stand-in for rayvision_transmitter: the same options and lines, with a folder for the farm's storage.

It is as strict as the program. What it shall do is in ``behaviour.json`` beside it; what it was asked is added to
``calls.jsonl``. The lines are those that version 1.1.5 prints (docs/decisions/0008).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPTIONS = {"-E": "engine", "-H": "host", "-P": "port", "-S": "storage", "-U": "user", "-T": "type", "-L": "local",
           "-R": "remote", "-r": "retry", "-K": "keep", "-s": "speed", "-C": "config", "-p": "protocol"}
TYPES = ("upload_json", "upload_list", "upload_path", "download_list", "download_path")

HELPER = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"


def say(line, before="\n"):
    """Most lines have an empty one before them."""
    sys.stdout.buffer.write(f"{before}{line}\n".encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def fatal(error):
    sys.stderr.write(f"{error}\n")
    say("'--help' gives usage information.", "")
    sys.exit(255)


def read_options(arguments):
    """Name -> value."""
    given = {}
    while arguments:
        option, *arguments = arguments
        if option not in OPTIONS:
            fatal(f"unrecognised option '{option}'")
        if not arguments:
            fatal(f"the required argument for option '{option}' is missing")
        name = OPTIONS[option]
        if name in given:
            fatal(f"option '--{name}' cannot be specified more than once")
        given[name], *arguments = arguments
    for name in ("engine", "host", "port", "storage", "user", "type", "local"):
        if name not in given:
            fatal(f"the option '--{name}' is required but missing")
    if given["engine"] not in ("aspera", "raysync"):
        fatal(f"arg [--engine] error, not supprot {given['engine']}")
    if given["type"] not in TYPES:
        fatal(f"arg [--type] error, not supprot {given['type']}")
    if not 1 <= int(given["speed"]) <= 1048576 or given["keep"] not in ("true", "false"):
        fatal("the argument for option '--speed-limit' is invalid")
    return given


class Transfer:
    def __init__(self, given, behaviour):
        self.given = given
        self.behaviour = behaviour
        self.way = given["type"].partition("_")[0]
        self.storage = Path(behaviour["storage"]) / given["storage"]
        self.failed = self.recoverable = False

    def pairs(self):
        """(file to read, file to write, name in the lines)"""
        if self.given["type"] == "upload_json":
            listed = json.loads(Path(self.given["local"]).read_text(encoding="utf-8"))["asset"]
            names = self.behaviour.get("names", "local")
            for each in listed:
                user = self.given["user"]
                full = f"/{int(user) // 100000 * 100000}/{user}{each['server']}"
                name = {"local": each["local"], "server": each["server"], "full": full}[names]
                yield Path(each["local"]), self.storage / each["server"].lstrip("/"), name
        elif self.given["type"] == "download_list":
            for line in Path(self.given["remote"]).read_text(encoding="utf-8").split("\n"):
                server = line.strip(" \t\v\r\n\f")
                if server:
                    local = Path(self.given["local"]) / Path(server).name
                    yield self.storage / server.lstrip("/"), local, server
        else:
            sys.exit(f"the double does not do {self.given['type']}")

    def run(self):
        say(f"{self.way} is begin")
        if "late" in self.behaviour:
            return self.behaviour["late"]
        for source, target, name in self.pairs():
            self.one(source, target, name, self.behaviour.get("files", {}).get(source.name, ""))
        if self.behaviour.get("helper_noise"):
            sys.stderr.write("***** FATAL SIGNAL RECEIVED *******\n\tstack dump [1]  raysync/raysyncproxy()\n")
        if self.failed:
            if self.recoverable:
                say(f"{self.way} task failure: has recoverable error, need retry")
            say(f"{self.way} task failure: at least one file is failure")
            return 1 if self.recoverable else 255
        if not self.behaviour.get("mute"):
            say(f"{self.way} task success: all files are success")
        say(f"{self.way} is end")
        return 0

    def one(self, source, target, name, what):
        if not source.exists():
            say(f"get path ({name}) info failed", "")
            self.failed = True
            return
        if what == "skip":  # it lies there already: not a word
            return
        say(f"{self.way} file begin ({name})")
        size = source.stat().st_size
        for percent in (25.5, 50, 75):
            say(f"{self.way} speed: 1.20557 KB/S, progress: {percent}% file progress ({name}) ")
            time.sleep(self.behaviour.get("slow", 0))
        if what == "hang":
            (HERE / "hanging").touch()
            time.sleep(600)
        if what == "die":
            os._exit(1) if os.name == "nt" else os.kill(os.getpid(), 9)  # with 1, as the task manager ends a program
        if what.startswith("fail"):
            say(f"{self.way} 7: client open file failed file fail ({name}), error-")
            self.failed, self.recoverable = True, what == "fail again"
            return
        if what == "interrupt":
            say(f"{self.way} file interrupt ({name}), error-9: client wait file data timeout")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        if what == "short":
            os.truncate(target, size // 2)
        if what == "link":
            target.unlink()
            target.symlink_to("/etc/passwd")
        if what == "touch":
            source.write_bytes(b"somebody writes while it is sent")
        say(f"{self.way} file done ({name})")


def main():
    given = read_options(sys.argv[1:])
    behaviour = json.loads((HERE / "behaviour.json").read_text(encoding="utf-8"))
    call = {"given": given, "environment": dict(os.environ), "stdin": sys.stdin.read(), "folder": str(Path.cwd()),
            "pid": os.getpid(), "began": time.monotonic()}
    if given["type"] == "upload_json":
        call["list"] = Path(given["local"]).read_text(encoding="utf-8")
    if behaviour.get("helper"):
        call["helper"] = subprocess.Popen([sys.executable, "-c", HELPER]).pid
    with (HERE / "calls.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(call) + "\n")
    logs = Path(os.environ["RAYVISION_LOG"]) / "rayvision_transmitter"
    logs.mkdir(parents=True, exist_ok=True)
    (logs / f"{os.getpid()}.log").write_text("started\n")
    say("rayvision transmitter init begin\nrayvision transmitter init end", "")
    code = behaviour.get("exit")
    if code is None:
        code = Transfer(given, behaviour).run()
    say(f"run state is {int(not code)}\nneed_retry  is:{int(code == 1)}\nrayvision transmitter exit begin\n"
        "rayvision transmitter exit end", "")
    sys.exit(code)


if __name__ == "__main__":
    main()
