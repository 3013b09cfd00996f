"""`sz-assess explain`: how a score came about, in the terminal, with the arithmetic written out."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from sz_assess.cli import options, progress
from sz_assess.cli.help import Command, Option
from sz_assess.cli.names import found_in, unit_named
from sz_assess.cli.settings import Settings
from sz_assess.i18n import Translator
from sz_assess.text import NO_WORDS, Text, msg, number

if TYPE_CHECKING:
    from pathlib import Path

    from sz_assess.analysis.explain import Explanation
    from sz_assess.periods import Period
    from sz_assess.result import Result

DECIMALS = 6
"""Of numbers inside arithmetic, so that a reader who follows it arrives at the score."""


@dataclass(frozen=True)
class Branch:
    """A node as it is printed: its heading, its lines of arithmetic, and what is below it."""

    heading: str
    lines: tuple[str, ...]
    branches: tuple[Branch, ...]


@click.command(
    "explain",
    cls=Command,
    options_metavar="--unit UNIT [OPTIONS]",
    help=msg(
        "Show how a unit's score came about.\n\n"
        "Prints the tree of indicators with, for each: the formula with the figures put in, the cells that they were "
        "delivered in, the scoring rule, its arithmetic, the score, the weight and the points that it brings."
    ),
)
@options.folder
@options.needed_unit
@click.option(
    "--indicator",
    cls=Option,
    metavar="CODE",
    help=msg("Only this indicator or dimension, and what is below it: its code or its name."),
)
@options.period
@options.weights
@options.called_with
@click.pass_obj
@click.pass_context
def command(
    ctx: click.Context,
    settings: Settings,
    folder: Path,
    unit: str,
    indicator: str | None,
    period: Period | None,
    weights: str | None,
) -> None:
    """Assess the folder and print one unit's tree."""
    from sz_assess.analysis.explain import explain
    from sz_assess.run import assess_folder

    with progress.shown(settings.say) as tell:
        result = assess_folder(folder, period=period, weights=weights, progress=tell)
    row = unit_named(result, unit, ctx)
    names = [(node.code, node.name.zh, node.name.en) for node in result.nodes]
    position = 0 if indicator is None else found_in(msg("indicator"), indicator, names, ctx)
    branch = written(explain(result, row, position, language=settings.say.language), settings.say)
    if position == 0:
        branch = Branch(branch.heading, (*branch.lines, *_adjusted(result, row, settings.say)), branch.branches)
    _print(branch)


def written(found: Explanation, say: Translator) -> Branch:
    """An explanation in words, with all below it."""
    name = msg("{name} ({code})", name=found.node.name, code=found.node.code)
    if found.node.parent < 0:
        unit = msg("{name} ({code})", name=found.unit, code=found.unit.code)
        name = msg("{unit}: {name}", unit=unit, name=name)
    if math.isnan(found.score):
        note = found.note.to(say) or msg("does not count for this unit").to(say)
        return Branch(f"{name.to(say)}  {note}", (), tuple(written(child, say) for child in found.children))
    points = msg("score {score} at weight {weight}: {points} points",
                 score=_exact(found.score), weight=_exact(found.weight), points=_exact(found.contribution))  # fmt: skip
    return Branch(
        f"{name.to(say)}  {points.to(say)}",
        tuple(_lines(found, say)),
        tuple(written(child, say) for child in found.children),
    )


def _lines(found: Explanation, say: Translator) -> Iterator[str]:
    from sz_assess.reports.book import file_names
    from sz_assess.scoring.rules.in_words import named

    if note := found.note.to(say):
        yield msg("Note: {note}", note=note).to(say)
    if found.formula_words:
        yield msg("Value: {formula}", formula=found.formula_words).to(say)
        if found.formula_numbers:
            yield "  = " + _equation(found.formula_numbers, found.raw)
        elif not math.isnan(found.value):
            yield f"  = {_exact(found.value)}"
        for figure in found.figures:
            place: Text | str = figure.place or (figure.words if figure.words.template else msg("not delivered"))
            if figure.place and figure.words.template:
                place = msg("{place}; {words}", place=figure.place, words=figure.words)
            if figure.counted:
                rows = f"report/units/{file_names([found.unit.code])[0]}/{figure.statistic}.csv"
                place = msg("{place}; its rows: {rows}", place=place, rows=rows)
            words = msg("  {name} {period}: {value}  [{place}]", name=figure.name, period=str(figure.period),
                        value=_exact(figure.value), place=place)  # fmt: skip
            yield words.to(say)
        yield from ("  " + growth.words().to(say) for growth in found.growths)
    if scheme := found.scheme.to(say):
        yield msg("Weights of its parts: {scheme}", scheme=scheme).to(say)
    if rule := found.rule_words.to(say):
        yield msg("Rule: {rule}", rule=rule).to(say)
    # What full marks are is no finding; the rest is what the value was measured against.
    known = sorted((name, of) for name, of in found.references.items() if name != "full" and not math.isnan(of))
    if known:
        yield msg("  where {points}", points=[f"{named(name, say)} = {_exact(of)}" for name, of in known]).to(say)
    if found.node.children and found.formula_numbers:
        # An inner node's value is the aggregate where a rule goes on from it to the score.
        aggregate = found.score if math.isnan(found.value) else found.value
        yield "  = " + _equation(found.formula_numbers, aggregate)
    for line in found.lines:
        text = line.expression if line.result is None else _equation(line.expression, line.result)
        yield "  " + msg("{label}: {text}", label=line.label, text=text).to(say)


def _equation(written: str, outcome: float) -> str:
    """Arithmetic and what it comes to; a number alone is not said twice."""
    exact = _exact(outcome)
    return exact if written == exact else f"{written} = {exact}"


def _bounds(result: Result, row: int) -> Text:
    """Said where the bounds of the sum or of the total came into force."""
    free = float(result.base[row] + result.bonus[row] + result.deduction[row])
    held = not math.isclose(free, float(result.total[row]), rel_tol=1e-9, abs_tol=1e-9)
    return msg(", within the bounds of the method") if held else NO_WORDS


def _adjusted(result: Result, row: int, say: Translator) -> Iterator[str]:
    """From the tree's points to the published total and the place."""
    from sz_assess.analysis.explain import explain_adjustment

    yield msg("Points of the tree: {points}", points=_exact(float(result.base[row]))).to(say)
    coefficient = result.assessment.weights.coefficients.get(result.units[row].group)
    if coefficient is not None:
        yield msg("  with the coefficient {n} of its group", n=float(coefficient)).to(say)
    if result.over_periods:
        own, scores = msg("the year's own").to(say), result.over_periods
        parts = [
            f"{own if name == 'own' else name} {number(float(share))}% × {_exact(float(scores[name][row]))}"
            for name, share in result.assessment.weights.over_periods.items()
        ]
        yield msg("  made of the year's parts: {parts}", parts=parts).to(say)
    for outcome in result.adjustments:
        counted, points = float(outcome.counted[row]), float(outcome.points[row])
        # A rule may give points for nothing at all.
        if points or (counted and not math.isnan(counted)):
            steps: Text = NO_WORDS
            for n, line in enumerate(explain_adjustment(outcome, row)):
                step = msg("{label}: {text}", label=line.label, text=line.expression)
                steps = msg("{steps}; {step}", steps=steps, step=step) if n else step
            words = msg("{name}: {steps}: {points}", name=outcome.spec.name, steps=steps, points=_signed(points))
            yield words.to(say)
    for veto in result.vetoes:
        if veto.struck[row]:
            yield msg("Veto: {name}", name=veto.spec.name).to(say)
    if math.isnan(result.total[row]):
        yield msg("There is no total for this unit.").to(say)
        return
    total = msg(
        "Total: {base} {bonus} {deduction}{bounds} = {total}, published as {published}",
        base=_exact(float(result.base[row])),
        bonus=_signed(float(result.bonus[row])),
        deduction=_signed(float(result.deduction[row])),
        bounds=_bounds(result, row),
        total=_exact(float(result.total[row])),
        published=_exact(float(result.published[row])),
    )
    if any(veto.struck[row] and veto.spec.effect == "zero_score" for veto in result.vetoes):
        total = msg("Total: {total}, by the veto", total=_exact(float(result.total[row])))
    yield total.to(say)
    place = msg("Place: {rank} of {n}; in its group: {group_rank}", rank=_exact(float(result.rank[row])),
                n=len(result.units), group_rank=_exact(float(result.group_rank[row])))  # fmt: skip
    yield place.to(say)
    for listed in result.lists:
        if row in listed.on:
            yield msg("On the list: {name}", name=listed.spec.name).to(say)
        elif row in listed.withdrawn:
            yield msg("Taken off the list after publication: {name}", name=listed.spec.name).to(say)


def _exact(value: float) -> str:
    return number(value, DECIMALS)


def _signed(value: float) -> str:
    text = number(abs(value), DECIMALS)
    return f"− {text}" if value < 0 else f"+ {text}"


def _print(branch: Branch) -> None:
    """With guide lines where somebody is looking, as plain indented text where it is piped or copied."""
    if not sys.stdout.isatty():
        click.echo("\n".join(plain(branch)))
        return
    from rich.console import Console
    from rich.text import Text as Styled
    from rich.tree import Tree

    def grown(branch: Branch) -> Tree:
        label = Styled(branch.heading, style="bold")
        for line in branch.lines:
            label.append(f"\n{line}", style="not bold")
        tree = Tree(label)
        tree.children.extend(map(grown, branch.branches))
        return tree

    Console(highlight=False).print(grown(branch))


def plain(branch: Branch, indent: str = "") -> Iterable[str]:
    """Lines of a branch, what is below a node four spaces further in."""
    yield indent + branch.heading
    yield from (f"{indent}    {line}" for line in branch.lines)
    for below in branch.branches:
        yield from plain(below, indent + "    ")
