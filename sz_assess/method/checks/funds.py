"""Funds against the rest of the method, and their figures in the weights file against the funds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from sz_assess.errors import Problem
from sz_assess.method.checks.codes import unknown
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.decisions.fund import ByBase, ByFactors, ByGap, ByGrade, Fund
from sz_assess.method.decisions.fund_figures import Bounds, FundFigures
from sz_assess.method.reading.sources import Files, Read
from sz_assess.method.reading.yaml_values import KeyPath, keys
from sz_assess.method.weight_tree import ROOT
from sz_assess.method.weights import Weights
from sz_assess.text import Text, msg

FUNDS: KeyPath = keys("decisions.funds")
ONE = Decimal(1)


def check_funds(files: Files) -> Iterator[Problem]:
    """Funds name nodes and vetoes that exist; each fund's figures are those that its rule needs, and no others."""
    if files.method is None or (decisions := files.method.decisions) is None:
        return
    for n, fund in enumerate(decisions.content.funds):
        yield from _names(files, decisions, ("funds", n), fund)
    if files.weights is None:
        return
    funds = {fund.code: fund for fund in decisions.content.funds}
    for code, figures in files.weights.content.decisions.funds.items():
        if code not in funds:
            found, kind = msg("figures of the fund {code}", code=code), msg("a fund of decisions.yaml")
            yield unknown(files.weights, (*FUNDS, code), found, kind, code, funds)
            continue
        yield from _figures(files.weights, (*FUNDS, code), funds[code], figures)
        yield from _grades(files.weights, (*FUNDS, code), figures)
        yield from _places(files, files.weights, (*FUNDS, code), figures)


def _names(files: Files, decisions: Read[DecisionsFile], path: KeyPath, fund: Fund) -> Iterator[Problem]:
    if files.method is None:
        return
    nodes = files.method.node_codes()
    seen: set[str] = set()
    for at, factor in fund.factors():
        if factor.code in seen:
            found = msg("the factor {code} a second time", code=factor.code)
            yield decisions.problem((*path, *at, "code"), found, msg("a code that no other factor has"))
        seen.add(factor.code)
        if factor.score is not None and nodes is not None and factor.score not in {*nodes, ROOT}:
            found = msg("the score of {code}", code=factor.score)
            kind = msg("an indicator or dimension of the method, or total")
            yield unknown(decisions, (*path, *at, "score"), found, kind, factor.score, {*nodes, ROOT})
    if isinstance(fund.allocation, ByGap):
        yield from _vouched(decisions, (*path, "allocation"), fund.allocation)
    if files.method.adjustments is not None:
        vetoes = {veto.code for veto in files.method.adjustments.content.vetoes}
        for n, veto in enumerate(fund.vetoed.vetoes):
            if veto not in vetoes:
                found = msg("the veto {code}", code=veto)
                kind = msg("a veto of adjustments.yaml")
                yield unknown(decisions, (*path, "vetoed", "vetoes", n), found, kind, veto, vetoes)


def _vouched(decisions: Read[DecisionsFile], path: KeyPath, rule: ByGap) -> Iterator[Problem]:
    """Who vouches is said of statistics that the rule uses; codes of sources differ."""
    used = {name for _, formula in rule.formulas() for name in formula.names}
    for code in rule.vouched:
        if code not in used:
            found, kind = msg("who vouches for {code}", code=code), msg("a statistic that the fund's formulas use")
            yield unknown(decisions, (*path, "vouched", code), found, kind, code, used)
    seen: set[str] = set()
    for n, source in enumerate(rule.standard):
        if source.code in seen:
            found = msg("the source {code} a second time", code=source.code)
            yield decisions.problem((*path, "standard", n, "code"), found, msg("a code that no other source has"))
        seen.add(source.code)


def _figures(weights: Read[Weights], path: KeyPath, fund: Fund, figures: FundFigures) -> Iterator[Problem]:
    rule = fund.allocation
    weighed = [factor.code for factor in rule.factors] if isinstance(rule, ByFactors | ByBase) else []
    yield from _weights(weights, path, fund, figures, weighed)
    needs: list[tuple[str, bool, bool]] = [
        ("base", isinstance(rule, ByBase), figures.base is not None),
        ("ratios", isinstance(rule, ByGrade) and rule.by == "ratios", bool(figures.ratios)),
        ("shares", isinstance(rule, ByGrade) and rule.by == "shares", bool(figures.shares)),
    ]
    performance = rule.performance if isinstance(rule, ByFactors | ByBase) else None
    needs.append(("performance", performance is not None, figures.performance is not None))
    for key, needed, stated in needs:
        if needed and not stated:
            found = msg("the fund {code} without {key}", code=fund.code, key=key)
            yield weights.problem(path, found, msg("the key {key}", key=key), at_key=True)
        elif stated and not needed:
            found = msg("{key} of the fund {code}, whose rule has no use for it", key=key, code=fund.code)
            yield weights.problem((*path, key), found, msg("only what the rule uses"), msg("delete it"), at_key=True)
    if performance is not None and figures.performance is not None:
        by = "grade" if figures.performance.grades else "score"
        if by != performance:
            found = msg("coefficients by {stated} of the fund {code}", stated=by, code=fund.code)
            yield weights.problem((*path, "performance"), found, msg("coefficients by {key}", key=performance))
    if isinstance(rule, ByGap) and rule.beyond_gap == "returned" and (figures.floor or figures.cap):
        key = "floor" if figures.floor else "cap"
        found = msg("a {key} where no unit gets more than its gap", key=key)
        yield weights.problem((*path, key), found, msg("beyond_gap: allowed, or no {key}", key=key), at_key=True)
    if figures.shares and (whole := sum(figures.shares.values(), Decimal(0))) != ONE:
        found = msg("shares that add up to {sum}", sum=str(whole))
        yield weights.problem((*path, "shares"), found, msg("shares that add up to 1"), at_key=True)
    if figures.parts and (whole := sum((part.share for part in figures.parts), Decimal(0))) != ONE:
        found = msg("parts that add up to {sum}", sum=str(whole))
        yield weights.problem((*path, "parts"), found, msg("parts that add up to 1"), at_key=True)


def _weights(
    weights: Read[Weights], path: KeyPath, fund: Fund, figures: FundFigures, factors: list[str]
) -> Iterator[Problem]:
    for code, weight in figures.weights.items():
        if code not in factors:
            found = msg("the weight of {code}", code=code)
            kind = msg("a factor of the fund {code}", code=fund.code)
            yield unknown(weights, (*path, "weights", code), found, kind, code, factors)
        if weight < 0:
            yield weights.problem((*path, "weights", code), msg("{n}", n=str(weight)), msg("a weight of 0 or more"))
    absent = [code for code in factors if code not in figures.weights]
    if absent:
        found = msg("no weight of {codes}", codes=absent)
        yield weights.problem(path, found, msg("a weight of every factor, under weights:"), at_key=True)
    elif factors and (whole := sum(figures.weights.values(), Decimal(0))) != ONE:
        found = msg("weights that add up to {sum}", sum=str(whole))
        yield weights.problem((*path, "weights"), found, msg("weights that add up to 1"), at_key=True)


def _grades(weights: Read[Weights], path: KeyPath, figures: FundFigures) -> Iterator[Problem]:
    grading = weights.content.grades
    coefficients = figures.performance.grades if figures.performance is not None else {}
    by_grade: list[tuple[KeyPath, dict[str, Decimal]]] = [
        ((*path, "performance", "grades"), coefficients),
        ((*path, "ratios"), figures.ratios),
        ((*path, "shares"), figures.shares),
    ]
    for at, stated in by_grade:
        if stated and grading is None:
            yield weights.problem(at, msg("figures by grade, and weights without grades"), msg("grades:"), at_key=True)
        elif stated and grading is not None:
            yield from _of_grades(weights, at, stated, [grade.code for grade in grading.grades])


def _of_grades(
    weights: Read[Weights], path: KeyPath, stated: dict[str, Decimal], known: list[str]
) -> Iterator[Problem]:
    for code, value in stated.items():
        if code not in known:
            found = msg("the grade {code}", code=code)
            yield unknown(weights, (*path, code), found, msg("a grade of the weights file"), code, known)
        if value < 0:
            yield weights.problem((*path, code), msg("{n}", n=str(value)), msg("a number of 0 or more"))
    absent = [code for code in known if code not in stated]
    if absent:
        found = msg("nothing for the grades {codes}", codes=absent)
        yield weights.problem(path, found, msg("a number for every grade; 0 for none"), at_key=True)


def _places(files: Files, weights: Read[Weights], path: KeyPath, figures: FundFigures) -> Iterator[Problem]:
    """Groups and units that bounds and advances name."""
    groups = None if files.method is None else files.method.groups()
    units = None if files.units is None else files.units.codes
    for key, bounds in (("floor", figures.floor), ("cap", figures.cap)):
        if bounds is not None:
            yield from _known(weights, (*path, key, "groups"), bounds.groups, groups, msg("one of the method's groups"))
            yield from _known(weights, (*path, key, "units"), bounds.units, units, msg("a unit of units.csv"))
    yield from _known(weights, (*path, "paid"), figures.paid, units, msg("a unit of units.csv"))
    for unit, amount in figures.paid.items():
        if amount < 0:
            yield weights.problem((*path, "paid", unit), msg("{n}", n=str(amount)), msg("an amount of 0 or more"))
    if isinstance(figures.floor, Bounds) and isinstance(figures.cap, Bounds):
        low, high = figures.floor.all, figures.cap.all
        if low is not None and high is not None and low.of(figures.pool) > high.of(figures.pool):
            found = msg("a floor of {low} above the cap of {high}", low=low.words(), high=high.words())
            yield weights.problem((*path, "floor"), found, msg("a floor below the cap"))


def _known(
    weights: Read[Weights], path: KeyPath, stated: Collection[str], known: Collection[str] | None, kind: Text
) -> Iterator[Problem]:
    for code in stated:
        if known is not None and code not in known:
            yield unknown(weights, (*path, code), msg("{code}", code=code), kind, code, known)
