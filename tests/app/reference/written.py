"""The pages of docs/reference that are made of the code: ``python tests/app/reference/written.py`` writes them."""

from __future__ import annotations

import json
from pathlib import Path

import codes_page
import farm_page
import job_page
import settings_page
import studio_schema

FOLDER = Path(__file__).parents[3] / "docs" / "reference"
MADE = {
    "settings.md": settings_page.document, "job.md": job_page.document, "codes.md": codes_page.document,
    "farm.md": farm_page.document,
    "studio.schema.json": lambda: json.dumps(studio_schema.schema(), indent=1, ensure_ascii=False) + "\n",
}
"""File -> what it holds."""


if __name__ == "__main__":
    for name, make in MADE.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")
