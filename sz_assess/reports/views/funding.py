"""The funds: how each is split, unit by unit, with the arithmetic and what one more point of score would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sz_assess.decisions import Decisions
from sz_assess.decisions.funding import Share, Split, State
from sz_assess.decisions.funding.incentives import FINER, STEP, Incentive, incentives
from sz_assess.decisions.funding.one_more import MOST_UNITS, follows_the_score, one_more_point
from sz_assess.decisions.funding.written import Step as FundStep
from sz_assess.decisions.funding.written import steps
from sz_assess.decisions.money import total, written
from sz_assess.i18n import Language, translator
from sz_assess.method.decisions.fund import ByGap, ByGrade
from sz_assess.reports import shown
from sz_assess.reports.arithmetic import Clause, Step, clause
from sz_assess.reports.book import Book, Link
from sz_assess.reports.decision_page import DecisionPage, Table
from sz_assess.reports.money_words import MONEY
from sz_assess.result import Result
from sz_assess.text import Text, msg, number

FUNDING = (
    "fund", "name", "unit", "state", "share", "exact", "held", "amount", "paid", "settlement", "money", "derivation",
)  # fmt: skip
PARTS = ("fund", "unit", "part", "amount", "money")
INCENTIVES = ("fund", "statistic", "direction", "percent", "unit", "gain", "money")
SUMS = ("fund", "pool", "reserve", "shared", "amounts", "returned", "money")

STATES: dict[State, Text] = {
    "shares": msg("takes part"),
    "vetoed": msg("nothing, by a veto"),
    "not_applicable": msg("takes no part"),
    "no_gap": msg("lacks nothing"),
}

METHODS: dict[str, Text] = {
    "factors": msg("by factors: weighted shares in the factors, times the performance coefficient"),
    "gap": msg("by gaps: in proportion to what each unit lacks"),
    "base_and_performance": msg("a base for all, the rest by factors and performance"),
    "grades": msg("by grades, in the proportion set for them"),
}

OVERPAID: dict[str, Text] = {
    "reclaimed": msg("An advance above the amount is paid back."),
    "kept": msg("An advance above the amount is kept, at the cost of the others; whom a veto strikes pays it back."),
}

HELD: dict[str, Text | str] = {"floor": msg("at the floor"), "cap": msg("at the cap"), "free": ""}


@dataclass(frozen=True)
class Row:
    """One unit's money."""

    anchor: str
    unit: Link
    share: str
    amount: str
    held: str
    state: str
    more: str
    parts: tuple[str, ...]
    paid: str
    settlement: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Chapter:
    """One fund. ``sums``: name and amount of pool, reserve, what the units get and what goes back."""

    anchor: str
    name: str
    proposal: bool
    money: str
    method: str
    weights: tuple[tuple[str, str], ...]
    clause: Clause
    note: str
    sums: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    parts: tuple[str, ...]
    part_sums: tuple[str, ...]
    paid: str
    settlement: str
    overpaid: str
    """What becomes of an advance above the amount."""
    whole: str
    more_shown: bool
    steps_shown: bool
    """Not where scores are not published and the arithmetic would tell them."""
    follows_score: bool
    incentives: tuple[str, ...]
    """Of a gap fund: what a unit would gain by reporting a figure otherwise."""
    vouched: tuple[tuple[str, str], ...]
    """Statistics, and who vouches for them."""


@dataclass(frozen=True)
class FundingView:
    """The page. ``unset`` names funds without figures in the weights file."""

    chapters: tuple[Chapter, ...]
    unset: tuple[str, ...]


def funding_view(book: Book) -> FundingView:
    """All that the funding page shows."""
    found = book.decisions.funding
    return FundingView(
        chapters=tuple(_chapter(book, split) for split in found.splits),
        unset=tuple(book.name(fund.name) for fund in found.unset),
    )


def _chapter(book: Book, split: Split) -> Chapter:
    fund, places = split.fund, split.fund.decimals
    tried = len(book.result.units) <= MOST_UNITS and book.scores_shown
    more = one_more_point(book.result, split) if tried else {}
    sums = [
        (msg("Pool"), split.pool),
        *([(msg("Reserve"), split.reserve)] if split.reserve else []),
        (msg("To the units"), split.amount),
        *([(msg("Goes back"), split.returned)] if split.returned else []),
    ]
    advanced = bool(split.figures.paid)
    found = incentives(book.result, split) if len(book.result.units) <= MOST_UNITS else ()
    return Chapter(
        anchor=f"f-{fund.code}",
        name=book.name(fund.name),
        proposal=fund.proposal,
        money=book.say(MONEY[fund.money]),
        method=book.say(_method(split)),
        weights=tuple(
            (book.name(term.name), number(float(term.weight), 6))
            for block in split.basis.blocks
            for term in block.terms
            if len(block.terms) > 1
        )
        + tuple(
            (book.grades.get(code, code), number(float(figure), 6))
            for code, figure in (*split.figures.ratios.items(), *split.figures.shares.items())
        ),
        clause=clause(book, fund.source),
        note="" if fund.note is None else book.name(fund.note),
        sums=tuple((book.say(words), written(amount, places)) for words, amount in sums),
        rows=tuple(_row(book, split, unit, more.get(unit)) for unit in book.order),
        parts=tuple(book.name(part.name) for part in split.figures.parts),
        part_sums=tuple(written(amount, places) for amount in split.part_sums),
        paid=written(total(row.paid or Decimal(0) for row in split.rows), places) if advanced else "",
        settlement=written(total(row.settlement or Decimal(0) for row in split.rows), places) if advanced else "",
        overpaid="" if split.figures.overpaid is None else book.say(OVERPAID[split.figures.overpaid]),
        whole=written(split.amount, places),
        more_shown=tried,
        steps_shown=_open(book, split),
        follows_score=follows_the_score(split),
        incentives=tuple(book.say(incentive_words(book.result, split, each)) for each in found),
        vouched=_vouched(book, split),
    )


def incentive_words(result: Result, split: Split, found: Incentive) -> Text:
    """What a gap fund rewards, with the unit that would gain most by it."""
    unit, gain = found.best
    fund = split.fund
    values = {"name": found.name, "step": STEP, "unit": result.units[unit], "money": MONEY[fund.money]}
    values |= {"amount": written(gain, fund.decimals + FINER)}
    if found.direction == "less":
        return msg("{name}: reported {step}% lower, it would bring {unit} {amount} more ({money})", **values)
    return msg("{name}: reported {step}% higher, it would bring {unit} {amount} more ({money})", **values)


def _vouched(book: Book, split: Split) -> tuple[tuple[str, str], ...]:
    rule = split.fund.allocation
    if not isinstance(rule, ByGap):
        return ()
    names = {each.code: book.name(each.name) for each in book.result.assessment.method.statistics}
    return tuple((names[code], book.name(by)) for code, by in rule.vouched.items())


def _method(split: Split) -> Text:
    rule = split.fund.allocation
    if isinstance(rule, ByGap) and rule.standard:
        return msg(
            "by gaps: in proportion to what each unit needs less its standard means, which are its bases at the rate "
            "that the other units have on average, whatever it collected itself"
        )
    if not isinstance(rule, ByGrade) or rule.by == "ratios":
        return METHODS[rule.method]
    if rule.empty == "returned":
        return msg("each grade has a fixed share, alike for all its units; that of a grade without units goes back")
    return msg(
        "each grade has a fixed share, alike for all its units; that of a grade without units goes to the others"
    )


def _row(book: Book, split: Split, unit: int, more: Decimal | None) -> Row:
    row, places = split.rows[unit], split.fund.decimals
    return Row(
        anchor=f"f-{split.fund.code}-{unit}",
        unit=book.units[unit],
        share=f"{number(float(row.part) * 100, 2)}%",
        amount=written(row.amount, places),
        held=book.say(held_words(split, row)),
        state="" if row.state == "shares" else book.say(STATES[row.state]),
        more=shown.NOTHING if more is None else f"{'+' if more > 0 else ''}{written(more, places)}",
        parts=tuple(written(part, places) for part in row.parts),
        paid="" if row.paid is None else written(row.paid, places),
        settlement="" if row.settlement is None else written(row.settlement, places),
        steps=(
            *_gap(book, split, unit),
            *(Step(book.say(step.label), step.expression, step.outcome) for step in steps(split, unit)),
        )
        if _open(book, split)
        else (),
    )


def _gap(book: Book, split: Split, unit: int) -> Iterator[Step]:
    """What a unit lacks, with its figures; standard means are written out among the other steps."""
    rule = split.fund.allocation
    if not isinstance(rule, ByGap) or rule.gap is None or split.basis.states[unit] != "shares":
        return
    expression = book.explainer.formula(rule.gap).numbers(unit)
    if rule.coefficient is not None:
        expression = f"({expression}) × ({book.explainer.formula(rule.coefficient).numbers(unit)})"
    gap = split.basis.blocks[0].terms[0].figures[unit]
    yield Step(book.say(msg("what the unit lacks")), expression, number(float(gap), 6))


def held_words(split: Split, row: Share) -> Text | str:
    """Which bound an amount is held at; empty for none."""
    return msg("keeps its advance") if split.keeps_advance(row) else HELD[row.held]


def _open(book: Book, split: Split) -> bool:
    """Whether the arithmetic may be shown: it must not tell scores that are not published."""
    return book.scores_shown or (
        not any(factor.score for _, factor in split.fund.factors()) and not follows_the_score(split)
    )


def funding_tables(result: Result, decisions: Decisions, language: Language) -> Iterator[Table]:
    """funding.csv with each unit's amount, funding_sums.csv with each fund's, funding_parts.csv where amounts are paid
    in parts, funding_incentives.csv with what units would gain from a gap fund by other figures. Amounts are in the
    fund's unit of money, which each row names."""
    say, splits = translator(language), decisions.funding.splits
    yield Table(
        "funding",
        FUNDING,
        (
            (
                split.fund.code,
                split.fund.name.of(language),
                result.units[row.unit].code,
                row.state,
                float(row.part),
                float(row.exact),
                row.held,
                row.amount,
                row.paid,
                row.settlement,
                split.fund.money,
                shown.listed((_step_words(step).to(say) for step in steps(split, row.unit)), say),
            )
            for split in splits
            for row in split.rows
        ),
    )
    told = [split for split in splits if isinstance(split.fund.allocation, ByGap)]
    if told and len(result.units) <= MOST_UNITS:
        yield Table(
            "funding_incentives",
            INCENTIVES,
            (
                (split.fund.code, each.statistic, each.direction, STEP, result.units[unit].code, gain, split.fund.money)
                for split in told
                for each in incentives(result, split)
                for unit, gain in each.gains
            ),
        )
    yield Table(
        "funding_sums",
        SUMS,
        (
            (each.fund.code, each.pool, each.reserve, each.shared, each.amount, each.returned, each.fund.money)
            for each in splits
        ),
    )
    if any(split.figures.parts for split in splits):
        yield Table(
            "funding_parts",
            PARTS,
            (
                (split.fund.code, result.units[row.unit].code, part.name.of(language), amount, split.fund.money)
                for split in splits
                for row in split.rows
                for part, amount in zip(split.figures.parts, row.parts, strict=False)
            ),
        )


def _step_words(step: FundStep) -> Text:
    text = " = ".join(filter(None, (step.expression, step.outcome)))
    return msg("{label}: {text}", label=step.label, text=text)


PAGE = DecisionPage(
    path="funding.html",
    template="funding.html.j2",
    name=msg("Funds"),
    used=lambda decisions: bool(decisions.funding.splits or decisions.funding.unset),
    view=funding_view,
    tables=funding_tables,
)
