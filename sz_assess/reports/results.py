"""The result as tables: places, scores of every node, what was added and deducted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sz_assess.analysis.explain import note_of
from sz_assess.i18n import Language, translator
from sz_assess.reports.odd_figures import write_odd_figures
from sz_assess.reports.result_json import write_json
from sz_assess.reports.tables import Cell, number_cells, write_cells, write_table
from sz_assess.result import Result, Status

RANKING = ("unit", "name", "group", "score", "rank", "group_rank", "grade", "rank_change")
SCORES = ("unit", "node", "level", "value", "score", "weight", "contribution", "rank", "status", "note")
_BLOCK = 500
"""Units whose numbers are turned into text at a time."""
LISTS = ("list", "number", "unit", "name", "state")
ADJUSTMENTS = ("unit", "code", "kind", "counted", "each", "cap", "points", "effect")


def write_results(result: Result, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write ranking.csv, scores.csv, adjustments.csv and result.json; lists.csv where the method has lists, and
    plausibility.csv and digits.csv where it looks at what is odd.

    ``language`` is that of names and notes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lists = (write_table(folder / "lists.csv", LISTS, named_lists(result, language)),) if result.lists else ()
    return (
        write_table(folder / "ranking.csv", RANKING, ranking(result, language)),
        write_cells(folder / "scores.csv", SCORES, scores(result, language)),
        write_table(folder / "adjustments.csv", ADJUSTMENTS, adjustments(result)),
        write_json(result, folder / "result.json"),
        *lists,
        *write_odd_figures(result, folder, language),
    )


def ranking(result: Result, language: Language) -> Iterator[tuple[Cell, ...]]:
    """Rows of ranking.csv, the first place first. ``score`` is as published, codes stand for group and grade."""
    for unit in result.order:
        who = result.units[unit]
        yield (
            who.code,
            who.of(language),
            who.group,
            float(result.published[unit]),
            float(result.rank[unit]),
            float(result.group_rank[unit]),
            result.grade[unit],
            float(result.rank_change[unit]),
        )


def scores(result: Result, language: Language) -> Iterator[tuple[str, ...]]:
    """Rows of scores.csv as ready cells: for each unit every node of the tree, parents before children."""
    say = translator(language)
    statuses = {int(status): status.name.lower() for status in Status}
    notes = [{int(status): note_of(status, node.spec).to(say) for status in Status} for node in result.nodes]
    codes, levels = [node.code for node in result.nodes], [str(node.level) for node in result.nodes]
    # The total's place counts ties, adjustments and vetoes; those below are by score alone.
    places = np.column_stack([result.rank, result.node_rank[:, 1:]])
    columns = (result.value, result.score, result.weight, result.contribution, places)
    width = len(codes)
    for start in range(0, len(result.units), _BLOCK):
        block = slice(start, start + _BLOCK)
        cells = [number_cells(column[block].ravel().tolist()) for column in columns]
        for number, who in enumerate(result.units[block]):
            own = slice(number * width, (number + 1) * width)
            status = result.status[start + number].tolist()
            yield from zip(
                [who.code] * width,
                codes,
                levels,
                *(column[own] for column in cells),
                [statuses[code] for code in status],
                [note[code] for note, code in zip(notes, status, strict=True)],
                strict=True,
            )


def adjustments(result: Result) -> Iterator[tuple[Cell, ...]]:
    """Rows of adjustments.csv: for each unit every bonus and deduction, and the vetoes that hit it."""
    for number, who in enumerate(result.units):
        for outcome in result.adjustments:
            counted, points = float(outcome.counted[number]), float(outcome.points[number])
            each, cap = float(outcome.rate[number]), None if outcome.cap is None else float(outcome.cap[number])
            yield who.code, outcome.spec.code, outcome.spec.kind, counted, each, cap, points, None
        for veto in result.vetoes:
            if veto.struck[number]:
                yield who.code, veto.spec.code, "veto", None, None, None, None, veto.spec.effect


def named_lists(result: Result, language: Language) -> Iterator[tuple[Cell, ...]]:
    """Rows of lists.csv: for each list the units on it in order, then those taken off after publication."""
    for outcome in result.lists:
        for number, row in enumerate(outcome.on, 1):
            unit = result.units[row]
            yield outcome.spec.code, float(number), unit.code, unit.of(language), "on"
        for row in outcome.withdrawn:
            unit = result.units[row]
            yield outcome.spec.code, None, unit.code, unit.of(language), "withdrawn"
