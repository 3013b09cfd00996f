"""However many processes write a report, it is the same report; what goes wrong in one is met in the one that asked."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from sz_assess.errors import Words
from sz_assess.reports import html, parallel
from sz_assess.reports.book import open_book
from sz_assess.reports.html import Job, pages, write_report
from sz_assess.reports.parallel import Helpers, Share, processes_for
from sz_assess.result import Result
from sz_assess.run import assess_folder
from sz_assess.text import Text


@pytest.fixture(scope="module")
def result(repository: Path) -> Result:
    return assess_folder(repository / "examples" / "suizhou_2018")


@pytest.fixture(scope="module")
def alone(result: Result, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The report as one process writes it."""
    folder = tmp_path_factory.mktemp("alone")
    write_report(result, folder, "zh", processes=1)
    return content(folder)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_bytes_from_three_processes(
    result: Result, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "TOLD_EVERY", 20)
    told: list[Words] = []
    written = write_report(result, tmp_path, "zh", told.append, processes=3)
    assert content(tmp_path) == alone
    assert list(written) == sorted((tmp_path / name for name in alone), key=Path.as_posix)
    # This process writes pages 1, 4, 7 ...: the first of them that is 20 further than what was told last is told.
    count = len(list(pages(open_book(result, "zh"))))
    assert [words.values["n"] for words in told if isinstance(words, Text)] == list(range(22, count + 1, 21))


def test_shares_are_finished_by_helpers(result: Result, alone: dict[str, bytes], tmp_path: Path) -> None:
    for name in alone:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    with Helpers(Job(result, tmp_path, "zh"), [Share(1, 3)]) as helpers:
        assert helpers.unfinished() == []
    planned = [page.path for page in pages(open_book(result, "zh"))]
    assert content(tmp_path) == {name: alone[name] for name in planned[1::3]}


def test_what_helpers_leave_is_written_all_the_same(
    result: Result, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORKER", "sz_assess.there_is_no_such_module")
    write_report(result, tmp_path / "no_module", "zh", processes=2)
    assert content(tmp_path / "no_module") == alone
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no_such_program"))
    write_report(result, tmp_path / "no_program", "zh", processes=2)
    assert content(tmp_path / "no_program") == alone


@pytest.mark.parametrize("position", [0, 1])
def test_the_error_of_any_share_is_raised(result: Result, tmp_path: Path, position: int) -> None:
    page = [page.path for page in pages(open_book(result, "zh"))][position]
    (tmp_path / page).mkdir(parents=True)
    with pytest.raises(OSError, match=page):
        write_report(result, tmp_path, "zh", processes=2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a file that keeps a writer waiting needs mkfifo")
class TestEnds:
    """A helper that waits for ever, at a page that nobody reads, ends with what started it."""

    @pytest.fixture
    def job(self, result: Result, tmp_path: Path) -> Job:
        os.mkfifo(tmp_path / "index.html")
        return Job(result, tmp_path, "zh")

    def test_where_its_starter_is_gone(self, job: Job) -> None:
        command = [sys.executable, "-m", parallel.WORKER, "0", "1"]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as helper:
            assert helper.stdin is not None
            helper.stdin.write(pickle.dumps(job))
            helper.stdin.flush()
            with pytest.raises(subprocess.TimeoutExpired):
                helper.wait(2)
            helper.stdin.close()
            assert helper.wait(20) == 1

    def test_where_its_starter_stops(self, job: Job) -> None:
        helpers = Helpers(job, [Share(0, 1)])
        with pytest.raises(KeyboardInterrupt), helpers:
            raise KeyboardInterrupt
        [(_, process, feeder)] = helpers._running
        assert process.returncode is not None
        assert process.returncode != 0
        assert not feeder.is_alive()


def test_few_pages_are_written_by_one_process() -> None:
    assert processes_for(0) == processes_for(10) == processes_for(2 * parallel.PAGES_WORTH_A_PROCESS - 1) == 1
    assert 1 <= processes_for(10**6) <= parallel.MOST_PROCESSES
