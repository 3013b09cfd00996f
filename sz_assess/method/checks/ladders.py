"""Awards that follow the result speak of grades, lists, groups and units that exist; so do withdrawals of awards."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pydantic import ValidationError

from sz_assess.errors import Problem, Refused
from sz_assess.method.checks.codes import unknown
from sz_assess.method.decisions.decision import DecisionsFile
from sz_assess.method.decisions.ladder import ByExcess, ByPlace, ByRise, LadderAward, OfGrade, OfList
from sz_assess.method.decisions.ladder_figures import strangers, tuned
from sz_assess.method.reading.sources import Files, Read
from sz_assess.method.reading.yaml_values import KeyPath, keys
from sz_assess.text import Text, msg

Named = tuple[KeyPath, Collection[str], Collection[str] | None, Text]
"""Where codes stand, the codes, those that are known (None: not known yet), what they ought to be."""


def check_ladders(files: Files) -> Iterator[Problem]:
    """Every code that a ladder or a withdrawal names stands for something."""
    if files.method is None or (decisions := files.method.decisions) is None:
        return
    for n, ladder in enumerate(decisions.content.ladders):
        for path, codes, known, kind in _named(files, decisions, ladder):
            for at, code in enumerate(codes):
                if known is not None and code not in known:
                    step: str | int = code if path[-1] in {"groups", "amounts"} else at
                    at_path = (
                        ("ladders", n, "ladder", *path) if path[-1] == "list" else ("ladders", n, "ladder", *path, step)
                    )
                    yield unknown(decisions, at_path, msg("{code}", code=code), kind, code, known)
    yield from _tuned(files, decisions)
    if files.about is None:
        return
    content = decisions.content
    awards = {each.code for each in content.awards} | {each.code for each in content.ladders}
    awards |= {each.code for each in content.firm_awards} | {each.code for each in content.returns}
    for n, each in enumerate(files.about.content.withdrawn):
        for at, code in enumerate(each.awards):
            if code not in awards:
                found, kind = msg("the award {code}", code=code), msg("an award or ladder of decisions.yaml")
                yield unknown(files.about, ("withdrawn", n, "awards", at), found, kind, code, awards)


def _tuned(files: Files, decisions: Read[DecisionsFile]) -> Iterator[Problem]:
    """Figures of ladders in the weights file belong to a ladder, and to its rule, and fit together with the rest."""
    if files.weights is None:
        return
    ladders = {ladder.code: ladder for ladder in decisions.content.ladders}
    for code, figures in files.weights.content.decisions.ladders.items():
        path: KeyPath = (*keys("decisions.ladders"), code)
        if code not in ladders:
            found, kind = msg("figures of the ladder {code}", code=code), msg("a ladder of decisions.yaml")
            yield unknown(files.weights, path, found, kind, code, ladders)
            continue
        if strange := strangers(ladders[code], figures):
            for key in strange:
                found = msg("{key} of the ladder {code}, whose rule has no use for it", key=key, code=code)
                expected = msg("only what the rule uses")
                yield files.weights.problem((*path, key), found, expected, msg("delete it"), at_key=True)
            continue
        try:
            ladder = tuned(ladders[code], figures)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                refused = each.get("ctx", {}).get("error")
                if isinstance(refused, Refused):
                    yield files.weights.problem(path, refused.found, refused.expected, at_key=True)
                else:
                    found = msg("{key}", key=str(each["loc"][0]))
                    yield files.weights.problem(path, found, msg("a figure that the rule allows"), at_key=True)
            continue
        for at, codes, known, kind in _named(files, decisions, ladder):
            for name in codes if at[-1] in figures.stated() else ():
                if known is not None and name not in known:
                    yield unknown(files.weights, (*path, *at, name), msg("{code}", code=name), kind, name, known)


def _named(files: Files, decisions: Read[DecisionsFile], ladder: LadderAward) -> Iterator[Named]:
    rule = ladder.ladder
    groups = None if files.method is None else files.method.groups()
    a_group = msg("one of the method's groups")
    if isinstance(rule, ByPlace | ByExcess | OfList):
        yield ("groups",), rule.groups, groups, a_group
    if isinstance(rule, ByRise):
        units = None if files.units is None else files.units.codes
        yield ("entered",), rule.entered, units, msg("a unit of units.csv")
    if isinstance(rule, OfList):
        lists = {each.code for each in decisions.content.lists}
        yield ("list",), (rule.list,), lists, msg("a list of decisions.yaml")
    if isinstance(rule, OfGrade) and files.weights is not None:
        grading = files.weights.content.grades
        known = [] if grading is None else [grade.code for grade in grading.grades]
        yield ("amounts",), rule.amounts, known, msg("a grade of the weights file")
