"""Write the golden files anew: ``python -m tests.golden.update [CASE …]``. Then read what changed, line by line."""

from __future__ import annotations

import json
import sys

from .read import CASES, FOLDER, expected, made


def main(cases):
    for case in cases or CASES:
        files = made(case)
        for name in sorted(files.keys() | expected(case).keys()):
            path = FOLDER / case / name
            if name not in files:
                path.unlink()
                continue
            text = json.dumps(files[name], ensure_ascii=False, indent=1, default=list) + "\n"
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                sys.stdout.write(f"{case}/{name}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
