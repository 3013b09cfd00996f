"""Files for people to work on: written all or none, and never over anything that is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sz_assess.errors import InputError, Problem, Words
from sz_assess.text import msg

_ENDING = ".sz_assess-new"


def write_new(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files by name into a folder, which is made where it is not there.

    A file that is there already stays as it is if it is the same; otherwise nothing at all is written and
    :class:`InputError` names each. So it does where the folder can't be written.
    """
    paths = {folder / name: data for name, data in files.items()}
    mend = msg("move it away, or write somewhere else")
    there = [path for path, data in paths.items() if path.exists() and not _same(path, data)]
    if there:
        found = msg("a file that is there already, and may have been worked on")
        raise InputError(Problem(str(path), found, msg("a name that is free"), mend) for path in there)
    beside: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in paths.items():
            if not path.exists():
                new = path.with_name(f".{path.name}{_ENDING}")
                beside[path] = new
                with new.open("wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
        for path, new in beside.items():
            new.replace(path)
    except OSError as error:
        found_: Words = msg("the system says: {reason}", reason=error.strerror or str(error))
        expected = msg("a folder that can be written to")
        raise InputError([Problem(str(folder), found_, expected, msg("choose another folder to write to"))]) from error
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)
    return tuple(paths)


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
