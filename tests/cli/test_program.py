"""The program as a whole: exit codes, what it says when something goes wrong, and to whom."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

import sz_assess.run
from sz_assess import __version__
from tests.cli.conftest import Call, Process


def test_the_version(call: Call) -> None:
    done = call("--version")
    assert done.exit_code == 0
    assert __version__ in done.stdout


def test_no_command_is_a_wrong_call(call: Call) -> None:
    done = call()
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Usage: sz-assess [OPTIONS]" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rum"], "there is no command rum; did you mean run?"),
        (
            ["qqq"],
            (
                "there is no command qqq; there are init, forms, check, run, explain, gain, data, fund, inspect, "
                "tasks, test, schema"
            ),
        ),
        (["check", "--perod", "2018"], "there is no option --perod; did you mean --period?"),
        (["check"], "DIR is missing"),
        (["check", "nowhere"], "there is no folder nowhere"),
        (["run", ".", "--out"], "--out needs a value"),
        (["run", ".", "--debug=1"], "--debug takes no value"),
        (["run", ".", "."], "too many arguments: ."),
        (["run", ".", "--period", "18"], "--period 18; write 2018, 2018H1, 2018Q3 or 2018M06"),
        (["run", ".", "--lang", "fr"], "--lang fr; it may be zh, en"),
        (["explain", "."], "UNIT is missing"),
    ],
)
def test_called_wrongly(words: list[str], said: str, call: Call) -> None:
    done = call(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == f"Error: {said}"
    assert "--help" in done.stderr.splitlines()[-1]


def test_a_file_is_no_folder(call: Call, tmp_path: Path) -> None:
    (tmp_path / "assessment.yaml").write_text("", encoding="utf-8")
    done = call("check", tmp_path / "assessment.yaml")
    assert done.exit_code == 2
    assert "is a file; give the assessment's folder" in done.stderr


def test_a_wrong_variable_is_a_wrong_call(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SZ_ASSESS_LANG", "deutsch")
    done = call("--version")
    assert done.exit_code == 2
    assert "SZ_ASSESS_LANG is deutsch; it may be zh, en" in done.stderr


def test_options_that_hold_for_all_stand_before_or_after_the_command(call: Call, tmp_path: Path) -> None:
    before, after = call("--lang", "en", "check", tmp_path), call("check", tmp_path, "--lang", "en")
    assert before.exit_code == after.exit_code == 1
    assert before.stderr == after.stderr


# --- faults -----------------------------------------------------------------------------------------------------


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(sz_assess.run, "load_assessment", fail)


def test_a_fault_is_one_line(call: Call, assessment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyError("gone"))
    done = call("check", assessment)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    for words in ("A fault of the program", "KeyError: 'gone'", "test_program.py:", "--debug"):
        assert words in done.stderr


@pytest.mark.parametrize("place", [0, 1, 2])
def test_debug_shows_the_traceback(place: int, call: Call, assessment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyError("gone"))
    words: list[str | Path] = ["check", assessment]
    words.insert(place, "--debug")
    done = call(*words)
    assert done.exit_code == 1
    assert "Traceback (most recent call last)" in done.stderr
    assert "in load_assessment" not in done.stderr
    assert "KeyError: 'gone'" in done.stderr


def test_what_the_system_refuses_is_no_fault_of_the_program(
    call: Call, assessment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, PermissionError(errno.EACCES, "Permission denied", "data/a.csv"))
    done = call("check", assessment)
    assert done.exit_code == 1
    assert done.stderr == "data/a.csv: Permission denied\n"


def test_stopping_a_run(call: Call, assessment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    done = call("run", assessment)
    assert done.exit_code == 130
    assert "Stopped. Nothing was written; any previous output is untouched." in done.stderr
    assert not (assessment / "output").exists()


def test_stopping_a_check(call: Call, assessment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    done = call("check", assessment)
    assert (done.exit_code, done.stderr.strip()) == (130, "Stopped.")


SLOW = """
import sys, time
import sz_assess.run
from sz_assess.cli import main

def report(*_, **__):
    print("writing", flush=True)
    time.sleep(600)

sz_assess.run.write_report = report
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends no such signal")
def test_a_real_interrupt_while_writing(assessment: Path, repository: Path, process: Process) -> None:
    assert process("run", assessment).returncode == 0
    before = (assessment / "output" / "manifest.json").read_bytes()
    command = [sys.executable, "-c", SLOW, "run", str(assessment)]
    environment = {**os.environ, "PYTHONPATH": str(repository), "SZ_ASSESS_LANG": "en"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "writing\n"
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in said
    assert "any previous output is untouched" in said
    assert (assessment / "output" / "manifest.json").read_bytes() == before
    assert [path.name for path in assessment.iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="has other pipes")
def test_nobody_reads_to_the_end(assessment: Path, repository: Path) -> None:
    command = [sys.executable, "-m", "sz_assess", "explain", str(assessment), "--unit", "north"]
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        command, stdout=write, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment, check=False
    )
    os.close(write)
    assert done.returncode == 1
    assert done.stderr == ""


def test_a_terminal_without_chinese_signs(process: Process, assessment: Path) -> None:
    done = process("check", assessment, "--lang", "zh", PYTHONIOENCODING="latin-1")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "?" in done.stdout


def test_nothing_is_shown_of_progress_where_nobody_looks(process: Process, assessment: Path) -> None:
    done = process("run", assessment)
    assert done.returncode == 0
    assert done.stderr == ""
