"""The two icons of the app package, drawn here: a ring that is open to the right, and the line out of it."""

import zlib
from collections.abc import Iterator
from functools import cache
from math import atan2, hypot
from struct import pack

Pixel = tuple[int, int, int, int]
PAPER: Pixel = (0x1F, 0x3A, 0x5F, 255)
INK: Pixel = (255, 255, 255, 255)
NOTHING: Pixel = (255, 255, 255, 0)
FINE = 3
"""Points across a pixel that are looked at, so that edges are smooth."""


@cache
def color() -> bytes:
    """192 by 192, the mark in the middle of the paper as Teams wants it."""
    return _png(192, 0.5, PAPER)


@cache
def outline() -> bytes:
    """32 by 32, white on nothing."""
    return _png(32, 0.9, NOTHING)


def _png(size: int, share: float, paper: Pixel) -> bytes:
    """`share` is how much of the width the mark takes."""
    rows = b"".join(b"\x00" + bytes(_row(y, size, share, paper)) for y in range(size))
    header = pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def _row(y: int, size: int, share: float, paper: Pixel) -> Iterator[int]:
    for x in range(size):
        covered = _covered(x, y, size, share)
        yield from (
            round(ink * covered + below * (1 - covered)) for ink, below in zip(INK, paper, strict=True)
        )


def _covered(x: int, y: int, size: int, share: float) -> float:
    """How much of this pixel is ink."""
    half = size * share / 2
    fine = [(step + 0.5) / FINE for step in range(FINE)]
    hits = sum(_is_ink((x + dx - size / 2) / half, (y + dy - size / 2) / half) for dx in fine for dy in fine)
    return hits / FINE**2


def _is_ink(x: float, y: float) -> bool:
    """In a square from -1 to 1."""
    ring = 0.68 <= hypot(x, y) <= 1 and abs(atan2(y, x)) > 0.75
    line = -0.1 <= x <= 1 and abs(y) <= 0.16
    end = hypot(x + 0.1, y) <= 0.3
    return ring or line or end
