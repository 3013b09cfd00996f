"""Text files as people save them: UTF-8 with or without a mark, bounded in size, without invisible characters."""

from __future__ import annotations

import re
from pathlib import Path

from sz_assess.errors import InputError, Problem, Words
from sz_assess.text import msg

_MARK = b"\xef\xbb\xbf"
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]")


def read_text(path: Path, file: str, most: int, *, gb18030: bool = False) -> str:
    """The text of a file, line ends as ``\\n``. ``file`` is its name in messages, ``most`` its size bound in bytes.

    With ``gb18030`` what is no UTF-8 may be GB18030. Raises InputError.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as error:
        raise _refused(file, _why(error)) from None
    if len(raw) > most:
        found = msg("more than {size} MB", size=most / 1_000_000)
        raise _refused(file, found, msg("a file of at most {size} MB", size=most / 1_000_000))
    text = _decoded(raw, file, gb18030).replace("\r\n", "\n").replace("\r", "\n")
    if odd := _INVISIBLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        column = odd.start() - text.rfind("\n", 0, odd.start())
        found = msg("an invisible character (U+{code})", code=f"{ord(odd[0]):04X}")
        raise _refused(file, found, msg("visible text"), msg("delete it"), line, column)
    return text


def _decoded(raw: bytes, file: str, gb18030: bool) -> str:
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise _refused(file, msg("a text saved as UTF-16"), msg("a text saved as UTF-8"), _SAVE, 1)
    body = raw.removeprefix(_MARK)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        try:
            chinese = body.decode("gb18030")
        except UnicodeDecodeError:
            chinese = None
        if gb18030 and chinese is not None:
            return chinese
        line = body.count(b"\n", 0, error.start) + 1
        column = len(body[body.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        found = msg("bytes that are no UTF-8") if chinese is None else msg("bytes that read as GB18030, not as UTF-8")
        expected = msg("a text saved as UTF-8 or GB18030") if gb18030 else msg("a text saved as UTF-8")
        raise _refused(file, found, expected, _SAVE, line, column) from None


_SAVE = msg("save the file again, with UTF-8 as its encoding")


def _why(error: OSError) -> Words:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return msg("no such file")
    if isinstance(error, IsADirectoryError):
        return msg("a folder")
    if isinstance(error, PermissionError):
        return msg("a file that may not be read")
    return msg("a file that can't be read ({why})", why=error.strerror or type(error).__name__)


_READABLE = msg("a file that can be read")


def _refused(
    file: str,
    found: Words,
    expected: Words = _READABLE,
    mend: Words = "",
    line: int | None = None,
    column: int | None = None,
) -> InputError:
    return InputError([Problem(file, found, expected, mend, line=line, column=column)])
