"""The weights file's rules in sentences: who decided, how scores are combined, ranked and graded."""

from __future__ import annotations

from decimal import Decimal

from sz_assess.method.adjustment_points import PointBounds
from sz_assess.method.grading import Grade, Grading
from sz_assess.numeric import RoundingMode
from sz_assess.reports.book import Book
from sz_assess.reports.views.treatment import treatment_rules
from sz_assess.reports.wording import NOT_APPLICABLE, requirement_words, selection_words
from sz_assess.text import Text, msg, number, plural

ROUNDING: dict[RoundingMode, Text] = {
    "half_up": msg("halves up"),
    "half_even": msg("halves to the even digit"),
    "down": msg("cut off"),
    "up": msg("always up"),
}

TIES: dict[str, Text] = {
    "competition": msg("units that are level share a place, and the next place is left out (1 2 2 4)"),
    "dense": msg("units that are level share a place, and the next follows on (1 2 2 3)"),
    "average": msg("units that are level share the mean of their places (1 2.5 2.5 4)"),
}


def rules(book: Book) -> tuple[tuple[str, str], ...]:
    """Label and sentence of each rule that holds for the whole."""
    found = [*_weights(book), *_of_others(book), *_ranking(book), *_sums(book), *treatment_rules(book)]
    return tuple((book.say(label), book.say(words)) for label, words in found)


def _weights(book: Book) -> list[tuple[Text, Text]]:
    weights = book.result.assessment.weights
    decided = msg("{by}; basis: {basis}", by=weights.decided.by, basis=weights.decided.basis)
    if weights.decided.on is not None:
        decided = msg("{decided}; on {date}", decided=decided, date=weights.decided.on.isoformat())
    return [
        (msg("weights decided by"), decided),
        (msg("full marks"), msg("{total} points", total=_plain(weights.total))),
        (msg("what does not apply"), NOT_APPLICABLE[weights.not_applicable]),
        *[(msg("combined by"), words) for words in [_combined(book)] if words is not None],
        *[(msg("multiplied by group"), msg("{groups}", groups=found)) for found in [_coefficients(book)] if found],
    ]


def _of_others(book: Book) -> list[tuple[Text, Text]]:
    """How units made of others are scored, and a year made of its parts."""
    weights = book.result.assessment.weights
    lines = []
    if weights.parents is not None and weights.parents.made_of == "figures":
        lines.append((msg("units made of others"), msg("are scored on the sum of their parts' figures")))
    elif weights.parents is not None:
        nodes = {node.code: book.nodes[n].name for n, node in enumerate(book.result.nodes)}
        names = {spec.code: book.name(spec.name) for spec in book.result.assessment.method.statistics}
        at = [nodes.get(code, code) for code in weights.parents.at]
        by = weights.parents.weighted_by
        words = msg("score the mean of their parts' scores at {nodes}", nodes=at)
        if by is not None:
            words = msg("score the mean of their parts' scores at {nodes}, weighted by {statistic}",
                        nodes=at, statistic=names.get(by, by))  # fmt: skip
        lines.append((msg("units made of others"), words))
    if weights.over_periods:
        own = book.say(msg("the year's own"))
        parts = [f"{own if part == 'own' else part} {_plain(share)}%" for part, share in weights.over_periods.items()]
        lines.append((msg("over the year"), msg("{parts}", parts=parts)))
    return lines


def _coefficients(book: Book) -> list[str]:
    """What the scores of the groups are multiplied by."""
    found = book.result.assessment.weights.coefficients
    return [f"{book.groups.get(code, code)} × {_plain(each)}" for code, each in found.items()]


def _combined(book: Book) -> Text | None:
    """The total's way of combining; other nodes name theirs in the tree."""
    aggregator = book.result.nodes[0].aggregator
    return None if aggregator is None else aggregator.words()


def _ranking(book: Book) -> list[tuple[Text, Text]]:
    weights = book.result.assessment.weights
    ranking = weights.ranking
    on = msg("by the score before rounding") if ranking.on == "unrounded" else msg("by the score as it is published")
    published = plural(
        "with {n} decimal, {rounding}",
        "with {n} decimals, {rounding}",
        n=ranking.decimals,
        rounding=ROUNDING[ranking.rounding],
    )
    lines = [(msg("places"), on), (msg("published scores"), published)]
    if weights.round_total is not None:
        total = plural(
            "rounded to {n} decimal before bonuses and deductions, {rounding}",
            "rounded to {n} decimals before bonuses and deductions, {rounding}",
            n=weights.round_total.decimals, rounding=ROUNDING[weights.round_total.mode],
        )  # fmt: skip
        lines.append((msg("total"), total))
    if ranking.ties:
        names = {node.code: book.nodes[n].name for n, node in enumerate(book.result.nodes)}
        deciding = [names.get(code, code) for code in ranking.ties]
        lines.append((msg("a tie is decided by"), msg("the scores at: {names}", names=deciding)))
    lines.append((msg("ties that remain"), TIES[ranking.method]))
    if ranking.not_ranked is not None:
        lines.append((msg("not ranked"), msg("{units}", units=selection_words(book, ranking.not_ranked))))
    if ranking.minimum_weight is not None:
        least = msg("units with less than {share} per cent of the weight scored", share=_plain(ranking.minimum_weight))
        lines.append((msg("not ranked"), least))
    return lines


def _sums(book: Book) -> list[tuple[Text, Text]]:
    weights = book.result.assessment.weights
    adjustments = weights.adjustments
    names = {spec.code: spec.name for spec in book.result.assessment.method.adjustments}
    nodes = {node.code: node.name for node in book.result.nodes}
    lines = []
    for group in adjustments.groups.values():
        members = [names.get(code, code) for code in group.members]
        words = msg("{members}: {bounds}", members=members, bounds=_bounds(group.within))
        if group.take == "largest":
            words = msg("{members}: only the largest counts; {bounds}", members=members, bounds=_bounds(group.within))
        lines.append((msg("together"), words))
    for code, within in adjustments.nodes.items():
        lines.append((msg("with its adjustments"), msg("{node}: {bounds}", node=nodes[code], bounds=_bounds(within))))
    if adjustments.bonus_cap is not None:
        lines.append((msg("all bonuses"), _at_most(adjustments.bonus_cap)))
    if adjustments.deduction_cap is not None:
        lines.append((msg("all deductions"), _at_most(adjustments.deduction_cap)))
    for label, within in (
        (msg("all bonuses and deductions"), adjustments.within), (msg("the total with them"), weights.total_within)
    ):  # fmt: skip
        if within.least is not None or within.most is not None:
            lines.append((label, _bounds(within)))
    if not book.scores_shown:
        lines.append((msg("disclosure"), msg("places are published, scores are not")))
    return lines


def _bounds(within: PointBounds) -> Text:
    """Bounds of a sum of points."""
    if within.least is None:
        most = within.most
        return msg("without bounds") if most is None else _at_most(most)
    if within.most is None:
        return plural("at least {n} point", "at least {n} points", n=float(within.least))
    return msg("from {least} to {most} points", least=_plain(within.least), most=_plain(within.most))


def _at_most(points: Decimal) -> Text:
    return plural("at most {n} point", "at most {n} points", n=float(points))


def grades(book: Book) -> tuple[tuple[str, str], ...]:
    """Each grade and who gets it."""
    grading = book.result.assessment.weights.grades
    if grading is None:
        return ()
    return tuple(
        (book.name(grade.name), book.say(_grade(book, grading, grade, last=grade is grading.grades[-1])))
        for grade in grading.grades
    )


def grading_words(book: Book) -> str:
    """By score line or by quota, and over whom."""
    grading = book.result.assessment.weights.grades
    if grading is None:
        return ""
    if grading.by == "score":
        return book.say(_and_who_not(book, grading, msg("By score line.")))
    over = msg("of all units") if grading.over == "all" else msg("of each group")
    ties = (
        msg("units level on the cut all get the better grade")
        if grading.ties == "include"
        else msg("units level on the cut all get the lower grade")
    )
    rounds = _ROUNDS[grading.rounds] if any(grade.share is not None for grade in grading.grades) else None
    words = msg("By quota {over}; {ties}.", over=over, ties=ties)
    if rounds is not None:
        words = msg("{words} {rounds}, {rounding}.", words=words, rounds=rounds, rounding=_QUOTAS[grading.rounding])
    if grading.vacant is not None:
        words = msg("{words} {vacant}.", words=words, vacant=_VACANT[grading.vacant])
    return book.say(_and_who_not(book, grading, words))


_ROUNDS = {
    "running": msg("Rounded is the share of a grade with all better ones"),
    "each": msg("Rounded is each grade's own share"),
}
_QUOTAS: dict[str, Text] = {"up": msg("always up"), "down": msg("cut off"), "half_up": msg("halves up")}
_VACANT = {
    "left": msg("The seat of a unit that may not have the grade stays empty"),
    "passed_down": msg("The seat of a unit that may not have the grade goes to the next"),
}


def _and_who_not(book: Book, grading: Grading, words: Text) -> Text:
    if grading.not_graded is None:
        return words
    return msg("{words} Not graded: {units}.", words=words, units=selection_words(book, grading.not_graded))


def _grade(book: Book, grading: Grading, grade: Grade, last: bool) -> Text:
    if last:
        return msg("all others")
    words = _grade_size(book, grading, grade)
    if not grade.requires:
        return words
    return msg("{size}; needed as well: {requirements}", size=words,
               requirements=[requirement_words(book, each) for each in grade.requires])  # fmt: skip


def _grade_size(book: Book, grading: Grading, grade: Grade) -> Text:
    if grading.by == "score" and grade.from_score is not None:
        return msg("from {score} points", score=_plain(grade.from_score))
    if grading.by == "score" and grade.above_score is not None:
        return msg("above {score} points", score=_plain(grade.above_score))
    if grade.share is not None:
        return msg("{share} per cent of the units", share=_plain(grade.share))
    if isinstance(grade.count, dict):
        return msg("units: {groups}", groups=[f"{book.groups.get(code, code)} {n}" for code, n in grade.count.items()])
    return plural("{n} unit", "{n} units", n=grade.count or 0)


def _plain(value: Decimal) -> str:
    return number(float(value))
