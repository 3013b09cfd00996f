"""Which files statistics are read from: none is passed over in silence."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sz_assess.statistics.sources import find_sources
from tests.statistics.conftest import Desk


def names(desk: Desk, problems: list[Any]) -> list[str]:
    return [source.name for source in find_sources(desk.assessment(), problems)]


def test_files_of_all_folders_in_order_without_remarks_and_leavings(desk: Desk) -> None:
    for name in ("b.csv", "a/z.xlsx", "a/y.parquet", "说明.docx", "README.md", "~$b.xlsx", ".hidden.csv", ".git/c.csv"):
        desk.deliver(name, "x")
    problems: list[Any] = []
    assert names(desk, problems) == ["data/a/y.parquet", "data/a/z.xlsx", "data/b.csv"]
    assert problems == []


def test_a_folder_that_can_not_be_opened_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.deliver("a.csv", "x")
    desk.deliver("shut/b.csv", "x")
    scan = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    problems: list[Any] = []
    assert names(desk, problems) == ["data/a.csv"]
    assert [(problem.place, str(problem.found)) for problem in problems] == [
        ("data/shut", "a folder that can't be opened (Permission denied)")
    ]


@pytest.mark.parametrize(
    ("name", "says"),
    [("old.xls", "the kind .xls"), ("a.xlsm", "macros"), ("figures.pdf", "the kind .pdf"), ("noending", "the kind —")],
)
def test_what_is_no_table_is_told(desk: Desk, name: str, says: str) -> None:
    desk.deliver(name, "x")
    problems: list[Any] = []
    assert names(desk, problems) == []
    assert [says in str(problem.found) for problem in problems] == [True]


def test_links_are_not_followed_out_of_the_folder(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "b.csv").write_text("x", encoding="utf-8")
    desk.deliver("a.csv", "x")
    with _links():
        (desk.folder / "data" / "linked").symlink_to(elsewhere, target_is_directory=True)
        (desk.folder / "data" / "b.csv").symlink_to(elsewhere / "b.csv")
    problems: list[Any] = []
    assert names(desk, problems) == ["data/a.csv"]
    assert sorted(problem.file for problem in problems) == ["data/b.csv", "data/linked"]


@contextmanager
def _links() -> Iterator[None]:
    try:
        yield
    except OSError:
        pytest.skip("this system lets nobody make links")
