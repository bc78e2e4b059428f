"""What setuptools says while it builds: a warning ends the build, as an error does."""

from __future__ import annotations

import sys

import pytest
from tools.environments import Problem
from tools.release import distributions, libraries

pytestmark = pytest.mark.real_libraries
EPOCH = 1_700_000_001


@pytest.fixture
def source(tmp_path):
    """A small package, and beside it the setuptools of a release."""
    if sys.version_info < (3, 11):
        pytest.skip("a release is built by Python 3.11 or newer: its setuptools is for no older one")
    try:
        libraries.unpack(libraries.locked("build", distributions.NEWEST, *libraries.PURE), tmp_path / "tools")
    except Problem as problem:
        pytest.skip(f"no packages can be had here: {problem}")
    folder = tmp_path / "source"
    (folder / "one").mkdir(parents=True)
    (folder / "one" / "__init__.py").write_text("")
    (folder / "pyproject.toml").write_text('[project]\nname = "one"\nversion = "1"\n\n[tool.setuptools]\n'
                                           'packages = ["one"]\n')
    (folder / "README.md").write_text("# One")
    (folder / "MANIFEST.in").write_text("include README.md\n")
    return folder


def test_a_build_without_a_warning_is_made(source, tmp_path):
    distributions._run("build_sdist", source, tmp_path, EPOCH)
    assert (tmp_path / "one-1.tar.gz").is_file()


def test_a_warning_ends_it(source, tmp_path):
    (source / "MANIFEST.in").write_text("include README.md no-such-file.txt\n")
    with pytest.raises(Problem, match="setuptools warns at build_sdist: warning: no files found matching 'no-such-f"):
        distributions._run("build_sdist", source, tmp_path, EPOCH)


@pytest.mark.parametrize(("line", "warns"), [
    ("warning: no files found matching 'x'", True), ("        SetuptoolsDeprecationWarning: License classifiers", True),
    ("/a/b/setuptools/dist.py:334: InformationOnly: x", False), ("/a/dist.py:334: UserWarning: x", True),
    ("copying ui/kit/icons/warning.svg -> build", False), ("adding 'foxsubmit/warnings.py'", False),
])
def test_which_lines_warn(line, warns):
    assert bool(distributions.WARNING.match(line)) == warns
