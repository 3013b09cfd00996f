"""Codes and units that a case names: those that are not known are told at their line, before anything is run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sz_assess.cases.of_methods import Tested
from sz_assess.cases.spec import AggregateCase, CaseHead, MethodCase, OutcomeCase, RuleCase
from sz_assess.errors import Problem
from sz_assess.expression import suggest
from sz_assess.method.decisions.responsibility import BUILT_IN
from sz_assess.method.grading import Grading
from sz_assess.method.ledger import named
from sz_assess.method.model import Method
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.weight_tree import ROOT, code_of
from sz_assess.method.weights import Weights
from sz_assess.text import Text, msg

Named = tuple[KeyPath, str, list[str]]
"""Where a name stands in the case, the name, and the names that may stand there."""

_FEW = 12
"""So many names can be told in one message."""
_BY_UNIT = ("total", "rank", "group_rank", "grade")
_BY_CODE_AND_UNIT = ("value", "score", "weight", "points", "awards", "fund", "coefficient", "sample", "task")
_UNITS_BY_CODE = ("struck", "lists")


def unknown(case: CaseHead, tested: Tested | None, source: YamlFile, position: int) -> Iterator[Problem]:
    """Names that the case at ``position`` of its file should not have. ``tested``: of a case which has a method."""
    match case:
        case RuleCase():
            names = _of_rule(case)
        case AggregateCase():
            names = _of_aggregate(case)
        case MethodCase() | OutcomeCase() if tested is not None:
            names = _of_method(case, tested)
        case _:
            raise TypeError(type(case))
    for path, name, known in names:
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


def _of_method(case: MethodCase | OutcomeCase, tested: Tested) -> Iterator[Named]:
    method = tested.method
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
    else:
        yield from _of_given(case, tested)
    yield from _of_expected(case, method)
    yield from _of_decisions(case, method)
    yield from _of_grades(case, tested.weights)


def _of_given(case: MethodCase, tested: Tested) -> Iterator[Named]:
    """What a case of a method brings beside statistics; its ledgers' rows are looked at when they are read."""
    method = tested.method
    yield from _keys(("departments",), case.departments, [each.code for each in method.about.departments])
    declared = (figure for spec in method.responsibility for figure in spec.figures)
    figures = [*(figure.code for figure in declared if figure.counted is None), *BUILT_IN]
    for department, own in case.departments.items():
        yield from _keys(("departments", department), own, figures)
    yield from _keys(("result",), case.result, list(case.units))
    grades = _codes(tested.weights.grades)
    for unit, of in case.result.items():
        if of.grade is not None:
            yield ("result", unit, "grade"), of.grade, grades
    yield from _keys(("pools",), case.pools, [fund.code for fund in method.funds])


def _of_expected(case: MethodCase | OutcomeCase, method: Method) -> Iterator[Named]:
    units = list(case.units)
    nodes = [ROOT, *(code_of(node) for node, _ in method.walk())]
    city = [spec.code for spec in method.city_targets]
    funds = [spec.code for spec in method.funds]
    rules = [] if method.inspection is None else [rule.code for rule in method.inspection.rules]
    years = [spec.code for spec in method.responsibility]
    by_row = [*(spec.code for spec in method.firm_awards), *(spec.code for spec in method.returns)]
    known = {
        **dict.fromkeys(("value", "score", "weight", "nominal"), nodes),
        "points": [spec.code for spec in method.adjustments],
        "struck": [spec.code for spec in method.vetoes],
        "awards": [*(spec.code for spec in method.awards), *(spec.code for spec in method.ladders), *by_row],
        "lists": [spec.code for spec in method.lists],
        "city": city,
        "met": city,
        "by_firm": by_row,
        "schedule": [spec.code for spec in method.returns],
        **dict.fromkeys(("fund", "coefficient", "reserve"), funds),
        "inspection": rules,
        "sample": rules,
        "year_score": years,
        "year_grade": years,
        "task": [] if method.task_book is None else [task.code for task in method.task_book.tasks],
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


def _of_decisions(case: MethodCase | OutcomeCase, method: Method) -> Iterator[Named]:
    """Whom decisions are about, where these are not units alone: firms, projects, departments, matters of a unit."""
    expect = case.expect
    for code, entries in expect.inspection.items():
        for n, entry in enumerate(entries):
            if entry.partition(":")[0] not in case.units:
                yield ("expect", "inspection", code, n), entry, list(case.units)
    departments = list(case.departments) if isinstance(case, MethodCase) else []
    who = {spec.code: list(case.units) if spec.of == "units" else departments for spec in method.responsibility}
    for key in ("year_score", "year_grade"):
        for code, holders in getattr(expect, key).items():
            yield from _keys(("expect", key, code), holders, who.get(code, []))
    for spec in method.firm_awards:
        firms = _cells(case, method, spec.ledger, spec.firm)
        if firms:
            yield from _keys(("expect", "by_firm", spec.code), expect.by_firm.get(spec.code, {}), firms)
        for firm, amounts in expect.by_firm.get(spec.code, {}).items():
            if isinstance(amounts, dict):
                yield from _keys(("expect", "by_firm", spec.code, firm), amounts, list(spec.amounts))
    for project in method.returns:
        projects = _cells(case, method, project.ledger, project.project)
        if projects:
            yield from _keys(("expect", "by_firm", project.code), expect.by_firm.get(project.code, {}), projects)
            yield from _keys(("expect", "schedule", project.code), expect.schedule.get(project.code, {}), projects)


def _of_grades(case: MethodCase | OutcomeCase, weights: Weights) -> Iterator[Named]:
    """Grades that are expected, of the result and of yearly assessments."""
    grades = _codes(weights.grades)
    yield from (
        (("expect", "grade", unit), code, grades) for unit, code in case.expect.grade.items() if code is not None
    )
    for year, by_holder in case.expect.year_grade.items():
        figures = weights.decisions.responsibility.get(year)
        known = [] if figures is None else _codes(figures.grades)
        for holder, code in by_holder.items():
            if code is not None:
                yield ("expect", "year_grade", year, holder), code, known


def _codes(grading: Grading | None) -> list[str]:
    return [] if grading is None else [grade.code for grade in grading.grades]


def _cells(case: MethodCase | OutcomeCase, method: Method, ledger: str, code: str) -> list[str]:
    """The texts in a column of a case's ledger; none where the column can't be told, which is said elsewhere."""
    rows = case.ledgers.get(ledger, ()) if isinstance(case, MethodCase) else ()
    names = {name for each in method.ledgers if each.code == ledger for name in named(each.column(code))}
    at = [n for n, heading in enumerate(rows[0]) if heading in names] if rows else []
    return list(dict.fromkeys(str(row[n]) for row in rows[1:] for n in at if n < len(row)))
