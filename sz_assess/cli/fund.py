"""`sz-assess fund`: how a fund is split, and how it would be with another pool."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from sz_assess.cli import options, progress
from sz_assess.cli.columns import table
from sz_assess.cli.help import Command, Option
from sz_assess.cli.names import found_in, unit_named
from sz_assess.cli.settings import CalledWrongly, Settings
from sz_assess.i18n import Translator
from sz_assess.text import Text, msg

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from sz_assess.decisions.funding import Share, Split
    from sz_assess.method.decisions.fund import Fund, MoneyUnit
    from sz_assess.periods import Period
    from sz_assess.result import Result

UNITS = ("yuan", "1k_yuan", "10k_yuan", "1m_yuan", "100m_yuan")


@click.command(
    "fund",
    cls=Command,
    help=msg(
        "Split funds among the units and print the arithmetic; write nothing.\n\n"
        "Each fund is split by its rule in decisions.yaml and its figures in the weights file; --pool answers what "
        "would follow from another sum. Shown are each unit's amount, how it came about, and by how much it would "
        "change with one more point of score, for which everything is worked out again."
    ),
)
@options.folder
@click.option(
    "--fund", "names", cls=Option, multiple=True, metavar="CODE",
    help=msg("Only this fund: its code or its name. May be repeated. Without it, all funds."),
)  # fmt: skip
@click.option(
    "--pool", cls=Option, metavar="AMOUNT",
    help=msg("Share out this much in place of the pool in the weights file. With several funds, give --fund as well."),
)  # fmt: skip
@click.option(
    "--unit-of-money", "money", cls=Option, metavar="|".join(UNITS),
    help=msg("What --pool is counted in. Without it, the fund's own unit."),
)  # fmt: skip
@click.option("--unit", cls=Option, metavar="UNIT", help=msg("Print the arithmetic of this unit only: code or name."))
@options.period
@options.weights
@options.called_with
@click.pass_obj
@click.pass_context
def command(
    ctx: click.Context,
    settings: Settings,
    folder: Path,
    names: tuple[str, ...],
    pool: str | None,
    money: str | None,
    unit: str | None,
    period: Period | None,
    weights: str | None,
) -> None:
    """Assess the folder, split the funds, print."""
    from sz_assess.decisions.funding import funding
    from sz_assess.method.decisions.fund_figures import MOST
    from sz_assess.run import assess_folder

    asked = _amount(pool, ctx)
    if money is not None and money not in UNITS:
        raise CalledWrongly(msg("--unit-of-money {value}; it may be {units}", value=money, units=list(UNITS)), ctx)
    if money is not None and asked is None:
        raise CalledWrongly(msg("--unit-of-money without --pool"), ctx)
    with progress.shown(settings.say) as tell:
        result = assess_folder(folder, period=period, weights=weights, progress=tell)
    chosen = _chosen(result, names, ctx)
    if asked is not None and len(chosen) != 1:
        codes = [fund.code for fund in chosen]
        raise CalledWrongly(
            msg("--pool for {n} funds; choose one with --fund: {codes}", n=len(chosen), codes=codes), ctx
        )
    row = None if unit is None else unit_named(result, unit, ctx)
    pools = {} if asked is None else {chosen[0].code: _counted(asked, money, chosen[0])}
    if any(each > MOST for each in pools.values()):
        raise CalledWrongly(msg("--pool {value}; no pool is as large as that", value=str(pool)), ctx)
    found = funding(result, pools, only={fund.code for fund in chosen})
    for split in found.splits:
        click.echo("\n".join(_written(result, split, row, settings.say)))
    for fund in found.unset:
        words = msg("{name} ({code}): the weights file has no figures of it", name=fund.name, code=fund.code)
        click.echo(words.to(settings.say))


def _amount(pool: str | None, ctx: click.Context) -> Decimal | None:
    from decimal import Decimal, InvalidOperation

    if pool is None:
        return None
    try:
        amount = Decimal(pool)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise CalledWrongly(msg("--pool {value}; write an amount such as 5000", value=pool), ctx)
    return amount


def _counted(amount: Decimal, money: str | None, fund: Fund) -> Decimal:
    """The amount in the fund's own unit."""
    from sz_assess.decisions.money import YUAN

    return amount if money is None else amount * YUAN[money] / YUAN[fund.money]


def _chosen(result: Result, names: tuple[str, ...], ctx: click.Context) -> tuple[Fund, ...]:
    funds = result.assessment.method.funds
    if not funds:
        raise CalledWrongly(msg("the method has no funds; they stand under funds: in decisions.yaml"), ctx)
    known = [(fund.code, fund.name.zh, fund.name.en) for fund in funds]
    asked = {found_in(msg("fund"), name, known, ctx) for name in names}
    return tuple(fund for n, fund in enumerate(funds) if n in asked or not names)


def _written(result: Result, split: Split, only: int | None, say: Translator) -> Iterator[str]:
    from sz_assess.decisions.funding.one_more import MOST_UNITS, one_more_point
    from sz_assess.decisions.funding.written import steps
    from sz_assess.decisions.money import NONE, written
    from sz_assess.reports.shown import said, score

    fund, places = split.fund, split.fund.decimals
    yield msg("{name} ({code}), in {money}", name=fund.name, code=fund.code, money=_money(fund.money)).to(say)
    if fund.proposal:
        yield msg("  A proposal: no document has settled how this fund is split.").to(say)
    if result.assessment.about.synthetic is not None:
        yield f"  {result.assessment.about.synthetic.of(say.language)}"
    sums = msg("  pool {pool} = reserve {reserve} + units {amount} + back {returned}",
               pool=written(split.pool, places), reserve=written(split.reserve, places),
               amount=written(split.amount, places), returned=written(split.returned, places))  # fmt: skip
    yield sums.to(say)
    units = result.order if only is None else (only,)
    tried = only is not None or len(units) <= MOST_UNITS
    more = one_more_point(result, split, units) if tried else {}
    paid = bool(split.figures.paid)
    advance = [msg("paid in advance"), msg("still to pay")] if paid else []
    heading = [msg("unit"), msg("share"), msg("amount"), msg("held"), *advance, msg("one more point")]
    rows = [[words.to(say) for words in heading]]
    for unit in units:
        row, change = split.rows[unit], more.get(unit)
        rows.append([
            result.units[unit].of(say.language),
            f"{score(float(row.part) * 100)}%",
            written(row.amount, places),
            said(_held(split, row), say),
            *(written(sum_, places) for sum_ in (row.paid or NONE, row.settlement or NONE) if paid),
            "—" if change is None else f"{'+' if change > 0 else ''}{written(change, places)}",
        ])  # fmt: skip
    yield from table(rows, right=(1, 2, 4, 5, 6) if paid else (1, 2, 4))
    yield from rewarded(result, split, say)
    for unit in units:
        yield f"  {result.units[unit].of(say.language)}"
        for step in steps(split, unit):
            text = " = ".join(filter(None, (step.expression, step.outcome)))
            yield "    " + msg("{label}: {text}", label=step.label, text=text).to(say)
    yield ""


def rewarded(result: Result, split: Split, say: Translator) -> Iterator[str]:
    """What a gap fund rewards units for reporting otherwise; nothing for other funds."""
    from sz_assess.decisions.funding.incentives import incentives
    from sz_assess.decisions.funding.one_more import MOST_UNITS
    from sz_assess.reports.views.funding import incentive_words

    if len(result.units) > MOST_UNITS:
        return
    for n, found in enumerate(incentives(result, split)):
        if not n:
            yield "  " + msg("Units that report a larger gap get more, and nobody is said to vouch for:").to(say)
        yield f"    {incentive_words(result, split, found).to(say)}"


def _held(split: Split, row: Share) -> Text | str:
    from sz_assess.reports.views.funding import STATES, held_words

    return STATES[row.state] if row.state != "shares" else held_words(split, row) or "—"


def _money(unit: MoneyUnit) -> Text:
    from sz_assess.reports.money_words import MONEY

    return MONEY[unit]
