"""The list of inspection 督查清单 of a result: every rule applied, every item with its sample and its standing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from sz_assess.analysis.compare import compare
from sz_assess.decisions.inspection import by_data, by_place, by_target
from sz_assess.decisions.inspection.draw import drawn, number_of, shared_out
from sz_assess.decisions.inspection.found import Found, Scene, needed
from sz_assess.decisions.inspection.model import Drawn, Inspection, Item, Sampled
from sz_assess.errors import InputError
from sz_assess.method.decisions.inspection import InspectionRule, InspectionRules, LastPlaces, Sample
from sz_assess.method.decisions.inspection_figures import InspectionFigures, RuleFigures
from sz_assess.method.ledger import ByColumn
from sz_assess.result import Result
from sz_assess.statistics.ledgers.layers import rows_of

Look = Callable[[Scene, Any, RuleFigures], Iterator[Found]]

LOOKS: dict[str, Look] = {
    "last_places": by_place.last_places,
    "lights": by_target.lights,
    "falls": by_place.falls,
    "gaps": by_target.gaps,
    "warnings": by_data.warnings,
    "implausible": by_data.implausible,
    "overdue": by_data.problems,
    "adjustments": by_data.struck,
}
"""By kind of rule, what finds its matters."""

DATED = {"overdue"}
"""Kinds that need a day of reference."""


def inspection(result: Result, on: datetime.date | None = None) -> Inspection:
    """The list, as of a day: that of assessment.yaml, or ``on`` in its place. Raises InputError."""
    rules = result.assessment.method.inspection
    if rules is None:
        return Inspection(None, gone=tuple(result.inspected.standings.values()))
    key = result.assessment.about.inspection
    reference = on or (None if key is None else datetime.date.fromisoformat(key.reference))
    figures = result.assessment.weights.decisions.inspection or InspectionFigures(seed="-", rules={})
    scene = Scene(result, compare(result), reference)
    items: list[Item] = []
    for rule in rules.rules:
        own = figures.rules.get(rule.code)
        if own is not None and not (reference is None and rule.finds.what in DATED):
            found = LOOKS[rule.finds.what](scene, rule.finds, own)
            # What is found in figures is one matter, whatever groups a unit is in; a place it has in each of them.
            by_group = isinstance(rule.finds, LastPlaces)
            items += [_item(result, rules, rule, figures, each) for each in found if by_group or result.once[each.unit]]
    if scene.problems:
        raise InputError(scene.problems)
    order = {rule.code: n for n, rule in enumerate(rules.rules)}
    items.sort(key=lambda item: (item.unit, order[item.rule.code]))
    listed = {item.code for item in items}
    return Inspection(
        rules=rules,
        items=tuple(items),
        unset=tuple(rule for rule in rules.rules if rule.code not in figures.rules),
        undated=tuple(rule for rule in rules.rules if rule.finds.what in DATED and reference is None),
        gone=tuple(each for code, each in result.inspected.standings.items() if code not in listed),
        reference=reference,
        seed=figures.seed,
    )


def code_of(result: Result, rule: str, unit: int, subject: str) -> str:
    """How files and messages call an item: ``falls:north:2018``, ``gaps:north:output_growth:2018``."""
    parts = [rule, result.units[unit].code, subject, str(result.assessment.about.period)]
    return ":".join(part for part in parts if part)


def _item(
    result: Result, rules: InspectionRules, rule: InspectionRule, figures: InspectionFigures, found: Found
) -> Item:
    own, key = figures.rules[rule.code], result.assessment.about.inspection
    code = code_of(result, rule.code, found.unit, found.subject)
    sample = _sample_for(rules, rule, found)
    notice = None if key is None else datetime.date.fromisoformat(key.notice)
    return Item(
        code=code,
        rule=rule,
        unit=found.unit,
        says=found.says,
        evidence=found.evidence,
        department=next(each for each in result.assessment.method.about.departments if each.code == rule.department),
        due=None if notice is None else notice + datetime.timedelta(days=own.days),
        sample=None if sample is None else draw(result, sample, needed(own.sample), figures.seed, found.unit, code),
        standing=result.inspected.standings.get(code),
    )


def _sample_for(rules: InspectionRules, rule: InspectionRule, found: Found) -> Sample | None:
    """The rule's own; where a figure is counted from a ledger that has a sample, that one, as its rows are in doubt."""
    own = rules.sample_of(rule)
    if own is None or not found.ledger:
        return own
    return next((sample for sample in rules.samples if sample.ledger == found.ledger), own)


def draw(result: Result, sample: Sample, size: int, seed: str, unit: int, item: str) -> Sampled | None:
    """The sample of an item, from the unit's rows of the period; None where its ledger was not delivered."""
    book = result.panel.ledgers.books.get(sample.ledger)
    if book is None:
        return None
    ledger = book.ledger
    about = ledger.period.column if isinstance(ledger.period, ByColumn) else None
    keys = [column for column in ledger.key if column != about]
    layers = [stratum.where for stratum in sample.strata if stratum.where is not None]
    who = result.units[unit]
    found = rows_of(book, who.source, result.assessment.about.period, [*keys, sample.name_column], layers)
    strata: list[dict[str, tuple[str, str]]] = [{} for _ in sample.strata]
    for place, layer, cells in found:
        strata[layer][" ".join(map(str, cells[:-1]))] = (str(cells[-1] or ""), place)
    sizes = tuple(map(len, strata))
    counts = shared_out(size, sizes)
    rows = [
        Drawn(stratum, key, *own[key], number_of(key, seed, who.code, item, stratum.code))
        for stratum, own, count in zip(sample.strata, strata, counts, strict=True)
        for key in drawn([*own], count, seed, who.code, item, stratum.code)
    ]
    return Sampled(ledger.name, sample.strata, sizes, counts, tuple(rows))
