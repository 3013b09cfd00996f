"""Awards that follow the result speak of grades, lists, groups and units that exist; so do withdrawals of awards."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sz_assess.errors import Problem
from sz_assess.method.check_codes import unknown
from sz_assess.method.decision import DecisionsFile
from sz_assess.method.ladder import ByExcess, ByPlace, ByRise, LadderAward, OfGrade, OfList
from sz_assess.method.sources import Files, Read
from sz_assess.method.yaml_values import KeyPath
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
