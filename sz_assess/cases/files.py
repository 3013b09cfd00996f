"""Case files: found, read with all their mistakes at once, and run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sz_assess.cases.brought import brought, lacking
from sz_assess.cases.names import unknown
from sz_assess.cases.of_methods import Tested, assessment_of, run_method
from sz_assess.cases.of_outcomes import build, run_outcome
from sz_assess.cases.of_rules import run_aggregate, run_rule
from sz_assess.cases.outcome import CaseOutcome
from sz_assess.cases.spec import AggregateCase, CasesFile, MethodCase, OutcomeCase, RuleCase
from sz_assess.errors import InputError, Problem, Refused
from sz_assess.method.load import TESTS, load_weighted
from sz_assess.method.places import ENDINGS, METHODS, find_method
from sz_assess.method.reading.sources import Read, read_file
from sz_assess.text import msg


@dataclass(frozen=True)
class FileOutcome:
    """A file's cases, worked out. ``path`` is as it was given."""

    path: Path
    cases: tuple[CaseOutcome, ...]


def run_cases(path: Path) -> tuple[FileOutcome, ...]:
    """Run a case file, or all of a folder: its own, those of ``tests/`` in it, and those of the methods in it.

    Raises :class:`InputError` with every mistake of every file: nothing is run where a case can't be read.
    """
    problems: list[Problem] = []
    read: list[tuple[Path, Read[CasesFile]]] = []
    found = list(case_files(path))
    if not found:
        expected = msg("a case file, or a folder with case files in {tests}", tests=f"{TESTS}/")
        raise InputError([Problem(path.as_posix(), msg("no case file"), expected)])
    for file in found:
        content = read_file(CasesFile, file, file.as_posix(), problems)
        if content is not None:
            read.append((file, content))
    tested: dict[tuple[Path, str], Tested] = {}
    for file, content in read:
        problems += _problems(file, content, tested)
    if problems:
        raise InputError(problems)
    return tuple(
        FileOutcome(file, tuple(_run(n, case, file, content, tested) for n, case in enumerate(content.content.cases)))
        for file, content in read
    )


def _problems(file: Path, read: Read[CasesFile], tested: dict[tuple[Path, str], Tested]) -> list[Problem]:
    """What keeps the cases of a file from being run. Loads the method and weights that they are about."""
    problems: list[Problem] = []
    cases = read.content.cases
    about: Tested | None = None
    if any(isinstance(case, MethodCase) for case in cases):
        try:
            about = _load(file, read, tested)
        except InputError as error:
            problems += error.problems
    for n, case in enumerate(cases):
        if isinstance(case, MethodCase) and about is None:
            continue
        try:
            own = build(case, read.source, ("cases", n)) if isinstance(case, OutcomeCase) else about
            problems += unknown(case, own, read.source, n)
            if isinstance(case, MethodCase) and about is not None:
                problems += lacking(case, about.method, read.source, n)
                brought(case, assessment_of(case, about), read.source, n, problems)
        except InputError as error:
            problems += error.problems
    return problems


def case_files(path: Path) -> Iterator[Path]:
    """The case files of a path, sorted."""
    if path.is_file():
        yield path
        return
    places = [path] if path.name == TESTS else [path / TESTS, *sorted((path / METHODS).glob(f"*/{TESTS}"))]
    for place in places:
        for ending in ENDINGS:
            yield from sorted(place.rglob(f"*{ending}"))


def _run(
    position: int, case: object, file: Path, read: Read[CasesFile], tested: dict[tuple[Path, str], Tested]
) -> CaseOutcome:
    match case:
        case RuleCase():
            return run_rule(case)
        case AggregateCase():
            return run_aggregate(case)
        case MethodCase():
            about = tested[_key(file, read)]
            return run_method(case, about, brought(case, assessment_of(case, about), read.source, position, []))
        case OutcomeCase():
            return run_outcome(case, build(case, read.source, ("cases", position)))
    raise TypeError(type(case))


def _key(file: Path, read: Read[CasesFile]) -> tuple[Path, str]:
    return _method_folder(file, read), read.content.weights or ""


def _load(file: Path, read: Read[CasesFile], tested: dict[tuple[Path, str], Tested]) -> Tested:
    if read.content.weights is None:
        raise InputError([read.problem((), msg("cases of a method and no weights"), msg("weights: a weights file"))])
    try:
        key = _key(file, read)
    except Refused as refused:
        path = ("method",) if read.content.method else ()
        raise InputError([read.problem(path, refused.found, refused.expected, refused.mend)]) from None
    if key not in tested:
        tested[key] = Tested(*load_weighted(_base(file), key[0], key[1]))
    return tested[key]


def _method_folder(file: Path, read: Read[CasesFile]) -> Path:
    """The method that the file names, or the one whose ``tests/`` it lies in. Raises Refused."""
    if read.content.method is not None:
        return find_method(_base(file), read.content.method)
    for parent in file.resolve().parents:
        if parent.name == TESTS and (parent.parent / "method.yaml").is_file():
            return parent.parent
    raise Refused(msg("cases of a method and no method"), msg("method: the code of a method"))


def _base(file: Path) -> Path:
    """The folder whose methods and weights come first: the nearest that holds methods, else the file's own."""
    for parent in file.resolve().parents:
        if (parent / METHODS).is_dir():
            return parent
    return file.resolve().parent
