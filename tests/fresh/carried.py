"""What a new Debian tree needs of this machine's settings to reach the network as this machine does.

pip's settings and certificates, proxies, names of hosts, apt's mirror: all of it is read from this machine.
"""

from __future__ import annotations

import ast
import configparser
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

# The certificates that this machine adds are there for the moment when a package makes the list of all anew.
ALWAYS = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt", "/usr/local/share/ca-certificates")
VARIABLES = re.compile(r"PIP_\w+|(https?|no|all|ftp)_proxy|SSL_CERT_(FILE|DIR)|(REQUESTS|CURL)_CA_BUNDLE",
                       re.IGNORECASE)
WRITTEN_BY_PIP = re.compile(r"(cache|log|target|prefix|root|src|user|python|require-virtualenv)(-dir)?")
"""Options of pip that name a place to write to or that belong to one Python: no other tree wants them."""
APT = re.compile(r"Acquire::(https?::(Proxy|CaInfo)|Check-)")


def variables() -> dict[str, str]:
    """The environment variables by which pip and Python's network reach out."""
    return {name: value for name, value in os.environ.items()
            if VARIABLES.fullmatch(name) and not WRITTEN_BY_PIP.fullmatch(_option(name))}


def _option(variable: str) -> str:
    return variable[len("PIP_"):].lower().replace("_", "-") if variable.startswith("PIP_") else ""


def pip_settings(listing: str) -> configparser.RawConfigParser:
    """The configuration file that says what ``pip config list`` says, its environment variables left out."""
    settings = configparser.RawConfigParser()
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.partition(".")
        if value and not section.startswith(":") and not WRITTEN_BY_PIP.fullmatch(option):
            if not settings.has_section(section):
                settings.add_section(section)
            settings.set(section, option, str(ast.literal_eval(value)))
    return settings


def pip_listing() -> str:
    """What ``pip config list`` says here; nothing where there is no pip."""
    for command in ([sys.executable, "-m", "pip"], ["pip3"], ["pip"]):
        if shutil.which(command[0]):
            done = subprocess.run([*command, "config", "list"], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return done.stdout
    return ""


def places(values: Iterable[str]) -> Iterator[Path]:
    """The files and folders of this machine that settings name; an index of packages with the files beside it."""
    for value in values:
        for word in value.split():
            index = word.startswith("file://")
            path = Path(word[len("file://"):].rstrip("/") if index else word)
            if path.is_absolute() and path.exists():
                yield path.parent if index and path.is_dir() and path.parent != Path("/") else path


def apt_settings() -> str:
    """The lines of apt's settings that say how to reach a mirror."""
    if not shutil.which("apt-config"):
        return ""
    dump = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=False).stdout
    return "".join(f"{line}\n" for line in dump.splitlines() if APT.match(line))


def mirror(root: Path = Path("/")) -> str | None:
    """The mirror of Debian that this machine uses; None where it is no Debian, or names none."""
    release = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', _text(root / "etc/os-release"), re.MULTILINE))
    if release.get("ID") != "debian":
        return None
    codename, folder = release.get("VERSION_CODENAME", ""), root / "etc/apt"
    for file in (folder / "sources.list", *sorted(folder.glob("sources.list.d/*.list"))):
        for address, suite in re.findall(r"^deb\s+(?:\[.*?\]\s+)?(\S+)\s+(\S+)\s", _text(file), re.MULTILINE):
            if suite == codename:
                return str(address)
    for file in sorted(folder.glob("sources.list.d/*.sources")):
        for stanza in _text(file).split("\n\n"):
            fields = dict(re.findall(r"^(\w+):\s*(.*)$", stanza, re.MULTILINE))
            if codename in fields.get("Suites", "").split():
                return str(fields["URIs"].split()[0])
    return None


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def carry(tree: Path) -> list[Path]:
    """Write the settings into a tree; the folders that are too large to copy are returned, to be mounted there."""
    settings = pip_settings(pip_listing())
    values = [value for section in settings.sections() for value in settings[section].values()]
    mounted = []
    for place in dict.fromkeys((*map(Path, ALWAYS), *places((*variables().values(), *values)))):
        target = tree / place.relative_to("/")
        if place.is_dir() and not place.is_relative_to("/etc") and str(place) not in ALWAYS:
            target.mkdir(parents=True, exist_ok=True)
            mounted.append(place)
        elif place.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-rLT", str(place), str(target)], stderr=subprocess.DEVNULL, check=False)
    with (tree / "etc/pip.conf").open("w", encoding="utf-8") as file:
        settings.write(file)
    (tree / "etc/apt/apt.conf.d/50machine").write_text(apt_settings(), encoding="utf-8")
    return mounted
