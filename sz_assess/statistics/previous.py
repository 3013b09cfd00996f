"""The places of an earlier run, from the ``ranking.csv`` that it wrote."""

from __future__ import annotations

import math

import numpy as np

from sz_assess.errors import InputError, Problem, Refused
from sz_assess.method.model import Assessment
from sz_assess.method.places import inside
from sz_assess.statistics.earlier import Earlier, Place
from sz_assess.statistics.sources import Source, read_bytes
from sz_assess.statistics.tables.read_csv import read_csv
from sz_assess.statistics.tables.table import Kind, Table, quoted
from sz_assess.text import msg

_UNIT, _RANK, _GROUP_RANK = "unit", "rank", "group_rank"
_SCORE, _GROUP, _GRADE = "score", "group", "grade"
"""Columns that an earlier ranking may lack: only requirements over several years ask for them."""
_EXPECTED = msg("the ranking.csv of an earlier run")


def load_earlier(assessment: Assessment) -> tuple[Earlier, ...]:
    """Every earlier result that the assessment names, in its order. Raises InputError with all that is wrong."""
    out: list[Earlier] = []
    problems: list[Problem] = []
    for previous in assessment.about.previous:
        try:
            out.append(Earlier(previous.period, _load(assessment, previous.ranking)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(out)


def _load(assessment: Assessment, file: str) -> dict[str, Place]:
    try:
        path = inside(assessment.folder, file)
        if not path.is_file():
            raise Refused(msg("no such file"), _EXPECTED)
        reading = read_csv(file, read_bytes(Source(file, path, read_csv)))
    except Refused as refused:
        raise InputError([Problem(file, refused.found, refused.expected, refused.mend)]) from None
    if reading.problems:
        raise InputError(reading.problems)
    places, problems = _places(reading.tables[0])
    if not problems and places and not places.keys() & {unit.code for unit in assessment.assessed}:
        found = msg("none of the units of this assessment")
        problems.append(Problem(file, found, _EXPECTED, msg("correct previous in the assessment's file")))
    if problems:
        raise InputError(problems)
    return places


def _places(table: Table) -> tuple[dict[str, Place], list[Problem]]:
    column = {name: n for n, name in enumerate(table.heading)}
    absent = [name for name in (_UNIT, _RANK, _GROUP_RANK) if name not in column]
    if absent:
        expected = msg("the columns {names}", names=[_UNIT, _RANK, _GROUP_RANK])
        return {}, [
            table.problem(table.heading_row, None, msg("no column {name}", name=name), expected) for name in absent
        ]
    names = table.columns[column[_UNIT]].names()
    problems: list[Problem] = []
    ranks = _ranks(table, column[_RANK], problems)
    group_ranks = _ranks(table, column[_GROUP_RANK], problems)
    scores = _scores(table, column[_SCORE], problems) if _SCORE in column else [math.nan] * len(ranks)
    groups, grades = (_words(table, column.get(name)) for name in (_GROUP, _GRADE))
    places: dict[str, Place] = {}
    for record, code in enumerate(names.codes.tolist()):
        unit, row = names.texts[code], int(table.rows[record])
        if not unit:
            problems.append(table.problem(row, column[_UNIT], msg("no unit"), msg("the code of a unit")))
        elif unit in places:
            found = msg("the unit {text} a second time", text=quoted(unit))
            problems.append(table.problem(row, column[_UNIT], found, msg("every unit once")))
        else:
            places[unit] = Place(
                ranks[record], group_ranks[record], scores[record], groups[record], grades[record] or None
            )
    if not places and not problems:
        problems.append(table.problem(table.heading_row, None, msg("no rows"), _EXPECTED))
    return places, problems


def _words(table: Table, column: int | None) -> list[str]:
    """Texts of a column, empty where there is no such column."""
    if column is None:
        return [""] * len(table.rows)
    names = table.columns[column].names()
    return [names.texts[code] for code in names.codes.tolist()]


def _scores(table: Table, column: int, problems: list[Problem]) -> list[float]:
    """Scores of any size. Blank: none."""
    figures = table.columns[column].figures()
    for record in np.flatnonzero((figures.kind != Kind.BLANK) & (figures.kind != Kind.NUMBER)).tolist():
        found = quoted(table.columns[column].shown(record))
        problems.append(table.problem(int(table.rows[record]), column, found, msg("a number, or nothing")))
    return list(figures.number.tolist())


def _ranks(table: Table, column: int, problems: list[Problem]) -> list[float]:
    """Places from 1; halves are legal where ties share the mean place. Blank: not ranked."""
    figures = table.columns[column].figures()
    wrong = (figures.kind != Kind.BLANK) & ~((figures.number >= 1) & np.isfinite(figures.number))
    for record in np.flatnonzero(wrong).tolist():
        found = quoted(table.columns[column].shown(record))
        expected = msg("a place: a number from 1, or nothing")
        problems.append(table.problem(int(table.rows[record]), column, found, expected))
    return [math.nan if bad else number for number, bad in zip(figures.number.tolist(), wrong.tolist(), strict=True)]
