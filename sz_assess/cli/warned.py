"""Figures that were warned of, as check and run tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sz_assess.errors import describe
from sz_assess.i18n import Translator
from sz_assess.text import Text, msg, number, plural

if TYPE_CHECKING:
    from sz_assess.decisions import Decisions
    from sz_assess.result import Result


LISTED = 50
"""Repairs, and figures that follow from others, that are listed on the screen; the data page has them all."""


def lines(result: Result, say: Translator) -> list[str]:
    """Every warning with its place and what to do; of settled ones, who stands by them."""
    from sz_assess.statistics.settling import as_problems

    checks, out = result.checks, repaired(result, say)
    if checks.unsettled:
        out += ["", msg("Warnings, which want confirming or mending:").to(say)]
        for problem in as_problems(checks.unsettled, result.assessment, result.panel):
            out += ["", describe(problem, say)]
    if checks.settled:
        out += ["", msg("Warnings that somebody has confirmed:").to(say)]
        for doubt in checks.settled:
            by = doubt.confirmation
            assert by is not None
            words = msg("  {id}: {by}, {on}: {why}", id=doubt.id, by=by.by, on=by.on, why=by.why)
            out.append(words.to(say))
    if checks.idle:
        out += ["", msg("Confirmations that no warning asks for (any more):").to(say)]
        out += [f"  {each.place}: {each.warning}" for each in checks.idle]
    return out


def odd(result: Result, say: Translator) -> list[str]:
    """Figures that look odd beside others, and what could not be judged. None of it is an error."""
    from sz_assess.analysis.plausibility import plausibility

    if result.assessment.method.plausibility.empty:
        return []
    found = plausibility(result)
    out = []
    for each in found.odd:
        words = msg("  {unit}, {group}: {sentence}", unit=each.unit, group=each.group.name, sentence=each.sentence)
        out.append(words.to(say))
    for test in found.odd_digits:
        unit = msg("all units") if test.unit is None else test.unit
        words = msg("  {unit}, {group}: {sentence}", unit=unit, group=test.spec.name, sentence=test.sentence)
        out.append(words.to(say))
    if out:
        out = [
            "",
            msg("Figures that look odd beside others (no score goes by it; ask about them first):").to(say),
            *out,
        ]
    silent = [group for group in found.groups if group.why_not is not None]
    if silent:
        out += ["", msg("Not judged for plausibility:").to(say)]
        for group in silent:
            out.append(msg("  {group}: {why}", group=group.spec.name, why=group.why_not).to(say))
    return out


def rewarded(result: Result, decided: Decisions, say: Translator) -> list[str]:
    """Gap funds from which units get more by reporting a larger gap, and what to do about it. Not an error: the method
    may want it so, but nobody shall be able to say that it was not told."""
    from sz_assess.decisions.funding.incentives import unvouched
    from sz_assess.method.decisions.fund import ByGap

    out = []
    for split in decided.funding.splits:
        rule = split.fund.allocation
        if not isinstance(rule, ByGap) or not (codes := unvouched(rule)):
            continue
        specs = {each.code: each for each in result.assessment.method.statistics}
        words = msg(
            "  {fund}: a unit that reports these figures so that its gap is larger gets more: {figures}",
            fund=split.fund.name, figures=[specs[code].name for code in codes],
        )  # fmt: skip
        mend = msg(
            "  Take them from somebody who has no part in it and say who vouches for them (vouched: in the fund), or "
            "state needs: with standard:. What a unit would gain stands on the page of funds."
        )
        out += [words.to(say), mend.to(say)]
    return (
        ["", msg("Funds by gaps that rest on figures which nobody is said to vouch for:").to(say), *out] if out else []
    )


def held(result: Result, say: Translator) -> list[str]:
    """What inspectors hold against units and no statistic counts."""
    from sz_assess.statistics.inspections.uncounted import uncounted

    found = uncounted(result.panel, result.assessment, result.panel.findings)
    if not found:
        return []
    places = [f"  {each.place}: {each.item}" for each in found]
    return ["", nowhere(len(found)).to(say), *places]


def nowhere(count: int) -> Text:
    """That findings take nothing away."""
    return plural(
        "{n} finding is held against a unit and counted nowhere, so that it takes no points: no statistic is counted "
        "from inspection/findings.csv.",
        "{n} findings are held against units and counted nowhere, so that they take no points: no statistic is counted "
        "from inspection/findings.csv.",
        n=count,
    )


def repaired(result: Result, say: Translator) -> list[str]:
    """Cells of forms that were read as numbers although they are none as they stand."""
    repairs = result.panel.repairs
    if not repairs:
        return []
    out = ["", msg("Read as numbers (look whether this is what was meant):").to(say)]
    for each in repairs[:LISTED]:
        words = msg("  {place}: {found}: {figure}", place=each.place, found=each.found, figure=each.figure)
        out.append(words.to(say))
    if len(repairs) > LISTED:
        out.append(msg("  … and {n} more on the data page", n=len(repairs) - LISTED).to(say))
    return out


def converted(result: Result, say: Translator) -> list[str]:
    """Figures that follow from those of other periods, with the cells that they follow from."""
    from sz_assess.analysis.converted import converted as all_of

    found = list(all_of(result))
    if not found:
        return []
    units = {unit.code: unit for unit in result.assessment.units}
    out = ["", msg("Figures that follow from other periods (nothing is filled in between):").to(say)]
    for each in found[:LISTED]:
        words = msg(
            "  {statistic}, {unit}, {period}: {value}: {words} [{places}]",
            statistic=each.statistic.name, unit=units[each.unit], period=str(each.conversion.period),
            value=number(each.value, 10), words=each.words, places=list(each.places),
        )  # fmt: skip
        out.append(words.to(say))
    if len(found) > LISTED:
        out.append(msg("  … and {n} more on the data page", n=len(found) - LISTED).to(say))
    return out


def verdict(result: Result) -> Text:
    """The last line of check."""
    checks = result.checks
    if not checks.doubts:
        return msg("No problem found.")
    return msg(
        "No error found. Warnings: {open} not confirmed, {settled} confirmed.",
        open=len(checks.unsettled),
        settled=len(checks.settled),
    )


def reminder(result: Result) -> Text | None:
    """What run says where a warning is not settled."""
    count = len(result.checks.unsettled)
    if not count:
        return None
    return msg("Warnings that nobody has confirmed: {n}; check lists them, and so does the data page.", n=count)
