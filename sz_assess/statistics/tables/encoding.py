"""Bytes of a text file to UTF-8: strictly UTF-8, else strictly GB18030, else refused with the line of the byte."""

from __future__ import annotations

from sz_assess.errors import Refused
from sz_assess.text import msg

_MARK = b"\xef\xbb\xbf"
AS_CSV = msg("save it again as CSV UTF-8 (comma delimited)")
_EXPECTED = msg("a text in UTF-8 or GB18030")


class NoText(Refused):
    """Bytes that are no text in either encoding. ``line`` counts from 1."""

    line: int | None = None


def to_utf8(data: bytes) -> bytes:
    """The text in UTF-8 without mark, lines ended by ``\\n``. Raises :class:`NoText`."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise NoText(msg("a text in UTF-16"), _EXPECTED, AS_CSV)
    marked = data.startswith(_MARK)
    data = data.removeprefix(_MARK)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file that broke off within its last character: read as GB18030 it would be another text without a mistake.
        cut_short = error.reason == "unexpected end of data" and not data[: error.start].isascii()
        data = _from_gb18030(data, error.start, marked or cut_short)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if (at := data.find(b"\0")) >= 0:
        raise _refused(data, at, 0)
    return data


def _from_gb18030(data: bytes, not_utf8: int, is_utf8: bool) -> bytes:
    """A file that is UTF-8 by its mark, or up to its last character, is given no second chance."""
    if is_utf8:
        raise _refused(data, not_utf8, data[not_utf8])
    try:
        return data.decode("gb18030").encode("utf-8")
    except UnicodeDecodeError as error:
        # The encoding that got further is the one that was meant.
        at = max(error.start, not_utf8)
        raise _refused(data, at, data[at]) from None


def _refused(data: bytes, at: int, byte: int) -> NoText:
    error = NoText(msg("the byte 0x{byte}, which is no text", byte=f"{byte:02X}"), _EXPECTED, AS_CSV)
    error.line = data.count(b"\n", 0, at) + 1
    return error
