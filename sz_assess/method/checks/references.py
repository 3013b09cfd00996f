"""Rules name reference points that exist, and the figures that they stand for are there when needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sz_assess.errors import Problem
from sz_assess.expression import suggest
from sz_assess.method.checks.codes import unknown
from sz_assess.method.checks.formulas import node_series, period_key
from sz_assess.method.indicator import DatedValue, Dimension, Indicator, Series
from sz_assess.method.reading.sources import Files, Placed, Read
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.periods import Period
from sz_assess.scoring.references import PLACES, STATISTICS, is_statistic
from sz_assess.text import msg

TARGET, LAST_YEAR, CITY, BENCHMARK = "target", "last_year", "city", "benchmark."
SCOPE = ("value", "full", *PLACES)
"""Names that every rule of an indicator knows: its value, the full mark, the unit's places."""


def check_references(files: Files) -> Iterator[Problem]:
    """Reference points of rules, and the figures that they stand for in the assessed period."""
    if files.method is None:
        return
    for node, indicator in files.method.indicators():
        needed = indicator.scoring.long_form(indicator.direction).needs()
        for name in sorted(needed):
            yield from _check_name(files, node, indicator, name)
        for key, name in [("references", n) for n in indicator.references] + [
            ("figures", n) for n in indicator.figures
        ]:
            if key == "figures" and name in indicator.references:
                found = msg("{name} both under references and under figures", name=name)
                yield node.file.problem((*node.path, key, name), found, msg("every name once"), at_key=True)
            if is_statistic(name) or name in {TARGET, LAST_YEAR, CITY, *SCOPE}:
                found = msg("the reference {name}", name=name)
                expected = msg("a name that has no other meaning in rules")
                yield node.file.problem((*node.path, key, name), found, expected, at_key=True)
        for path, series in node_series(node, indicator):
            if path[-1] in needed or (path[-1] == "targets" and TARGET in needed):
                yield from _check_figures(files, node, indicator, path, series)
            yield from _check_groups(files, node, path, series)


def check_other_rules(files: Files) -> Iterator[Problem]:
    """Rules of dimensions and adjustments know the values themselves: no targets, no other year, no benchmark."""
    if files.method is None:
        return
    for node in files.method.nodes():
        if isinstance(node.spec, Dimension) and node.spec.scoring is not None:
            needed = node.spec.scoring.long_form("positive").needs()
            yield from check_values_alone(node.file, (*node.path, "scoring"), needed)
    if (adjustments := files.method.adjustments) is not None:
        for n, adjustment in enumerate(adjustments.content.adjustments):
            if adjustment.scoring is not None:
                needed = adjustment.scoring.long_form("positive").needs()
                yield from check_values_alone(adjustments, ("adjustments", n, "scoring"), needed)


def check_values_alone(file: Read[Any], path: KeyPath, needed: Collection[str]) -> Iterator[Problem]:
    """A rule that knows nothing but the values themselves names no other reference point."""
    own = PLACES[:2]
    for name in sorted(needed):
        if not is_statistic(name) and name not in own:
            words = [*SCOPE[:2], *own, *STATISTICS]
            found = msg("the reference point {name}", name=name)
            at = _mention(file.source, path, name)
            yield file.problem(at, found, msg("one of {words}", words=words), suggest(name, words))


def _check_name(files: Files, node: Placed, indicator: Indicator, name: str) -> Iterator[Problem]:
    named = {*indicator.references, *indicator.figures, LAST_YEAR, CITY, *PLACES} | (
        {TARGET} if indicator.targets else set()
    )
    if name in named or is_statistic(name):
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
        mend = suggest(name, words) or msg("add it under references:, by year, or under figures:, by formula")
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
