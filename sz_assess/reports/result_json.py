"""``result.json``: the whole result with its trace, for programs. Its schema is in docs/reference/result.md.

The file is written piece by piece, one unit and one series of figures a line, so that a large result needs no more
memory than a small one. Numbers are in full precision; null stands where there is none.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from sz_assess import __version__
from sz_assess.method.adjustment_points import AdjustmentPoints
from sz_assess.method.assessment import Unit
from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.numeric import FloatArray
from sz_assess.reports.checks_json import in_all_languages, repairs_entry, warnings_entry
from sz_assess.reports.deliveries_json import converted_entries, growths_entry, revisions_entry
from sz_assess.result import Node, Result, Status
from sz_assess.scoring.rules.base import Direction
from sz_assess.scoring.treatment import Outcome
from sz_assess.scoring.treatment.shape import Measured

FORMAT = "sz_assess result 1"

_BLOCK = 500
"""Units whose numbers are turned into text at a time."""
_STATUS = {int(status): f'"{status.name.lower()}"' for status in Status}

_TOTALS = (
    "base", "bonus", "deduction", "adjusted", "total", "published",
    "rank", "group_rank", "previous_rank", "rank_change",
)  # fmt: skip


def write_json(result: Result, path: Path) -> Path:
    """Write the result to ``path``."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("{\n")
        for name, value in {
            **head(result),
            "data": data_entry(result),
            "warnings": warnings_entry(result),
            "repairs": repairs_entry(result),
            "revisions": revisions_entry(result),
            "growths": growths_entry(result),
        }.items():
            file.write(f"{_json(name)}: {_json(value)},\n")
        _stream(file, "nodes", (_json(node_entry(result, node)) for node in result.nodes))
        _stream(file, "units", unit_texts(result))
        _stream(file, "converted", map(_json, converted_entries(result)))
        _stream(file, "figures", map(_json, figure_entries(result)), last=True)
        file.write("}\n")
    return path


def _stream(file: IO[str], name: str, entries: Iterable[str], last: bool = False) -> None:
    file.write(f"{_json(name)}: [")
    comma = "\n"
    for entry in entries:
        file.write(comma + entry)
        comma = ",\n"
    file.write("\n]\n" if last else "\n],\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _number(value: float) -> float | None:
    """NaN is null; a negative zero is zero."""
    return None if math.isnan(value) else value + 0.0


def head(result: Result) -> dict[str, Any]:
    """What was assessed, by which method and weights."""
    assessment = result.assessment
    method = assessment.method
    return {
        "format": FORMAT,
        "sz_assess": __version__,
        # Weights may be given as a path of this machine; the file's name is enough, the manifest has its SHA-256.
        "assessment": {**assessment.about.model_dump(mode="json"), "weights": Path(assessment.about.weights).name},
        "method": method.about.model_dump(mode="json"),
        "weights": assessment.weights.model_dump(mode="json"),
        "adjustments": [
            {
                **outcome.spec.model_dump(mode="json"),
                "points": assessment.weights.adjustments.items.get(outcome.spec.code, AdjustmentPoints()).model_dump(
                    mode="json"
                ),
            }
            for outcome in result.adjustments
        ],
        "schemes": [
            {
                "node": outcome.node,
                "method": outcome.scheme.method,
                "units": outcome.units,
                "found": {str(words): _number(value) for words, value in outcome.derived.found},
                "shares": {
                    code: _number(float(share))
                    for code, share in zip(outcome.parts, outcome.derived.shares, strict=True)
                },
            }
            for outcome in result.schemes
        ],
        "lists": [
            {
                **outcome.spec.model_dump(mode="json"),
                "on": [result.units[row].code for row in outcome.on],
                "withdrawn": [result.units[row].code for row in outcome.withdrawn],
            }
            for outcome in result.lists
        ],
        "vetoes": [outcome.spec.model_dump(mode="json") for outcome in result.vetoes],
        "not_assessed": [{**_named(unit), "role": unit.role} for unit in assessment.units if unit.role != "assessed"],
    }


def data_entry(result: Result) -> dict[str, Any] | None:
    """What was done to the data before they were scored; null where nothing was recorded."""
    data = result.data
    if data is None:
        return None
    return {
        "thin": [
            {"unit": result.units[thin.unit].code, "effect": thin.effect, "reason": in_all_languages(thin.reason)}
            for thin in data.thin
        ],
        "dropped": [{"indicator": each.code, "missing": each.missing, "due": each.due} for each in data.dropped],
        "outliers": {code: _outliers(outcome) for code, outcome in data.outliers.items()},
    }


def _outliers(outcome: Outcome) -> dict[str, Any]:
    return {
        "verdict": outcome.verdict,
        "before": _measured(outcome.before),
        "attempts": [
            {
                "step": attempt.step.model_dump(mode="json", by_alias=True),
                "parameters": {name: _number(value) for name, value in attempt.taken.parameters.items()},
                "moved": attempt.moved,
                "after": _measured(attempt.after),
            }
            for attempt in outcome.attempts
        ],
    }


def _measured(found: Measured | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"skewness": _number(found.skewness), "kurtosis": _number(found.kurtosis), "passes": found.passes}


def _named(unit: Unit) -> dict[str, Any]:
    return {"code": unit.code, "name": {"zh": unit.name, "en": unit.name_en}, "group": unit.group}


def node_entry(result: Result, node: Node) -> dict[str, Any]:
    """One node of the tree: for an indicator its whole specification, with the rule in words."""
    entry: dict[str, Any] = {
        "code": node.code,
        "name": node.name.model_dump(mode="json"),
        "kind": node.kind,
        "level": node.level,
        "parent": result.nodes[node.parent].code if node.parent >= 0 else None,
        "aggregate": None if node.aggregator is None else node.aggregator.model_dump(mode="json"),
    }
    if isinstance(node.spec, Indicator):
        entry["indicator"] = node.spec.model_dump(mode="json")
    elif isinstance(node.spec, Dimension):
        entry["dimension"] = node.spec.model_dump(mode="json", exclude={"indicators", "dimensions"})
    if node.spec is not None and node.spec.scoring is not None:
        direction: Direction = node.spec.direction if isinstance(node.spec, Indicator) else "positive"
        entry["rule_words"] = in_all_languages(node.spec.scoring.long_form(direction).words())
    return entry


def unit_texts(result: Result) -> Iterator[str]:
    """Every assessed unit, in the order of units.csv, with what it has at every node, as JSON.

    The nodes' texts are put together from a pattern for each node: a large result has millions of numbers.
    """
    columns = _columns(result)
    # Sorted, because the order in which names were looked up means nothing.
    references = [sorted(result.references.get(node.code, {}).items()) for node in result.nodes]
    patterns = [
        _pattern(node.code, [*columns], [name for name, _ in found])
        for node, found in zip(result.nodes, references, strict=True)
    ]
    width = len(result.nodes)
    for start in range(0, len(result.units), _BLOCK):
        block = slice(start, start + _BLOCK)
        cells = [_texts(of[block].ravel().tolist()) for of in columns.values()]
        status = [[_STATUS[code] for code in row] for row in result.status[block].tolist()]
        found = [[_texts(values[block].tolist()) for _, values in each] for each in references]
        for number, unit in enumerate(result.units[block]):
            own = slice(number * width, (number + 1) * width)
            rows = zip(*(column[own] for column in cells), status[number], strict=True)
            nodes = (
                pattern % (*row, *(texts[number] for texts in known))
                for pattern, row, known in zip(patterns, rows, found, strict=True)
            )
            head = _json({**_named(unit), **_totals(result, start + number)})
            yield f'{head[:-1]}, "nodes": {{{", ".join(nodes)}}}}}'


def _columns(result: Result) -> dict[str, FloatArray]:
    """What is given of every node, (units, nodes)."""
    trace = result.data
    return {
        "raw": result.value if trace is None else trace.raw,
        "imputed": result.value if trace is None else trace.imputed,
        "value": result.value,
        "score": result.score,
        "nominal_weight": result.nominal,
        "weight": result.weight,
        "contribution": result.contribution,
        "rank": np.column_stack([result.rank, result.node_rank[:, 1:]]),
        "group_rank": np.column_stack([result.group_rank, result.node_group_rank[:, 1:]]),
    }


def _pattern(code: str, names: list[str], references: list[str]) -> str:
    """One node's cell with %s for each number, the status, and each reference point."""

    def keys(of: list[str]) -> str:
        return ", ".join(f"{_json(name).replace('%', '%%')}: %s" for name in of)

    return f'{_json(code)}: {{{keys([*names, "status"])}, "references": {{{keys(references)}}}}}'


def _texts(values: list[float]) -> list[str]:
    """Numbers as JSON has them. Raises ValueError for an infinite one."""
    if math.inf in values or -math.inf in values:
        raise ValueError("an infinite number in a result")
    # Weights, ranks and reference points repeat.
    known = {value: "null" if math.isnan(value) else repr(value + 0.0) for value in set(values)}
    return [known[value] for value in values]


def _totals(result: Result, number: int) -> dict[str, Any]:
    def at(values: FloatArray | None) -> float | None:
        return None if values is None else _number(float(values[number]))

    return {
        **{name: at(getattr(result, name)) for name in _TOTALS},
        "grade": result.grade[number],
        "adjustments": {
            outcome.spec.code: {
                "counted": at(outcome.counted),
                "each": at(outcome.rate),
                "cap": at(outcome.cap),
                "points": at(outcome.points),
                "references": {name: at(values) for name, values in sorted(outcome.references.items())},
            }
            for outcome in result.adjustments
        },
        "adjustment_groups": {group: at(values) for group, values in result.adjustment_groups.items()},
        "vetoes": [outcome.spec.code for outcome in result.vetoes if outcome.struck[number]],
    }


def figure_entries(result: Result) -> Iterator[dict[str, Any]]:
    """Every delivered figure with the cell it came from: one entry a statistic and period."""
    panel = result.panel
    for s, statistic in enumerate(panel.statistics):
        for p, period in enumerate(panel.periods):
            there = np.flatnonzero(panel.origin[s, :, p] >= 0)
            if there.size:
                places = panel.cells.places(panel.origin[s, there, p])
                pairs = zip(panel.values[s, there, p].tolist(), places, strict=True)
                figures = {panel.units[unit]: pair for unit, pair in zip(there.tolist(), pairs, strict=True)}
                yield {"statistic": statistic, "period": str(period), "figures": figures}
