"""Codes and units that a case names: those that are not known are told at their line, before anything is run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sz_assess.cases.spec import AggregateCase, CaseHead, MethodCase, OutcomeCase, RuleCase
from sz_assess.errors import Problem
from sz_assess.expression import suggest
from sz_assess.method.model import Method
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.weight_tree import code_of
from sz_assess.result import ROOT
from sz_assess.text import Text, msg

Named = tuple[KeyPath, str, list[str]]
"""Where a name stands in the case, the name, and the names that may stand there."""

_FEW = 12
"""So many names can be told in one message."""
_BY_UNIT = ("total", "rank", "group_rank", "grade")
_BY_CODE_AND_UNIT = ("value", "score", "weight", "points", "awards")
_UNITS_BY_CODE = ("struck", "lists")


def unknown(case: CaseHead, method: Method | None, source: YamlFile, position: int) -> Iterator[Problem]:
    """Names that the case at ``position`` of its file should not have. ``method``: that of a case which has one."""
    match case:
        case RuleCase():
            named = _of_rule(case)
        case AggregateCase():
            named = _of_aggregate(case)
        case MethodCase() | OutcomeCase() if method is not None:
            named = _of_method(case, method)
        case _:
            raise TypeError(type(case))
    for path, name, known in named:
        if name not in known:
            at_key = path[-1] == name
            yield source.problem(
                ("cases", position, *path), msg("{code} is not known", code=name), _expected(known),
                suggest(name, known), at_key=at_key,
            )  # fmt: skip


def _expected(known: list[str]) -> Text:
    if len(known) > _FEW:
        return msg("one of the {n} codes of the method", n=len(known))
    return msg("one of {names}", names=known) if known else msg("nothing: the method has none")


def _keys(path: KeyPath, names: Iterable[str], known: list[str]) -> Iterator[Named]:
    yield from (((*path, name), name, known) for name in names)


def _of_rule(case: RuleCase) -> Iterator[Named]:
    units = list(case.values)
    yield from _keys(("scores",), case.scores, units)
    yield from _keys(("groups",), case.groups, units)
    for name, of in case.given.items():
        if isinstance(of, dict):
            yield from _keys(("given", name), of, units)


def _of_aggregate(case: AggregateCase) -> Iterator[Named]:
    for unit, parts in case.parts.items():
        yield from _keys(("parts", unit), parts, list(case.weights))
    for key, names in (("scores", case.scores), ("groups", case.groups), ("ranks", case.ranks)):
        yield from _keys((key,), names, list(case.parts))


def _of_method(case: MethodCase | OutcomeCase, method: Method) -> Iterator[Named]:
    units = list(case.units)
    groups = [group.code for group in method.about.groups]
    for unit, of in case.units.items():
        yield ("units", unit), of.group, groups
        for other in filter(None, (of.part_of, of.figures_of)):
            yield ("units", unit), other, units
    yield from _keys(("statistics",), case.statistics, [spec.code for spec in method.statistics])
    for code, by_unit in case.statistics.items():
        yield from _keys(("statistics", code), by_unit, units)
    if isinstance(case, OutcomeCase):
        for code, scores in case.scores.items():
            yield from _keys(("scores", code), scores, units)
    yield from _of_expected(case, method)


def _of_expected(case: MethodCase | OutcomeCase, method: Method) -> Iterator[Named]:
    units = list(case.units)
    nodes = [ROOT, *(code_of(node) for node, _ in method.walk())]
    city = [spec.code for spec in method.city_targets]
    known = {
        **dict.fromkeys(("value", "score", "weight", "nominal"), nodes),
        "points": [spec.code for spec in method.adjustments],
        "struck": [spec.code for spec in method.vetoes],
        "awards": [*(spec.code for spec in method.awards), *(spec.code for spec in method.ladders)],
        "lists": [spec.code for spec in method.lists],
        "city": city,
        "met": city,
    }
    for key, codes in known.items():
        yield from _keys(("expect", key), getattr(case.expect, key), codes)
    for key in _BY_UNIT:
        yield from _keys(("expect", key), getattr(case.expect, key), units)
    for key in _BY_CODE_AND_UNIT:
        for code, by_unit in getattr(case.expect, key).items():
            yield from _keys(("expect", key, code), by_unit, units)
    for key in _UNITS_BY_CODE:
        for code, listed in getattr(case.expect, key).items():
            yield from ((("expect", key, code, n), unit, units) for n, unit in enumerate(listed))
