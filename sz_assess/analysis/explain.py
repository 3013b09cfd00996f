"""Every number, worked out: from the cells that were delivered to the points that count, for one unit and node."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from sz_assess.analysis.growths import Growths
from sz_assess.analysis.treated import treated_lines, treated_note
from sz_assess.analysis.written import Figure, Written, write
from sz_assess.expression import Expression
from sz_assess.i18n import Language
from sz_assess.method.assessment import Unit
from sz_assess.method.indicator import Dimension, Indicator, Points
from sz_assess.result import IMPUTED, AdjustmentOutcome, Node, Result, Status
from sz_assess.scoring.rules import Line, One, Rule, write_out
from sz_assess.scoring.rules.base import Direction
from sz_assess.text import NO_WORDS, Text, msg, number

_BY_RULE = {Status.SCORED, *IMPUTED}


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
    scheme: Text = NO_WORDS
    """Where the weights of an inner node's parts come from, with the shares; empty where the file states them."""
    growths: tuple[Growths, ...] = ()
    """Growth that was reported, and counts, where it differs from what follows from the levels."""
    raw: float = math.nan
    """A leaf's value as its formula gives it, before anything was put in or treated."""


def explain(result: Result, unit: int, node: int, *, language: Language = "zh", deep: bool = True) -> Explanation:
    """Explain one node of one unit, with what is below it where ``deep``.

    ``unit`` and ``node`` are positions in the result. ``language`` is that of the statistics' names in formulas.
    """
    return Explainer(result, language).explain(unit, node, deep=deep)


@dataclass(frozen=True)
class _Node:
    """What is the same for all units: the rule in its long form, its words, the formula ready to be written."""

    rule: Rule | None
    direction: Direction
    words: Text
    formula: Written | None


class Explainer:
    """Explains one result, unit after unit; what is the same for all units is worked out once."""

    def __init__(self, result: Result, language: Language) -> None:
        self.result, self.language = result, language
        self._nodes: dict[int, _Node] = {}
        self._formulas: dict[Expression, Written] = {}

    def formula(self, formula: Expression) -> Written:
        """A formula over statistics, ready to be written."""
        if formula not in self._formulas:
            self._formulas[formula] = write(self.result, formula, self.language)
        return self._formulas[formula]

    def explain(self, unit: int, node: int, *, deep: bool = True) -> Explanation:
        """Explain one node of one unit, with what is below it where ``deep``."""
        result, found, same = self.result, self.result.nodes[node], self._same(node)
        status, value = Status(int(result.status[unit, node])), float(result.value[unit, node])
        score = float(result.score[unit, node])
        references: dict[str, float] = {}
        lines: tuple[Line, ...] = ()
        if same.rule is not None:
            references = {name: float(of[unit]) for name, of in result.references[found.code].items()}
            if status in _BY_RULE and not math.isnan(value):
                one = One(value, references, score)
                lines = treated_lines(result, unit, node) + write_out(same.rule, one, same.direction)
        formula, numbers = same.formula, ""
        if formula is None:
            numbers = _of_parts(result, unit, node, language=self.language) or _aggregation(result, unit, found)
        elif status == Status.SCORED:
            numbers = formula.numbers(unit)
        return Explanation(
            unit=result.units[unit],
            node=found,
            formula_words="" if formula is None else formula.words,
            formula_numbers=numbers,
            figures=self._figures(unit, found, formula),
            growths=() if formula is None else formula.growths(unit),
            value=value,
            rule_words=same.words,
            lines=lines,
            references=references,
            score=score,
            weight=float(result.weight[unit, node]),
            contribution=float(result.contribution[unit, node]),
            status=status,
            note=_note(result, unit, node, status),
            children=tuple(self.explain(unit, child) for child in found.children) if deep else (),
            scheme=scheme_words(result, found),
            raw=value if result.data is None else float(result.data.raw[unit, node]),
        )

    def _figures(self, unit: int, node: Node, formula: Written | None) -> tuple[Figure, ...]:
        """The figures that the value follows from, and those that the rule looks at besides."""
        if formula is None:
            return ()
        further = node.spec.figures if isinstance(node.spec, Indicator) else {}
        found = formula.figures(unit)
        if further:
            more = (each for of in further.values() for each in self.formula(of).figures(unit))
            found = tuple(dict.fromkeys((*found, *more)))
        return found

    def _same(self, node: int) -> _Node:
        if node not in self._nodes:
            self._nodes[node] = self._worked_out(self.result.nodes[node])
        return self._nodes[node]

    def _worked_out(self, node: Node) -> _Node:
        spec = node.spec
        words = NO_WORDS if node.aggregator is None else node.aggregator.words()
        if spec is None or spec.scoring is None:
            return _Node(None, "positive", words, None)
        if isinstance(spec, Dimension):
            rule = spec.scoring.long_form("positive")
            return _Node(rule, "positive", msg("{aggregate}; then {rule}", aggregate=words, rule=rule.words()), None)
        rule = spec.scoring.long_form(spec.direction)
        return _Node(rule, spec.direction, spec.scoring.clause(spec.direction), self.formula(spec.formula))


def _note(result: Result, unit: int, node: int, status: Status) -> Text:
    """What became of a figure, and of its value."""
    notes = [note_of(status, result.nodes[node].spec), treated_note(result, unit, node)]
    told = [note for note in notes if note.template]
    return msg("{one}; {other}", one=told[0], other=told[1]) if len(told) == 2 else told[0] if told else NO_WORDS


def explain_adjustment(outcome: AdjustmentOutcome, unit: int) -> tuple[Line, ...]:
    """The arithmetic of one adjustment of one unit; the last line's result is its points, without a sign.

    Empty where it does not apply.
    """
    counted = float(outcome.counted[unit])
    if math.isnan(counted):
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


def scheme_words(result: Result, node: Node) -> Text:
    """The scheme that gives the weights of a node's parts, what it found and the shares; empty for none."""
    outcome = next((each for each in result.schemes if each.node == node.code), None)
    if outcome is None:
        return NO_WORDS
    names = {each.code: each.name for each in result.nodes}
    shares = [
        msg("{name} {share}", name=names[code], share=number(float(share), 6))
        for code, share in zip(outcome.parts, outcome.derived.shares, strict=True)
    ]
    found = [msg("{name} {share}", name=words, share=number(value, 6)) for words, value in outcome.derived.found]
    if not found:
        return msg("{scheme}: {shares}", scheme=outcome.scheme.words(), shares=shares)
    return msg("{scheme} ({found}): {shares}", scheme=outcome.scheme.words(), found=found, shares=shares)


def _of_parts(result: Result, unit: int, node: int, language: str) -> str:
    """The mean of the scores of a unit's parts, written out; empty where the score is not made so."""
    spec = result.assessment.weights.parents
    if spec is None or unit not in result.made_of or result.nodes[node].code not in spec.at:
        return ""
    return " + ".join(
        f"{number(share, 6)} × {number(float(result.score[part, node]), 6)} ({result.units[part].of(language)})"
        for part, share in result.made_of[unit]
    )


def _aggregation(result: Result, unit: int, node: Node) -> str:
    """An inner node's aggregation with its children's scores and effective weights put in."""
    counted = [
        (score, weight)
        for child in node.children
        if (weight := float(result.weight[unit, child])) > 0
        and not math.isnan(score := float(result.score[unit, child]))
    ]
    whole = sum(weight for _, weight in counted)
    if node.aggregator is None or not counted or whole == 0:
        return ""
    return node.aggregator.written([score for score, _ in counted], [weight / whole for _, weight in counted])


def note_of(status: Status, spec: Dimension | Indicator | None) -> Text:
    """What is out of the ordinary about a node's score, in words; empty where nothing is."""
    match status:
        case Status.SCORED:
            return NO_WORDS
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
        case Status.OF_PARTS:
            return msg("the unit is made of other units: its score is made of theirs")
        case Status.DROPPED:
            return msg("the indicator has too little data: left out for all, its weight goes to the others")
