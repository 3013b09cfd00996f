"""Which files each ledger is in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sz_assess.errors import Problem, Refused
from sz_assess.expression import suggest
from sz_assess.method.ledger import Ledger, LedgerDelivery
from sz_assess.method.load import ABOUT
from sz_assess.method.model import Assessment
from sz_assess.method.places import inside
from sz_assess.statistics.sources import Source, files_of, source_of
from sz_assess.text import msg

FOLDER = "ledgers"
"""Where ledgers stand in an assessment folder, unless assessment.yaml says otherwise."""


def delivery_of(assessment: Assessment, ledger: Ledger) -> LedgerDelivery:
    """What assessment.yaml says of a ledger."""
    return assessment.about.ledgers.get(ledger.code, LedgerDelivery())


def needed_ledgers(assessment: Assessment) -> set[str]:
    """Codes of the ledgers that statistics are counted from, or awards read row by row."""
    method = assessment.method
    counted = {each.counted.ledger for each in method.statistics if each.counted is not None}
    return counted | {award.ledger for award in method.firm_awards} | {award.ledger for award in method.returns}


def find_ledgers(assessment: Assessment, problems: list[Problem]) -> dict[str, list[Source]]:
    """By the ledger's code its files, sorted by name. A file in the folder of ledgers that is none of them is refused,
    and so is a ledger that is needed and has no file."""
    ledgers = assessment.method.ledgers
    found: dict[str, list[Source]] = {ledger.code: [] for ledger in ledgers}
    named = set()
    for ledger in ledgers:
        for n, text in enumerate(delivery_of(assessment, ledger).files):
            key = f"ledgers.{ledger.code}.files[{n}]"
            for source in _named(assessment.folder, text, key, problems):
                named.add(source.name)
                found[ledger.code].append(source)
    folder = assessment.folder / FOLDER
    if ledgers and folder.is_dir():
        for path in files_of(folder, assessment.folder, problems):
            if path.relative_to(assessment.folder).as_posix() in named:
                continue
            loose = source_of(path, assessment.folder, problems)
            if loose is not None:
                _assign(loose, folder, assessment, found, problems)
    needed = needed_ledgers(assessment)
    for ledger in ledgers:
        if not found[ledger.code] and ledger.code in needed and not problems:
            place = f"{FOLDER}/{ledger.code}.csv"
            expected = msg("the ledger {name}, as csv, xlsx or parquet", name=ledger.name)
            mend = msg("deliver it, or name its files in assessment.yaml under ledgers")
            problems.append(Problem(place, msg("no such file"), expected, mend))
        found[ledger.code].sort(key=lambda source: source.name)
    return found


def _named(folder: Path, text: str, key: str, problems: list[Problem]) -> Iterator[Source]:
    try:
        start = inside(folder, text)
        if not start.exists():
            raise Refused(msg("{path}, which does not exist", path=text), msg("files or folders of the ledger"))
    except Refused as refused:
        problems.append(Problem(ABOUT, refused.found, refused.expected, refused.mend, key))
        return
    for path in files_of(start, folder, problems):
        source = source_of(path, folder, problems)
        if source is not None:
            yield source


def _assign(
    source: Source, folder: Path, assessment: Assessment, found: dict[str, list[Source]], problems: list[Problem]
) -> None:
    """A file belongs to the ledger whose code or Chinese name its own name, or that of its folder, begins with."""
    first = source.path.relative_to(folder).parts[0]
    word = first if source.path.parent != folder else source.path.stem
    starts = [(start, ledger) for ledger in assessment.method.ledgers for start in (ledger.code, ledger.name.zh)]
    fitting = [(len(start), ledger) for start, ledger in starts if _begins(word, start)]
    if fitting:
        found[max(fitting, key=lambda each: each[0])[1].code].append(source)
        return
    known = [f"{ledger.code} ({ledger.name.zh})" for ledger in assessment.method.ledgers]
    expected = msg("a name that begins with the code or Chinese name of a ledger: {names}", names=known)
    mend = suggest(word, [start for start, _ in starts]) or msg("rename it, or move it out of the folder")
    problems.append(Problem(source.name, msg("a file of no ledger"), expected, mend))


def _begins(word: str, start: str) -> bool:
    """firms, firms_2018 and firms2018 begin with firms; firmsize does not."""
    rest = word[len(start) :]
    return word.startswith(start) and not (rest and rest[0].isascii() and rest[0].isalpha())
