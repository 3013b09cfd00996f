"""Rows are added at the end of a file; what stands in it stays to the last byte."""

import io
import os
from pathlib import Path
from typing import Any

import pytest

from sz_assess.errors import InputError
from sz_assess.statistics.inspections.appending import append

HEADING = ("item", "note")


def test_a_new_file_has_its_heading_and_is_utf8_for_spreadsheets(tmp_path: Path) -> None:
    file = tmp_path / "inspection" / "ledger.csv"
    append(file, "ledger.csv", HEADING, [("1", "查实"), ("2", 'a "b", c')])
    assert file.read_bytes() == '\ufeffitem,note\r\n1,查实\r\n2,"a ""b"", c"\r\n'.encode()


def test_what_stands_there_stays_also_a_line_without_an_end(tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    file.write_bytes(b"item,note\n1,old")
    append(file, "ledger.csv", HEADING, [("2", "new")])
    append(file, "ledger.csv", HEADING, [("3", "newer")])
    assert file.read_bytes() == b"item,note\n1,old\r\n2,new\r\n3,newer\r\n"


def test_a_cell_is_one_line_and_nothing_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    append(file, "ledger.csv", HEADING, [("-12.5", "=1+1"), ("a", "two\nlines"), ("b", "@x")])
    assert file.read_text(encoding="utf-8-sig").split("\n")[1:4] == ["-12.5,'=1+1", "a,two lines", "b,'@x"]


def test_a_file_in_another_encoding_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    before = "item,note\n1,旧\n".encode("gb18030")
    file.write_bytes(before)
    with pytest.raises(InputError, match="another encoding"):
        append(file, "ledger.csv", HEADING, [("2", "new")])
    assert file.read_bytes() == before


class FullDisk(io.FileIO):
    """Takes the first three bytes of what is written."""

    def write(self, data: Any) -> int:
        return super().write(bytes(data)[:3]) or 0


def test_on_a_full_disk_nothing_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ledger.csv"
    file.write_bytes(b"item,note\r\n")
    monkeypatch.setattr(Path, "open", lambda path, mode, **_: FullDisk(os.fspath(path), mode))
    with pytest.raises(InputError, match="disk is full"):
        append(file, "ledger.csv", HEADING, [("2", "new")])
    monkeypatch.undo()
    assert file.read_bytes() == b"item,note\r\n"
