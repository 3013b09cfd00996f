"""Gaps as a table: one line for each unit and indicator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sz_assess.analysis.gain import OVER, Sought
from sz_assess.analysis.gaps import Gaps
from sz_assess.analysis.mix import Mixes
from sz_assess.reports.tables import Cell, number_cells, text_cell, write_cells, write_table
from sz_assess.result import Result

GAPS = (
    "unit", "indicator", "value", "target_gap", "best_peer_gap", "last_year_gap", "neighbours_gap",
    "next_in_group", "needed_in_group", "points_in_group", "state_in_group",
    "next_overall", "needed_overall", "points_overall", "state_overall",
)  # fmt: skip
STATES = {Sought.NOT_SOUGHT: "", Sought.FOUND: "found", Sought.NOT_ALONE: "not_alone", Sought.NOT_TRIED: "not_tried"}


MIXES = ("unit", "over", "indicator", "value", "needed", "cost")


def write_gaps(result: Result, found: Gaps, folder: Path) -> tuple[Path, ...]:
    """Write gaps.csv, and mixes.csv where efforts are declared."""
    gaps = write_cells(folder / "gaps.csv", GAPS, _rows(result, found))
    if found.mixes is None:
        return (gaps,)
    return gaps, write_table(folder / "mixes.csv", MIXES, _mixed(result, found.mixes))


def _mixed(result: Result, mixes: Mixes) -> Iterator[tuple[Cell, ...]]:
    """For each unit and kind of place the changes of the cheapest mix."""
    for over in OVER:
        for unit, mix in mixes.by_unit[over].items():
            for change in mix.changes:
                node, value = result.nodes[change.node].code, float(result.value[unit, change.node])
                yield result.units[unit].code, over, node, value, change.needed, change.cost


def _rows(result: Result, found: Gaps) -> Iterator[list[str]]:
    columns = [column for column, node in enumerate(result.nodes) if node.kind == "indicator"]
    others = (found.target, found.best, found.last_year, np.broadcast_to(found.neighbours, result.value.shape))
    codes = [text_cell(unit.code) for unit in result.units]
    for row, code in enumerate(codes):
        numbers = [result.value[row, columns], *(result.value[row, columns] - other[row, columns] for other in others)]
        cells = [number_cells(each.tolist()) for each in numbers]
        sides: list[list[str]] = []
        for over in OVER:
            ahead = int(found.gains.ahead[over][row])
            sought = found.gains.sought[over][row, columns]
            sides += [
                [codes[ahead] if ahead >= 0 and state else "" for state in sought.tolist()],
                number_cells(found.gains.needed[over][row, columns].tolist()),
                number_cells(found.gains.points[over][row, columns].tolist()),
                [STATES[Sought(state)] for state in sought.tolist()],
            ]
        for n, column in enumerate(columns):
            yield [code, result.nodes[column].code, *(each[n] for each in cells), *(each[n] for each in sides)]
