"""Formulas name statistics that exist, rules name reference points that exist, and figures are there when needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sz_assess.errors import Problem
from sz_assess.expression import Expression, suggest
from sz_assess.method.check_codes import unknown
from sz_assess.method.indicator import DatedValue, Indicator, Series
from sz_assess.method.sources import Files, MethodFiles, Placed, Read
from sz_assess.method.yaml_reader import YamlFile
from sz_assess.method.yaml_values import KeyPath
from sz_assess.periods import Period
from sz_assess.scoring.references import STATISTICS, is_statistic
from sz_assess.text import msg

TARGET, LAST_YEAR, CITY, BENCHMARK = "target", "last_year", "city", "benchmark."
SCOPE = ("value", "full")
"""Names that every rule knows: the indicator's value and the full mark."""


def check_formulas(files: Files) -> Iterator[Problem]:
    """Every name in a formula over statistics is a statistic."""
    method = files.method
    if method is None or method.statistics is None:
        return
    known = {statistic.code for statistic in method.statistics.content.statistics}
    kind = msg("a statistic of statistics.yaml")
    for file, path, formula in _formulas(method):
        for name in formula.names:
            if name not in known:
                found = msg("{name} in the formula {formula}", name=name, formula=formula.text)
                yield unknown(file, path, found, kind, name, known)
    for n, statistic in enumerate(method.statistics.content.statistics):
        if not isinstance(statistic.total, str) and statistic.total.weighted_by not in known - {statistic.code}:
            by = statistic.total.weighted_by
            found = msg("the mean weighted by {code}", code=by)
            another = msg("another statistic of statistics.yaml")
            path = ("statistics", n, "total", "weighted_by")
            yield unknown(method.statistics, path, found, another, by, known - {statistic.code})


def _formulas(method: MethodFiles) -> Iterator[tuple[Read[Any], KeyPath, Expression]]:
    for node, indicator in method.indicators():
        yield node.file, (*node.path, "formula"), indicator.formula
        for path, series in _series(node, indicator):
            yield from ((node.file, at, formula) for at, formula in _dated(node.file.source, path, series))
    if (adjustments := method.adjustments) is not None:
        for n, adjustment in enumerate(adjustments.content.adjustments):
            yield adjustments, ("adjustments", n, "formula"), adjustment.formula
        for n, veto in enumerate(adjustments.content.vetoes):
            yield adjustments, ("vetoes", n, "when"), veto.when
    if (decisions := method.decisions) is not None:
        for n, award in enumerate(decisions.content.awards):
            yield decisions, ("awards", n, "count"), award.count
    if (city := method.city_targets) is not None:
        for n, target in enumerate(city.content.city_targets):
            yield city, ("city_targets", n, "formula"), target.formula
            for key, series in (("targets", target.targets), ("stretch", target.stretch)):
                yield from (
                    (city, at, formula) for at, formula in _dated(city.source, ("city_targets", n, key), series)
                )


def _series(node: Placed, indicator: Indicator) -> Iterator[tuple[KeyPath, Series]]:
    yield (*node.path, "targets"), indicator.targets
    for name, series in indicator.references.items():
        yield (*node.path, "references", name), series


def _dated(source: YamlFile, path: KeyPath, series: Series) -> Iterator[tuple[KeyPath, Expression]]:
    for period, dated in series.items():
        if isinstance(dated.value, Expression):
            yield (*path, period_key(source, path, period), "value"), dated.value


def check_references(files: Files) -> Iterator[Problem]:
    """Reference points of rules, and the figures that they stand for in the assessed period."""
    if files.method is None:
        return
    for node, indicator in files.method.indicators():
        needed = indicator.scoring.long_form(indicator.direction).needs()
        for name in sorted(needed):
            yield from _check_name(files, node, indicator, name)
        for name in indicator.references:
            if is_statistic(name) or name in {TARGET, LAST_YEAR, CITY, *SCOPE}:
                found = msg("the reference {name}", name=name)
                expected = msg("a name that has no other meaning in rules")
                yield node.file.problem((*node.path, "references", name), found, expected, at_key=True)
        for path, series in _series(node, indicator):
            if path[-1] in needed or (path[-1] == "targets" and TARGET in needed):
                yield from _check_figures(files, node, indicator, path, series)
            yield from _check_groups(files, node, path, series)


def _check_name(files: Files, node: Placed, indicator: Indicator, name: str) -> Iterator[Problem]:
    named = {*indicator.references, LAST_YEAR, CITY} | ({TARGET} if indicator.targets else set())
    if name in named or is_statistic(name) or (name == "place" and indicator.scoring.rule == "position"):
        return
    path = _mention(node.file.source, (*node.path, "scoring"), name)
    if name == TARGET:
        expected = msg("targets of the indicator {code}", code=indicator.code)
        yield node.file.problem(path, msg("a rule that needs a target, and no targets"), expected, msg("add targets:"))
    elif name.startswith(BENCHMARK):
        units = () if files.units is None else files.units.units
        others = {unit.code for unit in units if unit.role != "assessed"}
        unit = name.removeprefix(BENCHMARK)
        if files.units is not None and unit not in others:
            kind = msg("a unit of units.csv whose role is benchmark or city")
            yield unknown(node.file, path, msg("the reference point {name}", name=name), kind, unit, others)
    else:
        words = [*sorted(named), *STATISTICS]
        expected = msg("one of {words}, or benchmark.<unit>", words=words)
        mend = suggest(name, words) or msg("add it under references:, by year")
        yield node.file.problem(path, msg("the reference point {name}", name=name), expected, mend)


def _mention(source: YamlFile, path: KeyPath, name: str) -> KeyPath:
    """The entry below ``path`` whose text holds the name; ``path`` itself where the name is a rule's own default."""
    node = source.data
    for step in path:
        node = node[step]

    def search(part: Any, at: KeyPath) -> KeyPath | None:
        if isinstance(part, str):
            return at if name in part else None
        below = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, tuple) else ()
        return next((found for key, child in below if (found := search(child, (*at, key)))), None)

    return search({key: part for key, part in node.items() if key != "rule"}, path) or path


def _check_figures(
    files: Files, node: Placed, indicator: Indicator, path: KeyPath, series: Series
) -> Iterator[Problem]:
    """There is a figure for the period, for every unit that the indicator applies to."""
    if files.period is None or not series:
        return
    dated = series.get(files.period) or series.get(Period(files.period.year))
    if dated is None:
        found = msg("no figure of {code} for {period}", code=indicator.code, period=str(files.period))
        expected = msg("a figure for the assessed period")
        yield node.file.problem(path, found, expected, msg("add {period}: and the figure", period=str(files.period)))
    elif dated.value is None and files.units is not None:
        outside = indicator.not_applicable
        for unit in files.units.units:
            skipped = outside is not None and (unit.group in outside.groups or unit.code in outside.units)
            if unit.role == "assessed" and not skipped and not _has_figure(dated, unit.group, unit.code):
                found = msg("no figure for the unit {unit} of the group {group}", unit=unit.code, group=unit.group)
                expected = msg("a figure for every group, or value: for all others")
                period = files.period if files.period in series else Period(files.period.year)
                yield node.file.problem((*path, period_key(node.file.source, path, period)), found, expected)


def _has_figure(dated: DatedValue, group: str, unit: str) -> bool:
    return group in dated.groups or unit in dated.units


def _check_groups(files: Files, node: Placed, path: KeyPath, series: Series) -> Iterator[Problem]:
    """Years are the method's; groups and units that have figures of their own exist."""
    method = files.method
    if method is None or method.about is None:
        return
    first, last = method.about.content.years
    groups = method.groups() or []
    for period, dated in series.items():
        here = (*path, period_key(node.file.source, path, period))
        if first <= last and not first <= period.year <= last:
            found = msg("a figure for {period}", period=str(period))
            years = msg("a year from {first} to {last}, as in method.yaml", first=first, last=last)
            yield node.file.problem(here, found, years, at_key=True)
        for group in dated.groups:
            if group not in groups:
                kind = msg("one of the method's groups")
                yield unknown(
                    node.file, (*here, "groups", group), msg("the group {code}", code=group), kind, group, groups
                )
        for unit in dated.units:
            if files.units is not None and unit not in files.units.codes:
                found, kind = msg("the unit {code}", code=unit), msg("a unit of units.csv")
                yield unknown(node.file, (*here, "units", unit), found, kind, unit, files.units.codes)


def period_key(source: YamlFile, path: KeyPath, period: Period) -> str | int:
    """The key that a period is written with."""
    node = source.data
    for step in path:
        node = node[step]
    return next((key for key in node if Period.parse(key) == period), str(period))
