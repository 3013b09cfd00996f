"""Output that appears whole or not at all.

Everything is written into a folder beside the target, flushed to the disk, and put in its place by renaming. Whatever
stops a run, the previous output is there: in its place or, where the machine stopped between two renamings, in the
folder beside it, from where the next run puts it back first. One run at a time writes to a target.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from sz_assess.errors import InputError, Problem
from sz_assess.reports.manifest import MANIFEST, Manifest
from sz_assess.text import Text, msg

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NEW, OLD, LOCK = "sz_assess-new", "sz_assess-old", "sz_assess-lock"
"""Endings of what stands beside a target while it is written: ``.output.sz_assess-new`` beside ``output``."""

LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""What systems leave in folders that people look at; not worth keeping."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FLUSHED_AT_ONCE = 16
_NAMED = 5
_MOVED = msg("move it away, or choose another folder with --out")
_ELSEWHERE = msg("choose another folder with --out, inside one that you may write to")


@contextmanager
def replaced(target: Path, inputs: Iterable[Path] = ()) -> Iterator[Path]:
    """An empty folder to write to, which takes the place of ``target`` when the block ends well.

    ``inputs`` are the files and folders that a run reads. Raises :class:`InputError` where the target can't be
    written, is being written by another run, holds anything that no run wrote, or would swallow an input; then, and
    where the block raises, the target is as it was.
    """
    shown, target = str(target), target.resolve()
    if target == target.parent:
        raise InputError([_problem(shown, msg("the top of a disk"), _ELSEWHERE)])
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target, shown):
            new, old = _beside(target, NEW), _beside(target, OLD)
            _put_back(target, old)
            refuse_unsafe(target, inputs, shown)
            _clear(new, old)
            try:
                new.mkdir()
                yield new
                flush(new)
                _swap(new, target, old)
            finally:
                shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        if (reason := _why(error, target)) is None:
            raise
        raise InputError([_problem(shown, *reason)]) from error


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name}.{ending}")


def _problem(shown: str, found: Text, mend: Text) -> Problem:
    return Problem(shown, found, msg("a folder that the output can be written to"), mend)


def _why(error: OSError, target: Path) -> tuple[Text, Text] | None:
    """What to say of an error that arose in writing; None for one that has nothing to do with the target."""
    if error.errno in _FULL:
        return msg("the disk is full, or a quota is used up"), msg("free some room, or write elsewhere with --out")
    if error.errno != errno.EIO and not _is_ours(error.filename, target):
        return None
    return msg("the system says: {reason}", reason=error.strerror or str(error)), _ELSEWHERE


def _is_ours(filename: object, target: Path) -> bool:
    """Whether a path is the target, what stands beside it for writing, what is in these, or a folder above it."""
    if not isinstance(filename, str | bytes):
        return False
    path = Path(os.fsdecode(filename))
    beside = (target, *(_beside(target, ending) for ending in (NEW, OLD, LOCK)))
    return target.is_relative_to(path) or any(path.is_relative_to(place) for place in beside)


# --- what may be replaced ---------------------------------------------------------------------------------------


def refuse_unsafe(target: Path, inputs: Iterable[Path], shown: str) -> None:
    """Raise :class:`InputError` unless ``target`` is absent, empty, or an earlier output and nothing else, and is
    apart from all ``inputs``."""
    for place in inputs:
        place = place.resolve()
        if place.is_relative_to(target):
            found = msg("the folder holds {path}, which the run reads", path=place.name)
        elif target.is_relative_to(place):
            found = msg("the folder is inside {path}, which the run reads", path=place.name)
        else:
            continue
        raise InputError([_problem(shown, found, msg("choose a folder apart from the input with --out"))])
    if target.exists() and not target.is_dir():
        raise InputError([_problem(shown, msg("a file, not a folder"), _MOVED)])
    foreign = _foreign(target)
    if foreign:
        more = msg(" and {n} more", n=len(foreign) - _NAMED) if len(foreign) > _NAMED else ""
        found = msg("it holds what no run wrote: {names}{more}", names=foreign[:_NAMED], more=more)
        raise InputError([_problem(shown, found, _MOVED)])


def _foreign(target: Path) -> list[str]:
    """What stands in ``target`` that no run put there."""
    if not target.is_dir():
        return []
    manifest = Manifest.read(target)
    if manifest is None:
        return sorted(path.name for path in target.iterdir())
    ours = {MANIFEST, *manifest.outputs}
    found = []
    for folder, folders, files in os.walk(target):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in [*files, *links]:
            path = Path(folder, name).relative_to(target).as_posix()
            if path not in ours and name not in LITTER:
                found.append(path)
    return sorted(found)


# --- one run at a time ------------------------------------------------------------------------------------------


@contextmanager
def alone(target: Path, shown: str) -> Iterator[None]:
    """Hold the lock of a file or folder; the system releases it when the process ends, however that comes about."""
    place = _beside(target, LOCK)
    handle = _locked(place, shown)
    try:
        yield
    finally:
        # Windows removes no file that is open; elsewhere removing it first lets nobody lock a file that goes away.
        if sys.platform == "win32":
            os.close(handle)
            with suppress(OSError):
                place.unlink()
        else:
            place.unlink(missing_ok=True)
            os.close(handle)


def _locked(place: Path, shown: str) -> int:
    while True:
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), place.stat()):
                return handle
        except (BlockingIOError, PermissionError):
            os.close(handle)
            found = msg("another run is writing to it")
            raise InputError([_problem(shown, found, msg("wait for its end, or choose another folder"))]) from None
        except FileNotFoundError:
            pass  # its holder has just removed it: the next one will be ours
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _put_back(target: Path, old: Path) -> None:
    """Where the machine stopped between the two renamings of a swap, the earlier output goes back to its place."""
    if not target.exists() and (old / MANIFEST).exists():
        old.rename(target)


def _clear(new: Path, old: Path) -> None:
    """Remove what a run left that was killed. The lock is ours, so nobody is using it."""
    if old.is_dir():
        _remove(old)
    if new.is_dir():
        shutil.rmtree(new)


# --- into place -------------------------------------------------------------------------------------------------


def flush(folder: Path) -> None:
    """Have everything in a folder on the disk. Many at once, as a disk takes them together."""
    files = [Path(at, name) for at, _, names in os.walk(folder) for name in names]
    with ThreadPoolExecutor(_FLUSHED_AT_ONCE) as pool:
        for _ in pool.map(_flush_file, files):
            pass
    for at, _, _ in os.walk(folder):
        _flush_folder(Path(at))


def _flush_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_folder(path: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(new: Path, target: Path, old: Path) -> None:
    if not target.exists():
        new.rename(target)
        _flush_folder(target.parent)
        return
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise
    _flush_folder(target.parent)
    # The new output stands; stopping now must not read as if it did not.
    with suppress(KeyboardInterrupt):
        _remove(old)


def _remove(old: Path) -> None:
    """Delete a replaced output, what makes it one first: half of it must never be taken for a whole."""
    with suppress(OSError):
        (old / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(old, ignore_errors=True)
