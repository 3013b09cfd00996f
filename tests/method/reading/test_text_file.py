from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from sz_assess.errors import InputError, Problem
from sz_assess.method.reading.text_file import read_text

TEXT = "code: east\nname: 随县\n"


def refused(path: Path, *, gb18030: bool = False) -> Problem:
    with pytest.raises(InputError) as caught:
        read_text(path, "a.yaml", 1000, gb18030=gb18030)
    (problem,) = caught.value.problems
    assert problem.file == "a.yaml"
    return problem


@pytest.mark.parametrize("raw", [TEXT.encode(), codecs.BOM_UTF8 + TEXT.encode(), TEXT.replace("\n", "\r\n").encode()])
def test_utf_8_with_and_without_its_mark_and_any_line_end(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    assert read_text(path, "a.yaml", 1000) == TEXT


def test_gb18030_is_read_where_it_is_allowed_and_named_where_not(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode("gb18030"))
    assert read_text(path, "a.csv", 1000, gb18030=True) == TEXT
    problem = refused(path)
    assert (problem.line, problem.column) == (2, 7)
    assert "GB18030" in str(problem.found)
    assert "UTF-8" in str(problem.mend)


def test_bytes_that_are_no_text_have_their_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\nb: \xe9\x9a\x8f\xff\n")
    problem = refused(path, gb18030=True)
    assert (problem.line, problem.column) == (2, 5)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_is_named(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    path.write_bytes(mark + TEXT.encode(encoding))
    assert "UTF-16" in str(refused(path).found)


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u200b", "\u2028", "\x85", "\ufeff", "\u202e"])
def test_invisible_characters_have_their_place(sign: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"a: 1\nb: 2{sign}3\n", encoding="utf-8")
    problem = refused(path)
    assert (problem.line, problem.column) == (2, 5)
    assert f"U+{ord(sign):04X}" in str(problem.found)


def test_what_is_not_there_or_no_file_or_too_large(tmp_path: Path) -> None:
    assert "no such file" in str(refused(tmp_path / "none").found)
    assert "no such file" not in str(refused(tmp_path).found)
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * 1001)
    assert "more than" in str(refused(path).found)
    path.write_bytes(b"#" * 1000)
    assert len(read_text(path, "a.yaml", 1000)) == 1000
