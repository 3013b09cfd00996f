"""Warnings that nobody has settled, open problems of a ledger, vetoes and deductions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np

from sz_assess.analysis.plausibility import plausibility
from sz_assess.decisions.inspection.found import OF_RESULT, Found, Scene, needed
from sz_assess.decisions.inspection.model import Evidence
from sz_assess.method.decisions.inspection import Doubtful, Implausible, Problems, Struck
from sz_assess.method.decisions.inspection_figures import RuleFigures
from sz_assess.statistics.ledgers.layers import rows_of
from sz_assess.text import msg, plural

MOST_SHOWN = 20
"""Rows of a ledger that stand as evidence one by one; the rest are counted."""


def warnings(scene: Scene, _: Doubtful, __: RuleFigures) -> Iterator[Found]:
    """One matter for each figure of an assessed unit that was warned of and that nobody has confirmed."""
    units = {unit.source: n for n, unit in enumerate(scene.result.units) if unit.counts_once}
    specs = {each.code: each for each in scene.result.assessment.method.statistics}
    for doubt in scene.result.checks.unsettled:
        if doubt.unit in units:
            says = msg("{name} in doubt: {found}", name=specs[doubt.statistic].name, found=doubt.found)
            counted = specs[doubt.statistic].counted
            ledger = "" if counted is None else counted.ledger
            expected = msg("expected: {words}", words=doubt.expected)
            subject = f"{doubt.kind}.{doubt.statistic}.{doubt.period}"
            yield Found(units[doubt.unit], subject, says, (Evidence(expected, doubt.place),), ledger)


def implausible(scene: Scene, _: Implausible, __: RuleFigures) -> Iterator[Found]:
    """One matter for each group of related figures that lie apart, and each test of digits that looks odd."""
    result = scene.result
    units = {unit.source: n for n, unit in enumerate(result.units) if unit.counts_once}
    found = plausibility(result)
    for each in found.odd:
        if each.unit.code in units:
            places = [
                place
                for name in each.statistics
                if (place := result.panel.place(name, each.unit.code, each.period)) is not None
            ]
            says = msg("{name} do not go together", name=each.group.name)
            source = ", ".join(dict.fromkeys(places)) or OF_RESULT
            yield Found(units[each.unit.code], each.group.code, says, (Evidence(each.sentence, source),))
    for test in found.odd_digits:
        if test.unit is not None and test.unit.code in units:
            says = msg("digits of {name} are odd", name=test.spec.name)
            evidence = (Evidence(test.sentence, test.spec.ledger),)
            yield Found(units[test.unit.code], f"{test.spec.code}.{test.test}", says, evidence, test.spec.ledger)


def problems(scene: Scene, rule: Problems, figures: RuleFigures) -> Iterator[Found]:
    """Units with problems that are open on the day of reference though they were due before it.

    A column of yes and no says how things stood at the end of the period, so no later day is asked of it. A blank cell
    of it is not reported: it is counted apart, no evidence of delay, but nobody is spared a visit by silence.
    """
    book = scene.result.panel.ledgers.books.get(rule.ledger)
    if book is None or scene.reference is None:
        return
    period = scene.result.assessment.about.period
    dated = book.ledger.column(rule.closed).type == "date"
    day = scene.reference if dated else min(scene.reference, period.end)
    columns = [*book.ledger.key, rule.filed, rule.due or rule.filed, rule.closed]
    file = book.files[0][0]
    for n, unit in enumerate(scene.result.units):
        late: list[Evidence] = []
        unknown = 0
        for place, _, (*key, filed, stated, closed) in rows_of(
            book, unit.source, period if rule.entered == "in_period" else None, columns
        ):
            if filed is None or stated is None:
                continue
            due = stated if rule.due else filed + datetime.timedelta(days=needed(figures.within_days))
            if day <= due:
                continue
            if not dated and closed is None:
                unknown += 1
            elif closed is False or (dated and (closed is None or closed > day)):
                name = " ".join(map(str, key))
                words = msg("{key}: entered {filed}, due {due}, open", key=name, filed=str(filed), due=str(due))
                late.append(Evidence(words, place))
        if late or unknown:
            shown = late[:MOST_SHOWN]
            if more := len(late[MOST_SHOWN:]):
                shown.append(Evidence(msg("and {n} more", n=more), file))
            silent = plural(
                "1 problem due by {day} of which nothing is reported",
                "{n} problems due by {day} of which nothing is reported", n=unknown, day=str(day),
            )  # fmt: skip
            if unknown:
                shown.append(Evidence(silent, file))
            open_ones = plural(
                "1 problem of a firm overdue on {day}",
                "{n} problems of firms overdue on {day}",
                n=len(late),
                day=str(day),
            )
            yield Found(n, "", open_ones if late else silent, tuple(shown))


def struck(scene: Scene, rule: Struck, _: RuleFigures) -> Iterator[Found]:
    """One matter for each veto and each deduction that hits a unit."""
    result = scene.result
    for unit in range(len(result.units)):
        for veto in result.vetoes if "veto" in rule.kinds else ():
            if veto.struck[unit]:
                when = veto.spec.when.text if veto.spec.when is not None else veto.spec.code
                says = msg("veto: {name}", name=veto.spec.name)
                yield Found(unit, veto.spec.code, says, (Evidence(msg("{when}", when=when), OF_RESULT),))
        for outcome in result.adjustments if "deduction" in rule.kinds else ():
            points = float(outcome.points[unit])
            if outcome.spec.kind == "deduction" and not np.isnan(points) and points < 0:
                says = msg("deduction: {name}", name=outcome.spec.name)
                if scene.scores_told:
                    says = msg("deduction: {name}, {points} points", name=outcome.spec.name, points=points)
                counted = msg("counted: {n}", n=float(outcome.counted[unit]))
                period, code = result.assessment.about.period, result.units[unit].source
                places = [
                    place
                    for name in outcome.spec.formula.names
                    if name in result.panel.statistics and (place := result.panel.place(name, code, period))
                ]
                yield Found(unit, outcome.spec.code, says, (Evidence(counted, ", ".join(places) or OF_RESULT),))
