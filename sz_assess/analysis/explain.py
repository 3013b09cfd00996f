"""Every number, worked out: from the cells that were delivered to the points that count, for one unit and node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sz_assess.analysis.treated import treated_lines, treated_note
from sz_assess.expression import Expression
from sz_assess.formulas import Writer, write_figure
from sz_assess.method.assessment import Unit
from sz_assess.method.common import Name
from sz_assess.method.indicator import Dimension, Indicator, Points
from sz_assess.periods import Period
from sz_assess.result import IMPUTED, AdjustmentOutcome, Node, Result, Status
from sz_assess.scoring.rules import Line, One, write_out
from sz_assess.scoring.rules.base import Direction
from sz_assess.text import Text, msg, number

_BY_RULE = {Status.SCORED, *IMPUTED}


@dataclass(frozen=True)
class Figure:
    """One statistic that went into a value, and the cell that it was delivered in (None: not delivered)."""

    statistic: str
    name: Name
    period: Period
    value: float
    place: str | None


@dataclass(frozen=True)
class Explanation:
    """One node of one unit. Numbers are NaN where the node does not count."""

    unit: Unit
    node: Node
    formula_words: str
    """The formula with the statistics' names; for an inner node empty."""
    formula_numbers: str
    """The formula, or the aggregation, with the numbers put in; empty where there is nothing to compute."""
    figures: tuple[Figure, ...]
    value: float
    rule_words: Text
    lines: tuple[Line, ...]
    references: Mapping[str, float]
    score: float
    weight: float
    contribution: float
    status: Status
    note: Text
    """What is out of the ordinary, such as a missing figure and what was done; empty where nothing is."""
    children: tuple[Explanation, ...]
    raw: float = np.nan
    """A leaf's value as its formula gives it, before anything was put in or treated."""


def explain(result: Result, unit: int, node: int, *, language: str = "zh", deep: bool = True) -> Explanation:
    """Explain one node of one unit, with what is below it where ``deep``.

    ``unit`` and ``node`` are positions in the result. ``language`` is that of the statistics' names in formulas.
    """
    found = result.nodes[node]
    status = Status(int(result.status[unit, node]))
    words, numbers = _aggregation(result, unit, found)
    plain = Explanation(
        unit=result.units[unit],
        node=found,
        formula_words="",
        formula_numbers=numbers,
        figures=(),
        value=float(result.value[unit, node]),
        rule_words=words,
        lines=(),
        references={},
        score=float(result.score[unit, node]),
        weight=float(result.weight[unit, node]),
        contribution=float(result.contribution[unit, node]),
        status=status,
        note=_note(result, unit, node, status),
        children=tuple(explain(result, unit, child, language=language) for child in found.children if deep),
    )
    spec = found.spec
    if spec is None or spec.scoring is None:
        return plain
    direction: Direction = spec.direction if isinstance(spec, Indicator) else "positive"
    references = {name: float(of[unit]) for name, of in result.references[found.code].items()}
    scored = status in _BY_RULE and not np.isnan(plain.value)
    one = One(plain.value, references, plain.score)
    plain = replace(
        plain,
        lines=treated_lines(result, unit, node) + write_out(spec.scoring, one, direction) if scored else (),
        references=references,
    )
    if isinstance(spec, Dimension):
        words = msg("{aggregate}; then {rule}", aggregate=words, rule=spec.scoring.long_form(direction).words())
        return replace(plain, rule_words=words)
    return replace(
        plain,
        formula_words=formula_words(result, spec.formula, language),
        formula_numbers=formula_numbers(result, unit, spec.formula) if status == Status.SCORED else "",
        figures=figures_of(result, unit, spec.formula),
        rule_words=spec.scoring.long_form(direction).words(),
        raw=plain.value if result.data is None else float(result.data.raw[unit, node]),
    )


def _note(result: Result, unit: int, node: int, status: Status) -> Text:
    """What became of a figure, and of its value."""
    notes = [note_of(status, result.nodes[node].spec), treated_note(result, unit, node)]
    told = [note for note in notes if note.template]
    return msg("{one}; {other}", one=told[0], other=told[1]) if len(told) == 2 else told[0] if told else msg("")


def explain_adjustment(outcome: AdjustmentOutcome, unit: int) -> tuple[Line, ...]:
    """The arithmetic of one adjustment of one unit; the last line's result is its points, without a sign.

    Empty where it does not apply.
    """
    counted = float(outcome.counted[unit])
    if np.isnan(counted):
        return ()
    spec = outcome.spec
    if spec.scoring is None:
        rate = float(outcome.rate[unit])
        lines: tuple[Line, ...] = (Line(msg("points"), f"{number(counted, 6)} × {number(rate, 6)}", counted * rate),)
    else:
        references = {name: float(of[unit]) for name, of in outcome.references.items()}
        lines = write_out(spec.scoring, One(counted, references, abs(float(outcome.points[unit]))), "positive")
    found = lines[-1].result if lines else None
    if outcome.cap is not None and found is not None and found > outcome.cap[unit]:
        cap = float(outcome.cap[unit])
        lines += (Line(msg("at most"), number(cap, 6), cap),)
    return lines


def formula_words(result: Result, formula: Expression, language: str) -> str:
    """A formula with the statistics' names in place of codes, and the period of each."""
    names = {statistic.code: statistic.name.of(language) for statistic in result.assessment.method.statistics}
    period = result.assessment.about.period

    def figure(name: str, at: Period) -> str:
        shown = names.get(name, name)
        return shown if at == period else f"{shown}[{at}]"

    return Writer(figure, period).write(formula.tree)


def figures_of(result: Result, unit: int, formula: Expression) -> tuple[Figure, ...]:
    """Every figure that a formula uses for a unit, in order of appearance, each once."""
    specs = {statistic.code: statistic for statistic in result.assessment.method.statistics}
    seen: dict[tuple[str, Period], Figure] = {}

    def figure(name: str, at: Period) -> str:
        if name in specs:
            owner = _owner(result, unit, name)
            value = _figure(result, owner, name, at)
            place = result.panel.place(name, owner, at)
            seen.setdefault((name, at), Figure(name, specs[name].name, at, value, place))
        return name

    Writer(figure, result.assessment.about.period).write(formula.tree)
    return tuple(seen.values())


def formula_numbers(result: Result, unit: int, formula: Expression) -> str:
    """A formula with one unit's figures in place of names."""

    def figure(name: str, at: Period) -> str:
        return write_figure(_figure(result, _owner(result, unit, name), name, at))

    return Writer(figure, result.assessment.about.period).write(formula.tree)


def _owner(result: Result, unit: int, statistic: str) -> str:
    """Who a figure is reported for: the unit, or the city for a city-level statistic."""
    level = {spec.code: spec.level for spec in result.assessment.method.statistics}.get(statistic, "unit")
    if level == "unit":
        return result.units[unit].code
    return next(other.code for other in result.assessment.units if other.role == "city")


def _figure(result: Result, owner: str, statistic: str, period: Period) -> float:
    return float(result.panel.series(statistic, period)[result.panel.units.index(owner)])


def _aggregation(result: Result, unit: int, node: Node) -> tuple[Text, str]:
    """An inner node's method in words, and with its children's scores and effective weights put in."""
    if node.aggregator is None:
        return msg(""), ""
    counted = [
        (float(result.score[unit, child]), float(result.weight[unit, child]))
        for child in node.children
        if result.weight[unit, child] > 0 and not np.isnan(result.score[unit, child])
    ]
    whole = sum(weight for _, weight in counted)
    if not counted or whole == 0:
        return node.aggregator.words(), ""
    scores, weights = [score for score, _ in counted], [weight / whole for _, weight in counted]
    return node.aggregator.words(), node.aggregator.written(scores, weights)


def note_of(status: Status, spec: Dimension | Indicator | None) -> Text:
    """What is out of the ordinary about a node's score, in words; empty where nothing is."""
    match status:
        case Status.SCORED:
            return msg("")
        case Status.NOT_APPLICABLE:
            return msg("does not apply to this unit")
        case Status.MISSING_EXCLUDED:
            return msg("no figure: left out, its weight goes to the others")
        case Status.MISSING_WORST:
            return msg("no figure: the lowest score of the units")
        case Status.MISSING_ZERO:
            return msg("no figure: scored 0")
        case Status.MISSING_POINTS:
            points = spec.missing.points if isinstance(spec, Indicator) and isinstance(spec.missing, Points) else 0.0
            return msg("no figure: {points} points, as the method sets", points=number(points))
        case Status.IMPUTED_GROUP_MEAN:
            return msg("no figure: scored with the mean of its group")
        case Status.IMPUTED_LAST_YEAR:
            return msg("no figure: scored with its figure of the year before")
        case Status.VETOED:
            return msg("set to 0 by a veto")
        case Status.IMPUTED_GROUP_MEDIAN:
            return msg("no figure: scored with the median of its group")
        case Status.IMPUTED_MEAN:
            return msg("no figure: scored with the mean of all units")
        case Status.IMPUTED_MEDIAN:
            return msg("no figure: scored with the median of all units")
        case Status.IMPUTED_LINEAR:
            return msg("no figure: scored with its value on the line through its other years")
        case Status.TOO_LITTLE_DATA:
            return msg("the unit has too little data and is not scored")
        case Status.DROPPED:
            return msg("the indicator has too little data: left out for all, its weight goes to the others")
