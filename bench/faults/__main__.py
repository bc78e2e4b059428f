"""Let things go wrong, and print a table of what came of it; the exit code is 1 where anything was lost.

    .venv/3.11/bin/python -m bench.faults [--runs 2000] [--only sweep,power] [--seed 1] [--jobs 4] [--keep]

bench/faults/README.md says what each kind does and what it needs.
"""

from __future__ import annotations

import sys

from .bench import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
