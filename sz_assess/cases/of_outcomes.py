"""Cases of what follows from scores: pieces of the files, put together to a method and weights of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from sz_assess.cases.of_methods import Small, Tested, compared
from sz_assess.cases.of_rules import refused
from sz_assess.cases.outcome import CaseOutcome
from sz_assess.cases.spec import Figures, MethodCase, OutcomeCase
from sz_assess.errors import InputError, Problem
from sz_assess.expression import suggest
from sz_assess.method.adjustment import AdjustmentsFile
from sz_assess.method.assessment import AssessmentFile
from sz_assess.method.checks.every import check
from sz_assess.method.city import CityTargetsFile
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.indicator import Dimension
from sz_assess.method.ledger import LedgersFile
from sz_assess.method.load import method_of, tuned_method
from sz_assess.method.model import MethodFile
from sz_assess.method.plausibility import PlausibilityFile
from sz_assess.method.reading.sources import Files, MethodFiles, Read, without_file
from sz_assess.method.reading.validate import validated
from sz_assess.method.reading.yaml_reader import YamlFile
from sz_assess.method.reading.yaml_values import KeyPath
from sz_assess.method.statistic import StatisticsFile
from sz_assess.method.treatment import TreatmentFile
from sz_assess.method.units import UnitsFile
from sz_assess.method.weights import OWN, Weights
from sz_assess.text import msg

Kind = TypeVar("Kind", bound=BaseModel)

_CODE = "case"
_NAMED = {"name": _CODE, "source": {"clause": _CODE}}
_WEIGHTS = {
    "method": _CODE, "name": _CODE, "decided": {"by": _CODE, "basis": _CODE}, "total": 100,
    "not_applicable": "within_dimension", "ranking": {"on": "unrounded"}, "aggregate": "arithmetic",
}  # fmt: skip
_ENTRIES: dict[str, dict[str, Any]] = {
    "adjustments": {**_NAMED, "unit": _CODE, "missing": "zero"},
    "vetoes": _NAMED,
    "lists": _NAMED,
    "awards": _NAMED,
    "ladders": {**_NAMED, "to": _CODE},
    "uses": _NAMED,
}
"""What the entries of a list have where a case does not say it."""
_FILES = ("weights", "adjustments", "decisions", "assessment")


def build(case: OutcomeCase, source: YamlFile, path: KeyPath) -> Tested:
    """The method and weights that the case's pieces make; ``path`` is the case's place in its file. Raises InputError.

    Leaves of the weights' tree become indicators whose value is their score.
    """
    problems: list[Problem] = [
        source.problem((*path, "files", name), msg("the file {name}", name=name),
                       msg("one of {names}", names=list(_FILES)), suggest(name, _FILES), at_key=True)
        for name in case.files if name not in _FILES
    ]  # fmt: skip
    reader = _Reader(source, (*path, "files"), problems)
    results = tuple({"period": str(period), "ranking": _CODE} for period in case.earlier)
    stated = {"title": _CODE, "method": _CODE, "weights": _CODE, "period": str(case.period), "previous": results}
    about = reader.read(AssessmentFile, "assessment", stated)
    weights = reader.read(Weights, "weights", _WEIGHTS)
    adjustments = reader.read(AdjustmentsFile, "adjustments", {})
    decisions = reader.read(DecisionsFile, "decisions", {})
    if weights is None or adjustments is None or decisions is None or about is None:
        raise InputError(problems)
    tree = _tree(weights.source.data.get("weights", {}), case.tree)
    codes = dict.fromkeys([*_leaves(tree), *case.statistics])
    measures = {str(each.unit) for each in adjustments.content.adjustments} | {_CODE}
    groups = dict.fromkeys(unit.group for unit in case.units.values())
    method = MethodFiles(
        folder=_CODE,
        about=_made(MethodFile, _about(case, sorted(measures), list(groups))),
        statistics=_made(StatisticsFile, {"statistics": tuple(_statistic(code) for code in codes)}),
        dimensions=tuple(
            _made(Dimension, _dimension(case, code, part if isinstance(part, dict) else {}))
            for code, part in tree.items()
        ),
        all_dimensions=True,
        adjustments=adjustments,
        decisions=decisions,
        city_targets=without_file(CityTargetsFile(city_targets=()), "city_targets"),
        treatment=without_file(TreatmentFile(), "treatment"),
        ledgers=without_file(LedgersFile(), "ledgers"),
        plausibility=without_file(PlausibilityFile(), "plausibility"),
    )
    units = UnitsFile((), frozenset(case.units))
    problems += check(Files(about, case.period, method, weights, units))
    if problems:
        raise InputError(problems)
    return Tested(tuned_method(method_of(method), weights.content), weights.content, about.content)


def run_outcome(case: OutcomeCase, tested: Tested) -> CaseOutcome:
    """Work the case out and compare."""
    given: dict[str, Figures] = {
        code: {unit: {case.period: score} for unit, score in by_unit.items()} for code, by_unit in case.scores.items()
    }
    heads = {name: getattr(case, name) for name in ("case", "clause", "source", "worked_by", "note", "tolerance")}
    whole = MethodCase.model_construct(
        **heads, period=case.period, units=case.units, statistics={**given, **case.statistics}, expect=case.expect
    )
    try:
        found = compared(whole, Small(tested, case.earlier, whole=True))
    except InputError as error:
        return CaseOutcome(case, (), refused=refused(error.problems))
    return CaseOutcome(case, found.compared, found.working, found.refused)


class _Reader:
    """Reads pieces of files out of a case, noting what is wrong with them at their lines."""

    def __init__(self, source: YamlFile, path: KeyPath, problems: list[Problem]) -> None:
        self.source, self.path, self.problems = source, path, problems

    def read(self, model: type[Kind], name: str, common: Mapping[str, Any]) -> Read[Kind] | None:
        """A piece with what all cases have in common put in."""
        path = (*self.path, name)
        data: Any = self.source.data
        for step in self.path:
            data = data[step]
        piece = data.get(name, {})
        filled = {**common, **{key: _filled(key, part) for key, part in piece.items()}}
        part = YamlFile(self.source.file, filled, _below(self.source.keys, path), _below(self.source.values, path))
        try:
            return Read(part, validated(model, part))
        except InputError as error:
            self.problems += error.problems
            return None


def _filled(key: str, part: Any) -> Any:
    if key in _ENTRIES and isinstance(part, tuple):
        return tuple({**_ENTRIES[key], **each} if isinstance(each, dict) else each for each in part)
    return part


def _below(places: Mapping[KeyPath, Any], path: KeyPath) -> dict[KeyPath, Any]:
    """Places below a path, as if the file began there."""
    return {
        place[len(path) :]: at for place, at in places.items() if len(place) > len(path) and place[: len(path)] == path
    }


def _tree(tree: Mapping[str, Any], schemed: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The tree of the weights, with the leaves that have none of their own."""
    out: dict[str, Any] = {code: dict.fromkeys(leaves) for code, leaves in schemed.items()}
    found = {
        code: {**_tree(part, {}), **out.pop(code, {})} if isinstance(part, dict) else part
        for code, part in tree.items()
        if code != OWN
    }
    return {**found, **out}


def _leaves(tree: Mapping[str, Any]) -> Iterator[str]:
    for code, part in tree.items():
        if isinstance(part, dict):
            yield from _leaves({key: each for key, each in part.items() if key != OWN})
        else:
            yield code


def _made(model: type[Kind], data: dict[str, Any]) -> Read[Kind]:
    source = YamlFile(_CODE, data)
    return Read(source, validated(model, source))


def _about(case: OutcomeCase, measures: list[str], groups: list[str]) -> dict[str, Any]:
    return {
        "code": _CODE, "name": _CODE, "document": {"title": _CODE, "number": _CODE, "date": _CODE}, "over": "all",
        "years": (case.period.year - 20, case.period.year + 20),
        "measures": tuple({"code": measure, "name": measure} for measure in measures),
        "departments": ({"code": _CODE, "name": _CODE},),
        "groups": tuple({"code": group, "name": group} for group in groups),
    }  # fmt: skip


def _statistic(code: str) -> dict[str, Any]:
    return {"code": code, "name": code, "unit": _CODE, "department": _CODE}


def _dimension(case: OutcomeCase, code: str, part: Mapping[str, Any]) -> dict[str, Any]:
    below = {key: each for key, each in part.items() if key != OWN}
    return {
        "dimension": code,
        "name": code,
        "indicators": tuple(_leaf(case, key) for key, each in below.items() if not isinstance(each, dict)),
        "dimensions": tuple(_dimension(case, key, each) for key, each in below.items() if isinstance(each, dict)),
    }


def _leaf(case: OutcomeCase, code: str) -> dict[str, Any]:
    """An indicator whose score is its value."""
    targets = {"targets": {str(case.period): case.targets[code]}} if code in case.targets else {}
    return {
        "code": code, "name": code, "unit": _CODE, "direction": "positive", "source": {"clause": _CODE},
        "formula": code, "missing": "exclude", **targets,
        "scoring": {"rule": "curve", "points": ((0, 0), (100, 100)), "beyond": "extend"},
    }  # fmt: skip
