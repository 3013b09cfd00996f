"""What a workbook file is, before any of it is parsed: refused when it is another kind of file, too large, or hostile.

A workbook is a zip archive of XML parts. Its own directory says how far each part unpacks; parts are unpacked no
further than that, and their checksums are verified.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from sz_assess.errors import Refused
from sz_assess.statistics.tables.limits import MAX_RATIO, MAX_UNPACKED, RATIO_MATTERS
from sz_assess.text import msg

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_WORKBOOK = msg("a workbook (.xlsx)")
_SAVE = msg("save it again as Excel workbook (.xlsx)")
_CHUNK = 8_000_000

BROKEN = Refused(msg("a damaged workbook"), _WORKBOOK, _SAVE)


def open_workbook(data: bytes) -> zipfile.ZipFile:
    """The archive of a workbook that is safe to read. Raises :class:`~sz_assess.errors.Refused`."""
    if data.startswith(_OLE):
        found = msg("a workbook with a password, or one in the old format (.xls)")
        raise Refused(found, _WORKBOOK, msg("remove the password, and save it as Excel workbook (.xlsx)"))
    if not data.startswith(b"PK"):
        raise Refused(msg("a file that is no workbook"), _WORKBOOK, _SAVE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise BROKEN from None
    _check_sizes(archive)
    _check_parts(archive)
    return archive


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise Refused(
            msg("{size} MB once unpacked", size=round(unpacked / 1e6)),
            msg("at most {size} MB", size=MAX_UNPACKED // 1_000_000),
            msg("split the workbook, or deliver parquet"),
        )
    for part in parts:
        if part.file_size > RATIO_MATTERS and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise Refused(
                msg("the part {part}, which unpacks to {n} times its size", part=part.filename,
                    n=part.file_size // max(part.compress_size, 1)),
                msg("at most {n} times", n=MAX_RATIO),
                _SAVE,
            )  # fmt: skip


def _check_parts(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if len(names) < len(archive.namelist()):
        raise BROKEN
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise Refused(msg("a workbook with a password"), _WORKBOOK, msg("remove the password"))
    if "xl/workbook.xml" not in names:
        raise Refused(msg("a file that is no workbook"), _WORKBOOK, _SAVE)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(msg("a workbook with macros"), msg("a workbook without macros"), _SAVE)
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise Refused(
            msg("a workbook whose formulas take figures from other files"),
            msg("a workbook that stands by itself"),
            msg("break the links (Data, Edit Links), so that the figures are stored here"),
        )


def chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part of the archive piece by piece. Raises Refused where it does not unpack to what the directory says."""
    try:
        with archive.open(part) as stream:
            while piece := stream.read(_CHUNK):
                yield piece
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError):
        raise BROKEN from None
