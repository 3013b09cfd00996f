"""Output appears whole or not at all, whatever stops the run, and never in place of what no run wrote."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from sz_assess.errors import InputError
from sz_assess.reports import output
from sz_assess.reports.manifest import FORMAT, MANIFEST
from sz_assess.reports.output import replaced

WRITER = """
import sys, time
from pathlib import Path
from sz_assess.reports.output import replaced
sys.path.insert(0, sys.argv[3])
from test_output import fill
with replaced(Path(sys.argv[1])) as new:
    fill(new, sys.argv[2])
    print("written", flush=True)
    time.sleep(float(sys.argv[4]))
print("done", flush=True)
"""


def fill(folder: Path, text: str) -> None:
    """What a run writes: one table, and the manifest that makes the folder an output."""
    (folder / "results").mkdir()
    (folder / "results" / "ranking.csv").write_text(text, encoding="utf-8")
    content = {"format": FORMAT, "inputs": {}, "outputs": {"results/ranking.csv": "00"}}
    (folder / MANIFEST).write_text(json.dumps(content), encoding="utf-8")


def write(target: Path, text: str) -> None:
    with replaced(target) as new:
        fill(new, text)


def text_in(target: Path) -> str:
    return (target / "results" / "ranking.csv").read_text(encoding="utf-8")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """An output of an earlier run."""
    write(tmp_path / "output", "first")
    return tmp_path / "output"


def only(target: Path) -> None:
    """Nothing was left beside the target."""
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_new_output_with_all_folders_above_it(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b", "first")
    assert text_in(tmp_path / "a" / "b") == "first"
    only(tmp_path / "a" / "b")


def test_an_earlier_output_is_replaced_whole(target: Path) -> None:
    (target / ".DS_Store").write_bytes(b"")
    with replaced(target) as new:
        fill(new, "second")
        (new / "more.txt").write_text("x", encoding="utf-8")
        assert text_in(target) == "first"
    assert text_in(target) == "second"
    assert sorted(path.name for path in target.iterdir()) == [MANIFEST, "more.txt", "results"]
    only(target)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    write(tmp_path / "output", "first")
    assert text_in(tmp_path / "output") == "first"
    only(tmp_path / "output")


def test_a_link_leads_to_the_place_written(tmp_path: Path, target: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "latest"
    link.symlink_to(target)
    write(link, "second")
    assert link.is_symlink()
    assert text_in(target) == "second"


@pytest.mark.parametrize("error", [RuntimeError("fault"), KeyboardInterrupt(), SystemExit(3)])
def test_whatever_is_raised_leaves_the_earlier_output(error: BaseException, target: Path) -> None:
    def stopped() -> None:
        with replaced(target) as new:
            fill(new, "second")
            raise error

    with pytest.raises(type(error)):
        stopped()
    assert text_in(target) == "first"
    only(target)


# --- disks and permissions --------------------------------------------------------------------------------------


def refusal(target: Path, text: str = "second") -> str:
    with pytest.raises(InputError) as caught:
        write(target, text)
    [problem] = caught.value.problems
    assert problem.file == str(target)
    return str(caught.value)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_while_writing(code: int, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "write_text", full)
    said = refusal(target)
    assert "disk is full" in said
    assert "--out" in said
    assert text_in(target) == "first"
    only(target)


def test_a_disk_that_fills_when_flushed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", full)
    assert "disk is full" in refusal(target)
    assert text_in(target) == "first"
    only(target)


def test_a_renaming_that_fails_is_undone(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def failing(self: Path, to: Path) -> Path:
        if self.name.endswith(output.NEW):
            raise OSError(errno.EBUSY, "busy", str(to))
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", failing)
    assert "busy" in refusal(target)
    monkeypatch.undo()
    assert text_in(target) == "first"
    only(target)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("this user may not mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    write(small_disk / "output", "first")
    assert "disk is full" in refusal(small_disk / "output", "x" * 100_000)
    assert text_in(small_disk / "output") == "first"
    only(small_disk / "output")


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of files")
def test_a_file_beyond_the_limit_of_the_system(target: Path, repository: Path) -> None:
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "from sz_assess.errors import InputError\n"
        "from sz_assess.reports.output import replaced\n"
        "try:\n"
        "    with replaced(Path(sys.argv[1])) as new:\n"
        "        (new / 'large').write_bytes(bytes(3000))\n"
        "except InputError as error:\n"
        "    print(error)\n"
    )
    command = [sys.executable, "-B", "-c", script, str(target)]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "disk is full, or a quota is used up" in done.stdout
    assert text_in(target) == "first"
    only(target)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for the superuser, or on Windows"
)
def test_a_folder_that_may_not_be_written(target: Path) -> None:
    target.parent.chmod(0o555)
    try:
        assert "Permission denied" in refusal(target)
        assert text_in(target) == "first"
    finally:
        target.parent.chmod(0o755)


def test_a_file_in_the_way_of_the_folders(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="the system says"):
        write(tmp_path / "file" / "output", "first")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_an_error_that_is_not_the_outputs_stays_what_it_is(target: Path, tmp_path: Path) -> None:
    def read_a_template() -> None:
        with replaced(target):
            (tmp_path / "templates" / "missing.j2").read_text(encoding="utf-8")

    with pytest.raises(FileNotFoundError):
        read_a_template()
    assert text_in(target) == "first"


# --- what is not ours -------------------------------------------------------------------------------------------


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.docx").write_bytes(b"years of work")
    assert "thesis.docx" in refusal(mine)
    assert (mine / "thesis.docx").read_bytes() == b"years of work"
    only(mine)


def test_a_manifest_of_another_program_is_not_ours(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / MANIFEST).write_text('{"name": "my web site"}', encoding="utf-8")
    assert MANIFEST in refusal(site)
    assert (site / MANIFEST).exists()


def test_what_somebody_added_to_an_output_is_not_deleted(target: Path) -> None:
    (target / "results" / "remarks.docx").write_bytes(b"mine")
    said = refusal(target)
    assert "results/remarks.docx" in said
    assert "move it away" in said
    assert (target / "results" / "remarks.docx").read_bytes() == b"mine"
    assert text_in(target) == "first"


def test_a_link_that_somebody_added_is_not_deleted(target: Path, tmp_path: Path) -> None:
    (target / "latest").symlink_to(tmp_path, target_is_directory=True)
    assert "latest" in refusal(target)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine", encoding="utf-8")
    assert "a file, not a folder" in refusal(tmp_path / "output")
    assert (tmp_path / "output").read_text(encoding="utf-8") == "mine"


def test_the_top_of_a_disk_is_refused() -> None:
    with pytest.raises(InputError, match="top of a disk"):
        write(Path(Path.cwd().anchor), "first")


@pytest.mark.parametrize("place", [".", "data", "data/output", "data/../data/sub", "previous/results"])
def test_input_is_neither_replaced_nor_mixed_with_output(place: str, tmp_path: Path) -> None:
    folder = tmp_path / "assessment"
    (folder / "data").mkdir(parents=True)
    (folder / "previous" / "results").mkdir(parents=True)
    inputs = [folder / "assessment.yaml", folder / "data", folder / "previous" / "results" / "ranking.csv"]
    for path in (inputs[0], folder / "data" / "a.csv", inputs[2]):
        path.write_text("mine", encoding="utf-8")

    def run() -> None:
        with replaced(folder / place, inputs):
            pytest.fail("the run began")

    with pytest.raises(InputError, match="which the run reads"):
        run()
    assert inputs[0].read_text(encoding="utf-8") == "mine"
    with replaced(folder / "output", inputs) as new:
        fill(new, "first")
    assert text_in(folder / "output") == "first"


# --- other runs, dead and alive ---------------------------------------------------------------------------------


def writer(target: Path, text: str, repository: Path, seconds: float) -> "subprocess.Popen[str]":
    """Another process that writes, and rests before its end."""
    place = str(Path(__file__).parent)
    command = [sys.executable, "-B", "-c", WRITER, str(target), text, place, str(seconds)]
    environment = {**os.environ, "PYTHONPATH": str(repository)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)


def test_one_run_at_a_time(target: Path, repository: Path) -> None:
    with writer(target, "second", repository, 600) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "written\n"
        assert "another run is writing" in refusal(target, "third")
        assert text_in(target) == "first"
        other.kill()
    write(target, "third")
    assert text_in(target) == "third"
    only(target)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signal")
def test_a_run_that_is_killed_leaves_the_earlier_output(target: Path, repository: Path) -> None:
    with writer(target, "second", repository, 600) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.send_signal(signal.SIGKILL)
    assert text_in(target) == "first"
    left = {path.name for path in target.parent.iterdir()}
    assert left == {target.name, f".output.{output.NEW}", f".output.{output.LOCK}"}
    write(target, "third")  # clears away what the dead run left
    assert text_in(target) == "third"
    only(target)


def test_a_killed_run_is_never_half_seen(target: Path, repository: Path) -> None:
    """Killed at any moment, also within the swap: the target is one whole output or the other."""
    for tenth in range(8):
        with writer(target, f"run {tenth}", repository, 0) as other:
            assert other.stdout is not None
            other.stdout.readline()
            time.sleep(tenth / 1000)
            other.kill()
        write_nothing(target)
        assert text_in(target) in {"first", *(f"run {n}" for n in range(tenth + 1))}
        only(target)


def write_nothing(target: Path) -> None:
    """Begin a run that fails, which first mends what a dead one left."""
    with pytest.raises(RuntimeError), replaced(target):
        raise RuntimeError


def test_an_output_set_aside_by_a_dead_run_comes_back(target: Path) -> None:
    target.rename(target.parent / f".output.{output.OLD}")
    write_nothing(target)
    assert text_in(target) == "first"
    only(target)


def test_half_an_output_does_not_come_back(target: Path) -> None:
    old = target.parent / f".output.{output.OLD}"
    target.rename(old)
    (old / MANIFEST).unlink()
    write_nothing(target)
    assert not target.exists()
    assert not old.exists()


def test_an_output_set_aside_is_kept_while_something_else_is_in_its_place(target: Path) -> None:
    old = target.parent / f".output.{output.OLD}"
    target.rename(old)
    target.mkdir()
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    refusal(target)
    assert text_in(old) == "first"


def test_an_earlier_output_that_cannot_be_deleted_does_not_undo_the_new_one(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = shutil.rmtree

    def held(path: Path, *rest: object, **more: object) -> None:
        if str(path).endswith(output.OLD):
            raise OSError(errno.EACCES, "a program has it open")
        remove(path, ignore_errors=True)

    monkeypatch.setattr(shutil, "rmtree", held)
    write(target, "second")
    assert text_in(target) == "second"
    monkeypatch.undo()
    write(target, "third")
    assert text_in(target) == "third"
    only(target)
