"""The result as tables: places, scores of every node, what was added and deducted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sz_assess.analysis.explain import note_of
from sz_assess.i18n import Language, translator
from sz_assess.reports.result_json import write_json
from sz_assess.reports.tables import Cell, write_table
from sz_assess.result import Result, Status

RANKING = ("unit", "name", "group", "score", "rank", "group_rank", "grade", "rank_change")
SCORES = ("unit", "node", "level", "value", "score", "weight", "contribution", "rank", "status", "note")
ADJUSTMENTS = ("unit", "code", "kind", "counted", "each", "cap", "points", "effect")


def write_results(result: Result, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write ranking.csv, scores.csv, adjustments.csv and result.json. ``language`` is that of names and notes."""
    folder.mkdir(parents=True, exist_ok=True)
    return (
        write_table(folder / "ranking.csv", RANKING, ranking(result, language)),
        write_table(folder / "scores.csv", SCORES, scores(result, language)),
        write_table(folder / "adjustments.csv", ADJUSTMENTS, adjustments(result)),
        write_json(result, folder / "result.json"),
    )


def in_order(result: Result) -> list[int]:
    """Units as a ranking lists them: by place, those level and those without a place in the order of units.csv."""
    return sorted(range(len(result.units)), key=lambda unit: (math.isnan(result.rank[unit]), result.rank[unit], unit))


def ranking(result: Result, language: Language) -> Iterator[tuple[Cell, ...]]:
    """Rows of ranking.csv, the first place first. ``score`` is as published, codes stand for group and grade."""
    for unit in in_order(result):
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


def scores(result: Result, language: Language) -> Iterator[tuple[Cell, ...]]:
    """Rows of scores.csv: for each unit every node of the tree, parents before children."""
    say = translator(language)
    # The total's place counts ties, adjustments and vetoes; those below are by score alone.
    places = np.column_stack([result.rank, result.node_rank[:, 1:]])
    statuses = list(Status)
    heads = [(node.code, node.level) for node in result.nodes]
    notes = [[note_of(status, node.spec).to(say) for status in statuses] for node in result.nodes]
    for number, who in enumerate(result.units):
        columns = (result.value, result.score, result.weight, result.contribution, places, result.status)
        rows = zip(*(column[number].tolist() for column in columns), strict=True)
        for (code, level), note, (value, score, weight, contribution, place, status) in zip(
            heads, notes, rows, strict=True
        ):
            yield (
                who.code, code, level, value, score, weight, contribution, place,
                statuses[status].name.lower(), note[status],
            )  # fmt: skip


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
