"""What the method says about an indicator: formula, targets, rule, policies, sources, clause, all in words."""

from __future__ import annotations

from dataclasses import dataclass

from sz_assess.expression import Expression
from sz_assess.method.indicator import DatedValue, Indicator, Series
from sz_assess.reports import shown
from sz_assess.reports.arithmetic import Clause, clause
from sz_assess.reports.book import Book
from sz_assess.reports.wording import (
    NOT_APPLICABLE,
    missing_words,
    over_words,
    reference_name,
    selection_words,
    with_names,
)
from sz_assess.scoring.references import PLACES, is_statistic
from sz_assess.scoring.rules.base import Rule
from sz_assess.scoring.rules.nested import bounds_words
from sz_assess.scoring.rules.short_forms import Band
from sz_assess.text import Text, msg, number, plural


@dataclass(frozen=True)
class Definition:
    """An indicator in words. Empty texts are left out of a page."""

    anchor: str
    name: str
    href: str
    weight: str
    group_weights: tuple[tuple[str, str], ...]
    measure: str
    direction: str
    formula: str
    supplied: tuple[tuple[str, str], ...]
    """Statistics and the departments that deliver them."""
    series: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Targets and other dated references: name, and figures by year."""
    rule_name: str
    rule: str
    bounds: str
    over: str
    rounding: tuple[str, ...]
    base: tuple[str, ...]
    missing: str
    not_applicable: str
    note: str
    clause: Clause


def definition(book: Book, spec: Indicator, node: int) -> Definition:
    """All that the method and the weights say about an indicator."""
    measure = book.measures.get(spec.unit, spec.unit)
    rule = spec.scoring.long_form(spec.direction)
    dated = [(name, series) for name, series in (("target", spec.targets), *spec.references.items()) if series]
    return Definition(
        anchor=f"i-{spec.code}",
        name=book.name(spec.name),
        href=book.nodes[node].href,
        weight=shown.weight_range(book.result.nominal[:, node]),
        group_weights=group_weights(book, node),
        measure=measure,
        direction=book.say(_direction(spec)),
        formula=book.explainer.formula(spec.formula).words,
        supplied=supplied(book, spec.formula),
        series=(
            *((reference_name(book, name), dated_words(book, series, measure)) for name, series in dated),
            *((name, (("", book.explainer.formula(of).words),)) for name, of in spec.figures.items()),
        ),
        rule_name=spec.scoring.rule,
        rule=with_names(book, book.say(spec.scoring.clause(spec.direction))),
        bounds=book.say(bounds_words(rule.within)),
        over=book.say(over_words(book, rule.over)) if _over_matters(rule) else "",
        rounding=tuple(book.say(line) for line in _rounding(spec)),
        base=tuple(book.say(line) for line in _base(spec)),
        missing=book.say(missing_words(spec.missing)),
        not_applicable=_not_applicable(book, spec),
        note=book.name(spec.note) if spec.note else "",
        clause=clause(book, spec.source),
    )


def _direction(spec: Indicator) -> Text:
    if isinstance(spec.scoring, Band):
        return msg("best within the band")
    return msg("more is better") if spec.direction == "positive" else msg("less is better")


def group_weights(book: Book, node: int) -> tuple[tuple[str, str], ...]:
    """A node's weight in each group, where groups differ."""
    weights = book.result.nominal[:, node]
    found: dict[str, str] = {}
    for unit, weight in zip(book.result.units, weights.tolist(), strict=True):
        found.setdefault(unit.group, number(weight))
    if len(set(found.values())) < 2:
        return ()
    return tuple((name, found[code]) for code, name in book.groups.items())


def supplied(book: Book, formula: Expression) -> tuple[tuple[str, str], ...]:
    """The statistics of a formula, each with the department that delivers it."""
    method = book.result.assessment.method
    departments = {department.code: book.name(department.name) for department in method.about.departments}
    specs = {spec.code: spec for spec in method.statistics}
    names = [name for name in formula.names if name in specs]
    rates = [column.spec.code for _, column in book.explainer.formula(formula).rates]
    used = [specs[name] for name in dict.fromkeys((*names, *rates))]
    return tuple((book.name(spec.name), departments.get(spec.department, spec.department)) for spec in used)


def dated_words(book: Book, series: Series, measure: str) -> tuple[tuple[str, str], ...]:
    """Figures by year; a figure that differs by group or unit, or is a formula, in words."""
    return tuple((str(period), _dated_value(book, dated, measure)) for period, dated in sorted(series.items()))


def _dated_value(book: Book, dated: DatedValue, measure: str) -> str:
    parts = []
    if isinstance(dated.value, Expression) and dated.value.constant is None:
        parts.append(book.explainer.formula(dated.value).words)
    elif dated.value is not None:
        constant = dated.value.constant if isinstance(dated.value, Expression) else dated.value
        parts.append("" if constant is None else shown.measured(number(constant), measure))
    groups = {group.code: book.name(group.name) for group in book.result.assessment.method.about.groups}
    units = {unit.code: book.name(unit) for unit in book.result.assessment.units}
    for names, figures in ((groups, dated.groups), (units, dated.units)):
        parts += [
            f"{names.get(code, code)} {shown.measured(number(value), measure)}" for code, value in figures.items()
        ]
    return book.say(msg("{parts}", parts=[part for part in parts if part]))


def _over_matters(rule: Rule) -> bool:
    """Whether the rule asks for anything of the population."""
    return any(is_statistic(name) or name in PLACES for name in rule.needs())


def _rounding(spec: Indicator) -> list[Text]:
    lines = []
    if spec.round_value is not None:
        lines.append(
            plural(
                "the value is rounded to {n} decimal",
                "the value is rounded to {n} decimals",
                n=spec.round_value.decimals,
            )
        )
    if spec.round is not None:
        lines.append(
            plural("the score is rounded to {n} decimal", "the score is rounded to {n} decimals", n=spec.round.decimals)
        )
    return lines


def _base(spec: Indicator) -> list[Text]:
    """What departs from refusing zero and negative bases."""
    lines = []
    if spec.base.zero == "missing":
        lines.append(msg("a base of 0: taken as missing"))
    if spec.base.negative == "missing":
        lines.append(msg("a negative base: taken as missing"))
    elif spec.base.negative == "absolute":
        lines.append(msg("a negative base: growth on its absolute value"))
    return lines


def _not_applicable(book: Book, spec: Indicator) -> str:
    if spec.not_applicable is None:
        return ""
    who = selection_words(book, spec.not_applicable)
    policy = NOT_APPLICABLE[book.result.assessment.weights.not_applicable]
    return book.say(msg("{who}: {policy}", who=who, policy=policy))
