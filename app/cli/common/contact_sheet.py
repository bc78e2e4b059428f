"""All frames of a task on one picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, GAP, LINE, COLUMNS = 240, 8, 18, 4  # pixels, and pictures in a row
BACK, TEXT = "#1B1B1B", "#ADADAD"


def contact_sheet(pictures: Sequence[Path], path: Path) -> Path:
    """Write the sheet and return its path; what cannot be read stays a blank cell."""
    with Image.open(pictures[0]) as first:
        height = round(WIDTH * first.height / first.width)
    columns = min(COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (GAP + columns * (WIDTH + GAP), GAP + rows * (height + LINE + GAP)), BACK)
    draw = ImageDraw.Draw(sheet)
    for number, picture in enumerate(pictures):
        left = GAP + number % columns * (WIDTH + GAP)
        top = GAP + number // columns * (height + LINE + GAP)
        with Image.open(picture) as image:
            sheet.paste(image.convert("RGB").resize((WIDTH, height)), (left, top))
        draw.text((left, top + height + 3), picture.stem, fill=TEXT)
    sheet.save(path)
    return path
