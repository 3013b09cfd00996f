"""Data treatment in the report: what the method states, in sentences, and what came of each indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sz_assess.method.treatment import Imputation, Outliers, Screening, effect_words
from sz_assess.reports.book import Book, Link
from sz_assess.scoring.treatment.outliers import Otherwise, Outcome, Plan, Verdict
from sz_assess.scoring.treatment.shape import Measured
from sz_assess.text import Text, msg, number


@dataclass(frozen=True)
class OutlierRow:
    """What became of one indicator: its values, the test before and after, what was done, how many values moved."""

    node: Link
    values: int
    skewness: str
    kurtosis: str
    words: str
    moved: int


def treatment_rules(book: Book) -> list[tuple[Text, Text]]:
    """Label and sentence of each rule of data treatment; none where the method has none."""
    treatment = book.result.assessment.method.treatment
    found = _limits(treatment.imputation)
    if treatment.screening is not None:
        found.append((msg("units with too little data"), _screening(treatment.screening)))
    if treatment.outliers is not None:
        found += _outliers(book, treatment.outliers)
    return found


def outlier_rows(book: Book) -> tuple[OutlierRow, ...]:
    """Every indicator that the method tests, in the result's order."""
    found = book.result.data.outliers if book.result.data else {}
    return tuple(
        _row(book.nodes[position], found[node.code], book)
        for position, node in enumerate(book.result.nodes)
        if node.code in found
    )


def _row(node: Link, outcome: Outcome, book: Book) -> OutlierRow:
    stages = [] if outcome.before is None else [outcome.before]
    stages += [attempt.after for attempt in outcome.in_force[-1:]]
    steps = [attempt.step.done(attempt.taken) for attempt in outcome.in_force]
    verdict = VERDICTS[outcome.verdict]
    return OutlierRow(
        node=node,
        values=outcome.count,
        skewness=_moments(stages, "skewness"),
        kurtosis=_moments(stages, "kurtosis"),
        words=book.say(msg("{verdict}: {steps}", verdict=verdict, steps=steps) if steps else verdict),
        moved=int(np.count_nonzero(outcome.changed)),
    )


VERDICTS: dict[Verdict, Text] = {
    "passed": msg("passes"),
    "treated": msg("passes after treatment"),
    "kept_last": msg("does not pass after the last step, which is kept"),
    "left_untreated": msg("no step helps: left untreated"),
    "refused": msg("no step helps: refused"),
    "too_few": msg("values of too few units to be tested: left untreated"),
}


def _moments(stages: list[Measured], name: Literal["skewness", "kurtosis"]) -> str:
    return " → ".join(number(stage.skewness if name == "skewness" else stage.kurtosis, 2) for stage in stages)


def _limits(limits: Imputation) -> list[tuple[Text, Text]]:
    found: list[tuple[Text, Text]] = []
    if (of_indicator := limits.per_indicator) is not None:
        beyond = (
            msg("the run is refused")
            if of_indicator.beyond == "refuse"
            else msg("the indicator is left out for all, and its weight goes to the others")
        )
        words = msg(
            "values of at most {most} of the units; beyond that {beyond}",
            most=of_indicator.at_most.words(), beyond=beyond,
        )  # fmt: skip
        found.append((msg("imputed in one indicator"), words))
    if (of_unit := limits.per_unit) is not None:
        words = msg(
            "values of at most {most} of its indicators; beyond that {beyond}",
            most=of_unit.at_most.words(), beyond=effect_words(of_unit.beyond),
        )  # fmt: skip
        found.append((msg("imputed for one unit"), words))
    return found


def _screening(screening: Screening) -> Text:
    lines: list[Text] = []
    if screening.data_at_least is not None:
        lines.append(msg("values of at least {share} per cent of its indicators", share=screening.data_at_least))
    if screening.non_zero_at_least is not None:
        lines.append(msg("at least {share} per cent of its values other than 0", share=screening.non_zero_at_least))
    needs = lines[0] if len(lines) == 1 else msg("{one} and {other}", one=lines[0], other=lines[1])
    if screening.of == "delivered":
        return msg("of the delivered data, a unit needs {needs}; else {effect}", needs=needs,
                   effect=effect_words(screening.effect))  # fmt: skip
    return msg("with missing values put in, a unit needs {needs}; else {effect}", needs=needs,
               effect=effect_words(screening.effect))  # fmt: skip


def _outliers(book: Book, outliers: Outliers) -> list[tuple[Text, Text]]:
    general = outliers.plan("")
    assert general is not None
    few = (
        msg("with values of fewer than {n} units the run is refused", n=outliers.minimum_units)
        if outliers.too_few == "refuse"
        else msg("with values of fewer than {n} units an indicator is left untreated", n=outliers.minimum_units)
    )
    found = [
        (msg("test for outliers"), msg("{test}; {few}", test=general.test.words(), few=few)),
        (msg("treatment of outliers"), _plan(general)),
    ]
    names = {node.code: book.nodes[position].name for position, node in enumerate(book.result.nodes)}
    for code in outliers.indicators:
        plan = outliers.plan(code)
        words = msg("not treated")
        if plan is not None:
            words = msg("{test}; {steps}", test=plan.test.words(), steps=_plan(plan))
        found.append((msg("outliers at {name}", name=names.get(code, code)), words))
    return found


def _plan(plan: Plan) -> Text:
    words = plan.steps[0].words()
    for step in plan.steps[1:]:
        then = (
            msg("{steps}; if that does not help, on top of it {next}", steps=words, next=step.words())
            if plan.on_top
            else msg("{steps}; if that does not help, from the untreated values {next}", steps=words, next=step.words())
        )
        words = then
    return msg("{steps}; {otherwise}", steps=words, otherwise=OTHERWISE[plan.otherwise])


OTHERWISE: dict[Otherwise, Text] = {
    "keep_last": msg("what the last step made is kept in any case"),
    "leave_untreated": msg("if no step helps, the indicator is left untreated"),
    "refuse": msg("if no step helps, the run is refused"),
}
