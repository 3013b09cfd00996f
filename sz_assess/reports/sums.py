"""How a unit's total comes about, line by line, from the dimensions' points to the published score."""

from __future__ import annotations

import math

from sz_assess.numeric import level
from sz_assess.reports import shown
from sz_assess.reports.book import Book
from sz_assess.text import Text, msg, number, plural


def sums(book: Book, unit: int) -> tuple[tuple[str, str], ...]:
    """Label and arithmetic of each line; empty for a unit that has no total."""
    result = book.result
    total = float(result.total[unit])
    if math.isnan(total):
        return ()
    lines = _base(book, unit) + _adjustments(book, unit)
    base, adjusted = float(result.base[unit]), float(result.adjusted[unit])
    struck = [veto.spec.name for veto in result.vetoes if veto.struck[unit] and veto.spec.effect == "zero_score"]
    if struck:
        lines.append((msg("total"), msg("0, by veto: {vetoes}", vetoes=struck)))
    else:
        lines.append((msg("total"), held([base, *[part for part in (adjusted,) if part]], total)))
    published = shown.score(float(result.published[unit]), book.decimals)
    lines.append((msg("published"), f"{shown.full(total)} → {published}"))
    return tuple((book.say(label), book.say(words)) for label, words in lines)


def held(parts: list[float], outcome: float) -> Text | str:
    """``a + b = c``; and, where a bound has changed the sum, what it is held at."""
    whole = math.fsum(parts)
    if level(whole, outcome):
        return shown.summed(parts, outcome)
    return msg("{sum}, held at {outcome}", sum=shown.summed(parts, whole), outcome=shown.full(outcome))


def _base(book: Book, unit: int) -> list[tuple[Text, Text | str]]:
    """The base as the sum of its parts, or, where parts don't add up, from the score of the whole."""
    result = book.result
    base = float(result.base[unit])
    parts = [float(result.contribution[unit, n]) for n in book.columns if result.weight[unit, n] > 0]
    if any(math.isnan(part) for part in parts):
        full, score = float(result.assessment.weights.total), float(result.score[unit, 0])
        whole = score * full / 100
        lines: list[tuple[Text, Text | str]] = [
            (msg("base"), f"{shown.exact(score)} × {number(full)} ÷ 100 = {shown.full(whole)}")
        ]
    else:
        whole = math.fsum(parts)
        lines = [(msg("base"), shown.summed(parts, whole))]
    coefficient = result.assessment.weights.coefficients.get(result.units[unit].group)
    if coefficient is not None and coefficient != 1:
        before, whole = whole, whole * float(coefficient)
        written = f"{shown.full(before)} × {number(float(coefficient))} = {shown.full(whole)}"
        lines.append((msg("by the coefficient of its group"), written))
    if result.over_periods:
        written, whole = _over_periods(book, unit)
        lines.append((msg("over the year"), written))
    if level(whole, base):
        return lines
    rounding = result.assessment.weights.round_total
    label = (
        msg("base")
        if rounding is None
        else plural("rounded to {n} decimal", "rounded to {n} decimals", n=rounding.decimals)
    )
    return [*lines, (label, f"{shown.full(whole)} → {shown.full(base)}")]


def _over_periods(book: Book, unit: int) -> tuple[str, float]:
    """The year's base from its parts: each one's share times its score."""
    shares = book.result.assessment.weights.over_periods
    parts = [(name, float(share), float(book.result.over_periods[name][unit])) for name, share in shares.items()]
    own = book.say(msg("the year's own"))
    words = " + ".join(f"{number(share)}% × {shown.full(score)} ({own if name == 'own' else name})"
                       for name, share, score in parts if share)  # fmt: skip
    whole = math.fsum(share / 100 * score for _, share, score in parts if share)
    return f"{words} = {shown.full(whole)}", whole


def _adjustments(book: Book, unit: int) -> list[tuple[Text, Text | str]]:
    """What is added to and taken off the total; adjustments of single nodes are in their scores already."""
    result = book.result
    bonus, deduction, adjusted = (float(of[unit]) for of in (result.bonus, result.deduction, result.adjusted))
    points = {each.spec.code: float(each.points[unit]) for each in result.adjustments if each.spec.node is None}
    lines: list[tuple[Text, Text | str]] = []
    for code, group in result.assessment.weights.adjustments.groups.items():
        members = [points.pop(member) for member in group.members if member in points]
        if not members:
            continue
        points[f"group {code}"] = within = float(result.adjustment_groups[code][unit])
        if group.take == "largest" and any(members):
            taken = max(members, key=abs)
            lines.append((msg("only the largest counts"), held([taken], within)))
        elif any(members):
            lines.append((msg("together"), held([part for part in members if part], within)))
    for label, parts, outcome in (
        (msg("bonus"), [part for part in points.values() if part > 0], bonus),
        (msg("deduction"), [part for part in points.values() if part < 0], deduction),
    ):
        if parts or outcome:
            lines.append((label, held(parts, outcome)))
    if (bonus and deduction) or not level(bonus + deduction, adjusted):
        lines.append((msg("bonus and deduction"), held([bonus, deduction], adjusted)))
    return lines
