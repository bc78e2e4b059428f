"""Pictures that are written with oiiotool for the tests of this folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.core.pictures.drawn import drawn

from foxsubmit.core.pictures import oiio


@pytest.fixture
def write(tmp_path):
    """Write a picture with oiiotool, which makes it of what the arguments say: (name, arguments) -> path."""
    if not oiio.tool():
        pytest.skip("no oiiotool here: install the extra “pictures”")

    def make(name: str, *arguments: str) -> Path:
        path = tmp_path / name
        if not any(str(tmp_path) in argument for argument in arguments):
            return drawn(path, *arguments)
        subprocess.run([oiio.tool(), *arguments, "-o", str(path)], check=True, capture_output=True)
        return path

    return make
