"""Place, cut and join the tiles of a picture."""

from __future__ import annotations

from pathlib import Path

from .pictures import pillow

STRIP = "strip"


def grid(tiles: int, kind: str) -> tuple[int, int]:
    """Return columns and rows: strips lie below each other, blocks are as square as their number allows."""
    if kind == STRIP:
        return 1, tiles
    columns = next(each for each in range(int(tiles**0.5), 0, -1) if tiles % each == 0)
    return tiles // columns, columns


def box(size: tuple[int, int], tiles: int, kind: str, block: int) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a tile; every pixel belongs to exactly one tile."""
    columns, rows = grid(tiles, kind)
    row, column = divmod(block - 1, columns)
    width, height = size
    return (width * column // columns, height * row // rows,
            width * (column + 1) // columns, height * (row + 1) // rows)


def cut(picture: Path, target: Path, tiles: int, kind: str, block: int) -> None:
    """Write one tile of a picture.

    Raises:
        OSError: the picture cannot be read or written.
    """
    with pillow().open(picture) as whole:
        whole.crop(box(whole.size, tiles, kind, block)).save(target, whole.format)


def join(parts: list[Path], target: Path, kind: str) -> None:
    """Put the tiles of a picture together, in order.

    Raises:
        OSError: a tile cannot be read.
    """
    columns, rows = grid(len(parts), kind)
    images = pillow()
    pictures = [images.open(part) for part in parts]
    try:
        width = sum(picture.width for picture in pictures[:columns])
        height = sum(picture.height for picture in pictures[::columns][:rows])
        whole = images.new(pictures[0].mode, (width, height))
        for block, picture in enumerate(pictures, 1):
            whole.paste(picture, box((width, height), len(parts), kind, block)[:2])
        whole.save(target, pictures[0].format)
    finally:
        for picture in pictures:
            picture.close()
