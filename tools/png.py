"""Makes a screenshot small: the colours that are there, at most 256 of them, and the best compression."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

_MARK = b"\x89PNG\r\n\x1a\n"
Pixels = NDArray[np.uint8]


def smaller(picture: bytes) -> bytes:
    """A PNG of 8 bits a channel, written again with a palette."""
    pixels = decoded(picture)
    flat = pixels.reshape(-1, 3)
    code = (flat[:, 0].astype(np.int64) << 16) | (flat[:, 1].astype(np.int64) << 8) | flat[:, 2]
    colours, index, count = np.unique(code, return_inverse=True, return_counts=True)
    rgb = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
    kept, nearest = _palette(rgb, count)
    rows: Pixels = nearest[index].reshape(pixels.shape[:2])
    unfiltered = np.concatenate([np.zeros((len(rows), 1), dtype=np.uint8), rows], axis=1)
    height, width = rows.shape
    return (
        _MARK
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", rgb[kept].astype(np.uint8).tobytes())
        + _chunk(b"IDAT", zlib.compress(unfiltered.tobytes(), 9))
        + _chunk(b"IEND", b"")
    )


def _palette(rgb: NDArray[np.int64], count: NDArray[np.intp]) -> tuple[list[int], Pixels]:
    """At most 256 of the colours (n, 3), and for each colour the one that stands for it.

    One after the other, the colour whose pixels are farthest off so far.
    """
    kept: list[int] = []
    nearest = np.zeros(len(rgb), dtype=np.uint8)
    off = np.full(len(rgb), np.inf)
    while len(kept) < min(256, len(rgb)):
        kept.append(int(np.argmax(count if not kept else count * off)))
        distance = ((rgb - rgb[kept[-1]]) ** 2).sum(axis=1)
        nearest[distance < off] = len(kept) - 1
        off = np.minimum(off, distance)
    return kept, nearest


def decoded(picture: bytes) -> Pixels:
    """The pixels (height, width, 3) of a PNG: 8 bits a channel, colour, with or without transparency, no interlace."""
    if not picture.startswith(_MARK):
        raise ValueError("no PNG")
    at, data = len(_MARK), b""
    head = bytes(13)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        head = body if kind == b"IHDR" else head
        data += body if kind == b"IDAT" else b""
        at += length + 12
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if depth != 8 or colour not in {2, 6} or interlaced:
        raise ValueError("a PNG of another kind")
    channels = 3 if colour == 2 else 4
    lines = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(height, 1 + width * channels)
    out = np.zeros((height, width, channels), dtype=np.uint8)
    above = np.zeros((width, channels), dtype=np.uint8)
    for row in range(height):
        above = _unfiltered(int(lines[row, 0]), lines[row, 1:].reshape(width, channels), above)
        out[row] = above
    return out[:, :, :3]


def _unfiltered(kind: int, line: Pixels, above: Pixels) -> Pixels:
    """One row: what was taken off each byte by the filter is put on again."""
    match kind:
        case 0:
            return line.copy()
        case 1:
            return np.cumsum(line, axis=0, dtype=np.uint64).astype(np.uint8)
        case 2:
            return line + above
    out = line.astype(np.int64)
    up = above.astype(np.int64)
    left = np.zeros(line.shape[1], dtype=np.int64)
    corner = left
    for x in range(len(out)):
        if kind == 3:
            guess = (left + up[x]) // 2
        else:
            by = left + up[x] - corner
            far = np.abs(np.stack([left, up[x], corner]) - by)
            guess = np.choose(np.argmin(far, axis=0), [left, up[x], corner])
        corner = up[x]
        left = out[x] = (out[x] + guess) & 255
    return out.astype(np.uint8)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
