"""One unit's score at one node, written out from the cells to the points that count."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sz_assess.analysis.explain import Explanation, explain_adjustment
from sz_assess.analysis.written import Figure
from sz_assess.method.common import Source
from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.numeric import level
from sz_assess.reports import shown
from sz_assess.reports.book import Book
from sz_assess.reports.ledger_rows import rows_files
from sz_assess.reports.wording import TAGS, reference_name, requirement_words, veto_condition, veto_effect, with_names
from sz_assess.result import AdjustmentOutcome, Status, VetoOutcome
from sz_assess.scoring.rules import Line
from sz_assess.text import Text, msg, plural


@dataclass(frozen=True)
class FigureRow:
    """A delivered figure and its cell; ``rows`` is the table of the rows that it was counted from, where it was."""

    name: str
    period: str
    value: str
    place: str
    rows: str = ""
    words: str = ""
    """What it covers or was converted from, or why there is none."""


@dataclass(frozen=True)
class Step:
    """A line of arithmetic: what is worked out, the expression, the outcome (empty where the expression says it)."""

    label: str
    expression: str
    result: str


@dataclass(frozen=True)
class Clause:
    """Where a rule is laid down, and its words."""

    place: str
    says: str


@dataclass(frozen=True)
class Item:
    """A node's arithmetic for one unit. ``steps`` and ``rule`` are empty where scores are not disclosed; ``inner`` is
    true for a dimension, whose numbers are its children's scores; ``numbers`` is empty where it would only repeat the
    value."""

    anchor: str
    name: str
    tag: str
    note: str
    inner: bool
    formula: str
    numbers: str
    value: str
    figures: tuple[FigureRow, ...]
    growths: tuple[str, ...]
    """Growth as reported against growth from the levels, where they differ."""
    rule: str
    references: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    outcome: str
    clause: Clause


@dataclass(frozen=True)
class AdjustmentItem:
    """A bonus or deduction of one unit, written out. ``node`` names what it changes where that is not the total."""

    name: str
    kind: str
    node: str
    formula: str
    numbers: str
    counted: str
    steps: tuple[Step, ...]
    points: str
    figures: tuple[FigureRow, ...]
    clause: Clause


@dataclass(frozen=True)
class VetoItem:
    """A veto as it stands for one unit."""

    name: str
    condition: str
    numbers: str
    struck: bool
    effect: str
    figures: tuple[FigureRow, ...]
    clause: Clause


@dataclass(frozen=True)
class _Same:
    """What an indicator's or dimension's arithmetic has in common for all units."""

    anchor: str
    inner: bool
    measure: str
    rule: str
    clause: Clause


def _same(book: Book, node: int, rule: Text) -> _Same:
    known: _Same | None = book.kept.get(("arithmetic", node))
    if known is None:
        found = book.result.nodes[node]
        known = book.kept["arithmetic", node] = _Same(
            anchor=f"{'i' if found.kind == 'indicator' else 'd'}-{found.code}",
            inner=found.kind != "indicator",
            measure=book.measure(found),
            rule=with_names(book, book.say(rule)) if book.scores_shown else "",
            clause=clause(book, None if found.spec is None else found.spec.source),
        )
    return known


def item(book: Book, unit: int, node: int) -> Item:
    """The arithmetic of a node: of a leaf from its figures, of an inner node from its children's scores."""
    found = book.explainer.explain(unit, node, deep=False)
    same, spec, shows = _same(book, node, found.rule_words), found.node.spec, book.scores_shown
    value = found.raw if not same.inner else found.score if math.isnan(found.value) else found.value
    numbers = found.formula_numbers if shows or not same.inner else ""
    return Item(
        anchor=same.anchor,
        name=book.nodes[node].name,
        tag=book.say(TAGS[found.status]),
        note=book.say(found.note),
        inner=same.inner,
        formula=found.formula_words,
        numbers="" if numbers == shown.full(value) else numbers,
        value="" if math.isnan(value) else shown.measured(shown.full(value), same.measure),
        figures=tuple(figure_row(book, figure, unit) for figure in found.figures),
        growths=tuple(book.say(growth.words()) for growth in found.growths),
        rule=same.rule,
        references=_references(book, found) if shows else (),
        steps=_steps(book, found, spec) if shows and spec is not None else (),
        outcome=_outcome(found) if shows else "",
        clause=same.clause,
    )


def clause(book: Book, source: Source | None) -> Clause:
    """A clause with its document's number, and what it says."""
    if source is None:
        return Clause("", "")
    document = source.document or book.result.assessment.method.about.document.number
    return Clause(f"{document} {source.clause}", book.name(source.says) if source.says else "")


def figure_row(book: Book, figure: Figure, unit: int) -> FigureRow:
    """A unit's figure with its measure and its cell."""
    rows = rows_files(book).get((unit, figure.statistic))
    measure = book.statistic_measures.get(figure.statistic, "")
    missing = math.isnan(figure.value)
    return FigureRow(
        name=book.name(figure.name),
        period=str(figure.period),
        value=book.say(msg("missing")) if missing else shown.measured(shown.full(figure.value), measure),
        place=figure.place or "",
        rows="" if rows is None else rows.href,
        words=book.say(figure.words),
    )


def _references(book: Book, found: Explanation) -> tuple[tuple[str, str], ...]:
    """The reference points in force, without those that say nothing."""
    return tuple(
        (reference_name(book, name), shown.full(value))
        for name, value in found.references.items()
        if not math.isnan(value) and not (name == "full" and value == 100)
    )


def _steps(book: Book, found: Explanation, spec: Indicator | Dimension) -> tuple[Step, ...]:
    """The rule's lines, and what happens to their outcome until it is the score."""
    if math.isnan(found.score):
        return ()
    steps = [*_lines(book, found.lines)]
    if spec.scoring is None:
        last = found.value if not math.isnan(found.value) else found.score
    elif found.lines and found.lines[-1].result is not None:
        last = found.lines[-1].result
        if spec.scoring.scale == "points":
            full = found.references["full"]
            words, last = f"{shown.exact(last)} ÷ {shown.exact(full)} × 100", last / full * 100
            steps.append(Step(book.say(msg("in per cent of full marks")), words, shown.full(last)))
    else:
        return (*steps, Step(book.say(msg("score")), shown.full(found.score), ""))
    if spec.round is not None and found.status != Status.VETOED and not level(last, found.score):
        label = book.say(plural("rounded to {n} decimal", "rounded to {n} decimals", n=spec.round.decimals))
        steps.append(Step(label, shown.full(last), shown.full(found.score)))
    return tuple(steps)


def _lines(book: Book, lines: tuple[Line, ...]) -> tuple[Step, ...]:
    return tuple(
        Step(book.say(line.label), line.expression, "" if line.result is None else shown.full(line.result))
        for line in lines
    )


def _outcome(found: Explanation) -> str:
    """``score × weight ÷ 100 = contribution``; empty where the node brings no points by itself."""
    if math.isnan(found.score) or math.isnan(found.contribution) or found.weight == 0:
        return ""
    return f"{shown.exact(found.score)} × {shown.exact(found.weight)} ÷ 100 = {shown.full(found.contribution)}"


def adjustment_item(book: Book, unit: int, outcome: AdjustmentOutcome) -> AdjustmentItem:
    """A bonus or deduction: what was counted, times the points for each or by a rule, up to the cap."""
    spec, result = outcome.spec, book.result
    counted, points = float(outcome.counted[unit]), float(outcome.points[unit])
    nothing, formula = math.isnan(counted), book.explainer.formula(spec.formula)
    numbers = "" if nothing else formula.numbers(unit)
    measure = book.measures.get(spec.unit, spec.unit)
    return AdjustmentItem(
        name=book.name(spec.name),
        kind=book.say(msg("bonus") if spec.kind == "bonus" else msg("deduction")),
        node="" if spec.node is None else book.nodes[result.index(spec.node)].name,
        formula=formula.words,
        numbers="" if numbers == shown.full(counted) else numbers,
        counted=book.say(msg("nothing is counted")) if nothing else shown.measured(shown.short(counted), measure),
        steps=_lines(book, explain_adjustment(outcome, unit)) if book.scores_shown else (),
        points=shown.signed_short(points) if book.scores_shown else "",
        figures=tuple(figure_row(book, figure, unit) for figure in formula.figures(unit)),
        clause=clause(book, spec.source),
    )


def veto_item(book: Book, unit: int, outcome: VetoOutcome) -> VetoItem:
    """A veto: its condition, in words and with the unit's numbers, and what it takes away where it holds."""
    spec = outcome.spec
    formula = None if spec.when is None else book.explainer.formula(spec.when)
    return VetoItem(
        name=book.name(spec.name),
        condition=veto_condition(book, spec),
        numbers=_failed(book, unit, outcome) if formula is None else formula.numbers(unit),
        struck=bool(outcome.struck[unit]),
        effect=book.say(veto_effect(book, spec)),
        figures=tuple(figure_row(book, figure, unit) for figure in (formula.figures(unit) if formula else ())),
        clause=clause(book, spec.source),
    )


def _failed(book: Book, unit: int, outcome: VetoOutcome) -> str:
    """Which of a veto's requirements the unit fails, in words."""
    failed = () if outcome.failed is None else outcome.failed[unit]
    words = [requirement_words(book, each) for each, fails in zip(outcome.spec.fails, failed, strict=True) if fails]
    return book.say(msg("not met: {requirements}", requirements=words) if words else msg("all are met"))
