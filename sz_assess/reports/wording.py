"""The method's keywords in words: statuses, policies, effects, reference points."""

from __future__ import annotations

import re

from sz_assess.assess.values import BENCHMARK
from sz_assess.method.adjustment import Veto
from sz_assess.method.common import Selection
from sz_assess.method.imputation import Impute
from sz_assess.method.indicator import Missing, Points
from sz_assess.method.requirement import Requirement
from sz_assess.reports.book import Book
from sz_assess.result import Status
from sz_assess.scoring.rules.base import Over, OverGroup
from sz_assess.scoring.rules.in_words import NAMES
from sz_assess.text import Text, msg, number, plural

TAGS: dict[Status, Text | str] = {
    Status.SCORED: "",
    Status.NOT_APPLICABLE: msg("not applicable"),
    Status.MISSING_EXCLUDED: msg("missing, left out"),
    Status.MISSING_WORST: msg("missing, lowest score"),
    Status.MISSING_ZERO: msg("missing, 0"),
    Status.MISSING_POINTS: msg("missing, set points"),
    Status.IMPUTED_GROUP_MEAN: msg("missing, group mean"),
    Status.IMPUTED_LAST_YEAR: msg("missing, last year's"),
    Status.VETOED: msg("vetoed"),
    Status.IMPUTED_GROUP_MEDIAN: msg("missing, group median"),
    Status.IMPUTED_MEAN: msg("missing, mean of all"),
    Status.IMPUTED_MEDIAN: msg("missing, median of all"),
    Status.IMPUTED_LINEAR: msg("missing, from other years"),
    Status.TOO_LITTLE_DATA: msg("too little data"),
    Status.DROPPED: msg("dropped for all"),
    Status.OF_PARTS: msg("made of its parts"),
}
"""How a score came about, in a word for tables."""

NOT_APPLICABLE: dict[str, Text] = {
    "proportionally": msg("its weight is shared out over all other indicators, in proportion to theirs"),
    "within_dimension": msg("its weight goes to the other indicators of its dimension, in proportion to theirs"),
    "full_marks": msg("it counts with full marks"),
    "group_mean": msg("it counts with the mean score of the unit's group"),
}


MISSING: dict[str, Text] = {
    "refuse": msg("the run is refused until the figure is there"),
    "worst": msg("scores as low as the lowest of the units"),
    "zero": msg("scores 0"),
    "group_mean": msg("is taken to be the mean of the unit's group"),
    "group_median": msg("is taken to be the median of the unit's group"),
    "mean": msg("is taken to be the mean of all units"),
    "median": msg("is taken to be the median of all units"),
    "last_year": msg("is taken to be the unit's figure of the year before"),
    "exclude": msg("the indicator is left out for the unit, and its weight goes to the others"),
    "default": msg("as the method says for all indicators"),
}


def missing_words(policy: Missing) -> Text:
    """What a missing figure means, in a sentence."""
    if isinstance(policy, Points):
        return msg("scores {points} points of the weight", points=number(policy.points))
    return policy.words() if isinstance(policy, Impute) else MISSING[policy]


def reference_name(book: Book, name: str) -> str:
    """A reference point's name as sentences have it: a benchmark by its own name; percentiles and a
    method's own names as they are."""
    if name.startswith(BENCHMARK):
        code = name.removeprefix(BENCHMARK)
        return next((book.name(unit) for unit in book.result.assessment.units if unit.code == code), name)
    return book.say(NAMES.get(name, name))


_BENCHMARK = re.compile(r"benchmark\.[A-Za-z0-9_-]+")
"""In words a text of another language may follow without a blank."""


def with_names(book: Book, words: str) -> str:
    """A rule in words with the names of the units that are benchmarks."""
    return _BENCHMARK.sub(lambda found: reference_name(book, found[0]), words)


def veto_effect(book: Book, veto: Veto) -> Text:
    """What a veto takes away."""
    match veto.effect:
        case "zero_score":
            return msg("the total becomes 0")
        case "no_award":
            return msg("score and place stay, awards are lost")
        case "unranked":
            return msg("scored, but not ranked")
        case "grade_at_most":
            return msg("no grade above {grade}", grade=book.grades.get(veto.grade or "", veto.grade or ""))
        case "grade_down":
            return msg("the grade goes down by {steps}", steps=veto.steps)
        case "cancel":
            method = book.result.assessment.method
            names = {award.code: book.name(award.name) for award in method.awards}
            names |= {each.code: book.name(each.name) for each in method.lists}
            names |= {each.code: book.name(each.name) for each in method.ladders}
            names |= {each.code: book.name(each.name) for each in method.firm_awards}
            names |= {each.code: book.name(each.name) for each in method.returns}
            return msg("these awards are lost: {awards}", awards=[names.get(code, code) for code in veto.awards])
        case "zero_node":
            node = next((n for n, node in enumerate(book.result.nodes) if node.code == veto.node), None)
            return msg("the score of {node} becomes 0", node=veto.node if node is None else book.nodes[node].name)


def veto_condition(book: Book, veto: Veto) -> str:
    """What a veto strikes for."""
    if veto.when is not None:
        return book.explainer.formula(veto.when).words
    words = [requirement_words(book, each) for each in veto.fails]
    if len(words) == 1:
        return book.say(msg("not met: {requirements}", requirements=words))
    return book.say(msg("at least {n} of these not met: {requirements}", n=veto.at_least or 1, requirements=words))


def requirement_words(book: Book, each: Requirement) -> Text:
    """A requirement in words."""
    words = _requirement(book, each)
    if each.within is not None and each.times is not None:
        if each.times == each.within:
            return msg("{requirement}, {years} years running", requirement=words, years=each.within)
        return msg(
            "{requirement}, in {times} of the last {years} years",
            requirement=words, times=each.times, years=each.within,
        )  # fmt: skip
    return words


def _requirement(book: Book, each: Requirement) -> Text:
    nodes = {node.code: book.nodes[n].name for n, node in enumerate(book.result.nodes)}
    match each.kind:
        case "score_from":
            line = number(float(each.score_from or 0))
            if each.node is None:
                return msg("a score of {line} or more", line=line)
            return msg("{line} per cent or more at {node}", line=line, node=nodes.get(each.node, each.node))
        case "targets_met":
            if each.targets_met == "all":
                return msg("all targets met")
            return msg("targets met: {names}", names=[nodes.get(code, code) for code in each.targets_met or ()])
        case "no_veto":
            if each.no_veto == "all":
                return msg("no veto")
            names = {veto.code: book.name(veto.name) for veto in book.result.assessment.method.vetoes}
            return msg("no veto by: {names}", names=[names.get(code, code) for code in each.no_veto or ()])
        case "grade":
            return msg("grade: {names}", names=[book.grades.get(code, code) for code in each.grade or ()])
        case "rise_from":
            return plural("{n} place gained or more", "{n} places gained or more", n=each.rise_from or 0)
        case "first":
            among = _AMONG[each.over or "all"]
            return msg("among the first {n} {among}", n=each.first or 0, among=among)
        case _:
            among = _AMONG[each.over or "all"]
            return msg("among the last {n} {among}", n=each.last or 0, among=among)


_AMONG = {"all": msg("of all"), "group": msg("of the group")}


def selection_words(book: Book, selection: Selection | None) -> str:
    """The groups and units that a selection names; empty for none."""
    if selection is None:
        return ""
    groups = {group.code: book.name(group.name) for group in book.result.assessment.method.about.groups}
    units = {unit.code: book.name(unit) for unit in book.result.assessment.units}
    names = [groups.get(code, code) for code in selection.groups] + [units.get(code, code) for code in selection.units]
    return book.say(msg("{names}", names=names))


def over_words(book: Book, over: Over | None) -> Text:
    """The population that lowest, highest and mean are taken over."""
    over = over or book.result.assessment.method.about.over
    if isinstance(over, OverGroup):
        names = {group.code: book.name(group.name) for group in book.result.assessment.method.about.groups}
        return msg("the units of {group}", group=names.get(over.group, over.group))
    return msg("all units") if over == "all" else msg("the unit's own group")
