"""The method page: every rule and weight in words and formula, with its clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sz_assess.decisions.money import written
from sz_assess.method.adjustment import Adjustment, Veto
from sz_assess.method.adjustment_points import AdjustmentPoints
from sz_assess.method.city import CityTarget
from sz_assess.method.decisions.decision import Award, NamedList, Use
from sz_assess.method.decisions.firm_award import FirmAward, ReturnAward
from sz_assess.method.decisions.ladder import LadderAward
from sz_assess.method.indicator import Dimension, Indicator
from sz_assess.reports import shown
from sz_assess.reports.arithmetic import Clause, clause
from sz_assess.reports.book import Book
from sz_assess.reports.definition import Definition, dated_words, definition, group_weights
from sz_assess.reports.glossary import TERMS
from sz_assess.reports.ladder_words import award_words
from sz_assess.reports.rules_in_words import grades, grading_words, rules
from sz_assess.reports.views.lists import LIST_KINDS, list_terms
from sz_assess.reports.views.progress import COMPARE
from sz_assess.reports.views.schemes import SchemeView, scheme_views
from sz_assess.reports.wording import selection_words, veto_condition, veto_effect
from sz_assess.text import Text, msg, number

KINDS: dict[str, Text] = {
    "inspection": msg("inspection"),
    "responsibility": msg("responsibility"),
    "funding": msg("funding"),
    "notice": msg("notice"),
    "task_book": msg("task book"),
    "dispatch": msg("dispatch"),
    "rule": msg("rule"),
}


@dataclass(frozen=True)
class TreeRow:
    """A node with its weight; in each group where groups differ."""

    name: str
    href: str
    level: int
    leaf: bool
    weight: str
    groups: tuple[str, ...]
    combined: str


@dataclass(frozen=True)
class Chapter:
    """The indicators right below one dimension."""

    anchor: str
    name: str
    weight: str
    clause: Clause
    definitions: tuple[Definition, ...]


@dataclass(frozen=True)
class AdjustmentRule:
    """A bonus or deduction."""

    name: str
    kind: str
    formula: str
    each: str
    cap: str
    of: str
    """The node that it changes; empty for the total."""
    missing: str
    not_applicable: str
    clause: Clause


@dataclass(frozen=True)
class VetoRule:
    """A veto."""

    name: str
    condition: str
    effect: str
    clause: Clause


@dataclass(frozen=True)
class AwardRule:
    """Money for each item counted."""

    name: str
    formula: str
    payments: tuple[tuple[str, str], ...]
    once: bool
    clause: Clause


@dataclass(frozen=True)
class ListRule:
    """A list of units that the result decides."""

    name: str
    kind: str
    terms: tuple[str, ...]
    clause: Clause


@dataclass(frozen=True)
class UseRule:
    """A use of the result, or a duty."""

    name: str
    kind: str
    figure: str
    clause: Clause


@dataclass(frozen=True)
class CityRule:
    """A target of the plan for the city as a whole."""

    anchor: str
    name: str
    compare: str
    targets: tuple[tuple[str, str], ...]
    stretch: tuple[tuple[str, str], ...]
    clause: Clause


@dataclass(frozen=True)
class MethodView:
    """The page."""

    name: str
    document: str
    number: str
    date: str
    years: str
    weights: str
    group_names: tuple[str, ...]
    tree: tuple[TreeRow, ...]
    schemes: tuple[SchemeView, ...]
    rules: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    adjustments: tuple[AdjustmentRule, ...]
    vetoes: tuple[VetoRule, ...]
    grading: str
    grades: tuple[tuple[str, str], ...]
    awards: tuple[AwardRule, ...]
    lists: tuple[ListRule, ...]
    uses: tuple[UseRule, ...]
    city: tuple[CityRule, ...]
    glossary: tuple[tuple[str, str], ...]


def method_view(book: Book) -> MethodView:
    """All that the method page shows."""
    method, nodes = book.result.assessment.method, range(1, len(book.result.nodes))
    differ = any(group_weights(book, node) for node in nodes)
    first, last = method.about.years
    return MethodView(
        name=book.name(method.about.name),
        document=book.name(method.about.document.title),
        number=method.about.document.number,
        date=method.about.document.date,
        years=f"{first}–{last}" if first != last else str(first),
        weights=book.name(book.result.assessment.weights.name),
        group_names=tuple(book.groups.values()) if differ else (),
        tree=tuple(_tree_row(book, node, differ) for node in nodes),
        schemes=scheme_views(book),
        rules=rules(book),
        chapters=tuple(_chapters(book)),
        adjustments=tuple(_adjustment(book, each) for each in method.adjustments),
        vetoes=tuple(_veto(book, each) for each in method.vetoes),
        grading=grading_words(book),
        grades=grades(book),
        awards=(*(_award(book, each) for each in method.awards), *_other_awards(book)),
        lists=tuple(_list(book, each) for each in method.lists),
        uses=tuple(_use(book, each) for each in method.uses),
        city=tuple(_city(book, each) for each in method.city_targets),
        glossary=tuple((book.say(term), book.say(words)) for term, words in TERMS),
    )


def _tree_row(book: Book, node: int, differ: bool) -> TreeRow:
    found = book.result.nodes[node]
    weight = shown.weight_range(book.result.nominal[:, node])
    leaf = found.kind == "indicator"
    return TreeRow(
        name=book.nodes[node].name,
        href=f"#{'i' if leaf else 'd'}-{found.code}",
        level=found.level,
        leaf=leaf,
        weight=weight,
        groups=tuple(weight for _, weight in group_weights(book, node)) or (weight,) * len(book.groups)
        if differ
        else (),
        combined="" if found.aggregator is None else book.say(found.aggregator.words()),
    )


def _chapters(book: Book) -> list[Chapter]:
    chapters = []
    for n, node in enumerate(book.result.nodes):
        if isinstance(node.spec, Dimension):
            leaves = [
                (child, spec) for child in node.children if isinstance(spec := book.result.nodes[child].spec, Indicator)
            ]
            chapters.append(
                Chapter(
                    anchor=f"d-{node.code}",
                    name=book.nodes[n].name,
                    weight=shown.weight_range(book.result.nominal[:, n]),
                    clause=clause(book, node.spec.source),
                    definitions=tuple(definition(book, spec, child) for child, spec in leaves),
                )
            )
    return chapters


def _adjustment(book: Book, spec: Adjustment) -> AdjustmentRule:
    item = book.result.assessment.weights.adjustments.items.get(spec.code, AdjustmentPoints())
    each, cap = _amount(item.each, item.each_percent), _amount(item.cap, item.cap_percent)
    return AdjustmentRule(
        name=book.name(spec.name),
        kind=book.say(msg("bonus") if spec.kind == "bonus" else msg("deduction")),
        formula=book.explainer.formula(spec.formula).words,
        each=each if spec.scoring is None else book.say(spec.scoring.long_form("positive").words()),
        cap=cap,
        of="" if spec.node is None else book.name(book.result.nodes[book.result.index(spec.node)].name),
        missing=book.say(
            msg("the run is refused until the figure is there")
            if spec.missing == "refuse"
            else msg("nothing is counted")
        ),
        not_applicable=selection_words(book, spec.not_applicable),
        clause=clause(book, spec.source),
    )


def _amount(points: Decimal | None, percent: Decimal | None) -> str:
    """Points, or per cent of full marks."""
    if points is not None:
        return number(float(points))
    return "" if percent is None else f"{number(float(percent))} %"


def _veto(book: Book, spec: Veto) -> VetoRule:
    return VetoRule(
        name=book.name(spec.name),
        condition=veto_condition(book, spec),
        effect=book.say(veto_effect(book, spec)),
        clause=clause(book, spec.source),
    )


def _award(book: Book, spec: Award) -> AwardRule:
    return AwardRule(
        name=book.name(spec.name),
        formula=book.explainer.formula(spec.count).words,
        payments=tuple((book.name(each.to), written(each.amount)) for each in spec.payments),
        once=False,
        clause=clause(book, spec.source),
    )


def _list(book: Book, spec: NamedList) -> ListRule:
    return ListRule(
        name=book.name(spec.name),
        kind=book.say(LIST_KINDS[spec.kind]),
        terms=list_terms(book, spec),
        clause=clause(book, spec.source),
    )


def _other_awards(book: Book) -> Iterator[AwardRule]:
    method = book.result.assessment.method
    yield from (_other(book, each) for each in method.ladders)
    yield from (_other(book, each) for each in method.firm_awards)
    yield from (_other(book, each) for each in method.returns)


def _other(book: Book, spec: LadderAward | FirmAward | ReturnAward) -> AwardRule:
    return AwardRule(
        name=book.name(spec.name),
        formula=award_words(book, spec),
        payments=((book.name(spec.to), ""),),
        once=isinstance(spec, FirmAward) and spec.once,
        clause=clause(book, spec.source),
    )


def _use(book: Book, spec: Use) -> UseRule:
    return UseRule(
        name=book.name(spec.name),
        kind=book.say(KINDS[spec.kind]),
        figure=spec.figure or "",
        clause=clause(book, spec.source),
    )


def _city(book: Book, spec: CityTarget) -> CityRule:
    measure = book.measures.get(spec.unit, spec.unit)
    return CityRule(
        anchor=f"c-{spec.code}",
        name=book.name(spec.name),
        compare=COMPARE[spec.compare],
        targets=dated_words(book, spec.targets, measure),
        stretch=dated_words(book, spec.stretch, measure),
        clause=clause(book, spec.source),
    )
