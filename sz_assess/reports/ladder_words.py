"""Awards that follow the result, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sz_assess.decisions.awards import State
from sz_assess.decisions.money import written
from sz_assess.method.decisions.firm_award import FirmAward, ReturnAward
from sz_assess.method.decisions.ladder import (
    AnyLadder,
    ByExcess,
    ByPlace,
    ByRise,
    BySteps,
    LadderAward,
    OfGrade,
    OfList,
)
from sz_assess.reports.book import Book
from sz_assess.text import Text, msg, plural

AWARD_STATES: dict[State, Text] = {
    "paid": msg("paid"),
    "nothing": msg("nothing earned"),
    "vetoed": msg("lost by a veto"),
    "removed": msg("removed"),
    "unknown": msg("figure missing"),
    "repeated": msg("won before"),
    "lower": msg("a higher honour counts"),
}


def award_words(book: Book, award: LadderAward | FirmAward | ReturnAward) -> str:
    """An award that counts nothing, in a sentence. Sums are in yuan."""
    if isinstance(award, LadderAward):
        return ladder_words(book, award)
    ledgers = {ledger.code: ledger for ledger in book.result.assessment.method.ledgers}
    ledger = ledgers[award.ledger]
    if isinstance(award, ReturnAward):
        start = msg("the year of acceptance") if award.first == "acceptance_year" else msg("the year after acceptance")
        return book.say(
            plural("{share} % of each project's gain for {n} year from {start}, by the ledger {name}",
                   "{share} % of each project's gain for {n} years from {start}, by the ledger {name}",
                   n=award.years, share=written(award.share), start=start, name=ledger.name)
        )  # fmt: skip
    names = {choice.code: choice.name for choice in ledger.column(award.honour).choices}
    sums = [msg("{group}: {sums}", group=names[code], sums=written(of)) for code, of in award.amounts.items()]
    words = msg("for each firm and honour of the ledger {name}: {sums}", name=ledger.name, sums=sums)
    if award.once:
        words = _once(book, award, words)
    if award.highest_only:
        words = msg("{words}; only the highest honour of a firm", words=words)
    return book.say(words)


def _once(book: Book, award: FirmAward, words: Text) -> Text:
    """That it is paid once, and how far back the ledger tells."""
    found = book.result.panel.ledgers.books.get(award.ledger)
    if found is None or found.covers is None:
        return msg("{words}; once for each firm and honour", words=words)
    day = found.covers[0].start.isoformat()
    return msg("{words}; once for each firm and honour, looked up in the ledger from {day} on", words=words, day=day)


def ladder_words(book: Book, award: LadderAward) -> str:
    """A ladder in a sentence, in the book's language. Sums are in yuan."""
    words = _words(book, award)
    for term in _terms(book, award.ladder):
        words = msg("{words}; {term}", words=words, term=term)
    return book.say(words)


def _terms(book: Book, rule: AnyLadder) -> Iterator[Text]:
    """What holds besides the sums."""
    if isinstance(rule, ByPlace):
        yield (
            msg("units level with each other get the sum of their place each")
            if rule.ties == "each"
            else msg("units level with each other share the sums of the places that they fill")
        )
        if rule.vetoed == "passed_down":
            yield msg("the place of a unit that a veto keeps from it is passed down")
    elif isinstance(rule, ByRise):
        if rule.first_place is not None:
            yield msg("{sum} for the first place", sum=written(rule.first_place))
        if rule.first_entry is not None:
            yield msg("{sum} for who is among them for the first time", sum=written(rule.first_entry))
        yield from _within(rule.within.least, rule.within.most)
    elif isinstance(rule, BySteps):
        yield PAYS[rule.pays]
        if rule.compared_with == "nothing":
            yield msg("every year anew")
        if rule.when is not None:
            yield msg("only where {condition}", condition=book.explainer.formula(rule.when).words)
    elif isinstance(rule, ByExcess):
        if rule.steps == "whole":
            yield msg("only whole ones count")
        yield from _within(None, rule.at_most)
    elif isinstance(rule, OfList):
        groups = {group.code: group.name for group in book.result.assessment.method.about.groups}
        yield from (msg("{group}: {sums}", group=groups[code], sums=written(of)) for code, of in rule.groups.items())


PAYS: dict[str, Text] = {
    "each": msg("each step newly reached is paid"),
    "highest": msg("only the highest step newly reached is paid"),
    "difference": msg("the highest step newly reached is paid, less what the step reached before was worth"),
}


def _within(least: Decimal | None, most: Decimal | None) -> Iterator[Text]:
    if least is not None:
        yield msg("at least {sum}", sum=written(least))
    if most is not None:
        yield msg("at most {sum}", sum=written(most))


def _words(book: Book, award: LadderAward) -> Text:
    rule = award.ladder
    groups = {group.code: book.name(group.name) for group in book.result.assessment.method.about.groups}
    if isinstance(rule, ByPlace):
        sums = [_sums(rule.amounts)] if rule.amounts else []
        sums += [
            msg("{group}: {sums}", group=groups.get(code, code), sums=_sums(of)) for code, of in rule.groups.items()
        ]
        over = msg("among all") if rule.over == "all" else msg("within each group")
        return msg("by place {over}, from the first: {sums}", over=over, sums=sums)
    if isinstance(rule, ByRise):
        return msg("for the first {n} places: {same} for an unchanged place, {each} for each place gained or lost",
                   n=rule.first, same=written(rule.same), each=written(rule.each))  # fmt: skip
    if isinstance(rule, BySteps):
        steps = [msg("from {mark}: {sum}", mark=written(mark), sum=written(amount)) for mark, amount in rule.steps]
        return msg("for steps of {value}: {steps}", value=book.explainer.formula(rule.value).words, steps=steps)
    if isinstance(rule, ByExcess):
        lines: list[Text | str] = [written(rule.above)]
        lines += [
            msg("{group}: {sums}", group=groups.get(code, code), sums=written(of)) for code, of in rule.groups.items()
        ]
        words = msg("{each} for each 1 of {value} above {lines}", each=written(rule.each),
                    value=book.explainer.formula(rule.value).words, lines=lines)  # fmt: skip
        if rule.below is None or rule.each_below is None:
            return words
        return msg("{words}; {each} taken back for each 1 below {line}", words=words, each=written(rule.each_below),
                   line=written(rule.below))  # fmt: skip
    if isinstance(rule, OfGrade):
        sums = [
            msg("{group}: {sums}", group=book.grades.get(code, code), sums=written(of))
            for code, of in rule.amounts.items()
        ]
        return msg("by grade: {sums}", sums=sums)
    name = next(each.spec.name for each in book.result.lists if each.spec.code == rule.list)
    return msg("{sum} for every unit on the list {name}", sum=written(rule.amount), name=name)


def _sums(amounts: Sequence[Decimal]) -> Text:
    return msg("{sums}", sums=" / ".join(map(written, amounts)))
