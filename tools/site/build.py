"""Build the site with Sphinx, in an environment of its own."""

from __future__ import annotations

import functools
import http.server
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..environments import ROOT, Environment, Problem, run
from .staging import stage

PYTHONS = ("3.13", "3.12", "3.11")
"""The versions that the pinned Sphinx runs on; the first that is here is taken."""

OUT = ROOT / "dist" / "site"
PORT = 8000


def build(found: Mapping[str, str], arguments: list[str]) -> int:
    """Build the site into dist/site, or where ``--out FOLDER`` says; ``--serve`` shows it on 127.0.0.1.

    ``found`` are the Pythons of this machine. A page that is in no heading, or a link to nothing, fails.

    Raises:
        Problem: there is no Python for it.
    """
    version = next((each for each in PYTHONS if each in found), None)
    if version is None:
        raise Problem(f"The site is built with Python {PYTHONS[-1]} or newer, which is not here: install one, then try "
                      "again.")
    packages = ("-r", str(Path(__file__).with_name("requirements.txt")))
    inside = Environment(version, found[version], "site", packages).make()
    out = Path(arguments[arguments.index("--out") + 1]).resolve() if "--out" in arguments[:-1] else OUT
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        stage(source)
        code = run(inside, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-c", Path(__file__).parent,
                   "-d", Path(folder) / "trees", source, out)
    if code:
        return code
    print(f"The site is in {out}: open {out / 'index.html'}, or use --serve.")
    return _serve(out) if "--serve" in arguments else 0


def _serve(folder: Path) -> int:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", PORT), handler) as server:
        print(f"http://127.0.0.1:{PORT}/ until Ctrl+C")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0
