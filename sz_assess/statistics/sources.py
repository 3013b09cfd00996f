"""Which files an assessment's statistics are in, and what each holds, read once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sz_assess.errors import Problem, Refused, Words
from sz_assess.expression import suggest
from sz_assess.method.load import ABOUT
from sz_assess.method.model import Assessment
from sz_assess.method.places import inside
from sz_assess.statistics.tables.limits import MAX_BYTES
from sz_assess.statistics.tables.read_csv import read_csv
from sz_assess.statistics.tables.read_parquet import read_parquet
from sz_assess.statistics.tables.read_xlsx import is_remark, read_xlsx
from sz_assess.statistics.tables.table import Reader
from sz_assess.text import msg

READERS: dict[str, Reader] = {".csv": read_csv, ".xlsx": read_xlsx, ".parquet": read_parquet}

_SPREADSHEETS = {".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".ods", ".et", ".ett", ".numbers"}
LITTER = {"thumbs.db", "desktop.ini"}
"""What Windows leaves in folders that it shows."""


@dataclass(frozen=True)
class Source:
    """A data file. ``name`` is relative to the assessment folder, with / between its parts."""

    name: str
    path: Path
    reader: Reader


def find_sources(assessment: Assessment, problems: list[Problem]) -> list[Source]:
    """All data files, sorted by name, each once.

    What programs leave behind (a dot or ``~$`` before the name, Thumbs.db) is passed over, and so are files whose names
    begin with 说明 or readme.
    """
    folder = assessment.folder
    found: dict[str, Source] = {}
    for n, text in enumerate(assessment.about.data):
        key = f"data[{n}]"
        try:
            start = inside(folder, text)
        except Refused as refused:
            problems.append(Problem(ABOUT, refused.found, refused.expected, refused.mend, key))
            continue
        if not start.exists():
            expected = msg("files or folders of statistics")
            mend = _near(folder, start) or msg("create it, or correct the path")
            problems.append(Problem(ABOUT, msg("{path}, which does not exist", path=text), expected, mend, key))
            continue
        for path in files_of(start, folder, problems):
            source = source_of(path, folder, problems)
            if source is not None:
                found[source.name] = source
    if not found and not problems:
        expected = msg("csv, xlsx or parquet files")
        problems.append(Problem(ABOUT, msg("no file of statistics"), expected, key="data"))
    return [found[name] for name in sorted(found)]


def _near(folder: Path, missing: Path) -> Words:
    return suggest(missing.name, sorted(each.name for each in folder.iterdir()))


def files_of(start: Path, folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The files of a folder and its folders. A link to a folder is not followed, and not passed over in silence."""
    if not start.is_dir():
        yield start
        return

    def unread(error: OSError) -> None:
        shown = Path(error.filename or start).relative_to(folder).as_posix()
        found = msg("a folder that can't be opened ({why})", why=error.strerror or "?")
        problems.append(Problem(shown, found, msg("folders and files")))

    for place, folders, files in os.walk(start, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (Path(place) / name).is_symlink():
                shown = (Path(place) / name).relative_to(folder).as_posix()
                problems.append(Problem(shown, msg("a link to a folder"), msg("folders and files"), _COPY))
        yield from (Path(place) / name for name in sorted(files))


_COPY = msg("copy into the data folder what belongs to the assessment")


def source_of(path: Path, folder: Path, problems: list[Problem]) -> Source | None:
    """A path as a data file; None where it is passed over or, noted among the problems, none."""
    name = path.relative_to(folder).as_posix()
    if path.name.startswith((".", "~$")) or path.name.lower() in LITTER or is_remark(path.name):
        return None
    if not path.resolve().is_relative_to(folder.resolve()):
        problems.append(Problem(name, msg("a link that leads out of the folder"), _OWN, _COPY))
        return None
    if not path.is_file():
        problems.append(Problem(name, msg("neither a file nor a folder"), _OWN))
        return None
    ending = path.suffix.lower()
    if ending in READERS:
        return Source(name, path, READERS[ending])
    if ending in _SPREADSHEETS:
        found, mend = msg("a workbook of the kind {ending}", ending=ending), msg("save it as Excel workbook (.xlsx)")
        if ending in {".xlsm", ".xltm"}:
            found = msg("a workbook with macros ({ending})", ending=ending)
    else:
        found = msg("a file of the kind {ending}", ending=ending or "—")
        mend = msg("move it out of the data folder, or let its name begin with {name}", name="说明")
    problems.append(Problem(name, found, msg("csv, xlsx or parquet files"), mend))
    return None


_OWN = msg("a file in the assessment folder")


def read_bytes(source: Source) -> bytes:
    """The content of a file. Raises Refused for one that is too large, before it is read, or can't be opened."""
    try:
        size = source.path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(size)
        with source.path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(msg("a file that can't be opened ({why})", why=error.strerror or "?"), _OWN) from None
    if len(data) > MAX_BYTES:
        raise _too_large(len(data))
    return data


def _too_large(size: int) -> Refused:
    return Refused(
        msg("a file of {size} MB", size=round(size / 1e6, 1)),
        msg("at most {size} MB", size=MAX_BYTES // 1_000_000),
        msg("split the file, or deliver parquet"),
    )
