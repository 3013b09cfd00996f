"""The yearly assessments: what each unit's and department's year comes to, part by part."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass

from sz_assess.decisions import Decisions
from sz_assess.decisions.responsibility import OUT, DutyItem, Judged, PartOutcome, PartState, Year
from sz_assess.formulas import Writer
from sz_assess.i18n import Language, Translator, translator
from sz_assess.method.assessment import Unit
from sz_assess.method.decisions.responsibility import ItemsCount
from sz_assess.method.model import Department
from sz_assess.method.weight_tree import ROOT
from sz_assess.reports import shown
from sz_assess.reports.arithmetic import Clause, clause
from sz_assess.reports.book import Book
from sz_assess.reports.decision_page import DecisionPage, Table
from sz_assess.reports.views.inspection import item_href, item_words
from sz_assess.result import Result
from sz_assess.text import Text, msg, number, plural

UNITS = ("assessment", "unit", "name", "score", "place", "grade", "derivation", "note")
DEPARTMENTS = ("assessment", "department", "name", "score", "place", "grade", "derivation", "note")
ITEMS = ("assessment", "department", "item", "due", "extended", "reported", "closed", "reported_in_time",
         "closed_in_time", "row")  # fmt: skip
PARTS = ("assessment", "of", "code", "part", "value", "score", "weight", "points", "state")

STATES: dict[PartState, Text | str] = {
    "scored": "",
    "zero": msg("no figure: 0"),
    "excluded": msg("no figure: left out"),
    "left_out": msg("nothing was due: left out"),
    "full_marks": msg("nothing was due: full marks"),
}


COUNTED: dict[str, Text] = {
    "figures_expected": msg("figures asked of it"),
    "figures_delivered": msg("figures delivered"),
    "figures_dated": msg("figures delivered in data files"),
    "figures_on_time": msg("figures delivered by its deadline"),
}


@dataclass(frozen=True)
class Cell:
    """One part: its score, and what is to be said of it."""

    score: str
    about: str


@dataclass(frozen=True)
class Row:
    """One unit or department; ``href`` is empty for a department."""

    name: str
    href: str
    place: str
    grade: str
    note: str
    cells: tuple[Cell, ...]
    derivation: str
    score: str


@dataclass(frozen=True)
class PartRow:
    """One part of an assessment in words."""

    name: str
    weight: str
    made_of: str
    missing: str
    nothing_due: str


@dataclass(frozen=True)
class ItemRow:
    """An inspection item behind a count. ``extended`` is empty where it never was; ``href`` leads to the item."""

    department: str
    name: str
    href: str
    due: str
    extended: str
    reported: str
    closed: str
    in_time: bool
    words: str


@dataclass(frozen=True)
class CountedItems:
    """What is counted from the inspection ledger: the figures in words, and the items behind them."""

    figures: tuple[tuple[str, str], ...]
    until: str
    kept: bool
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True)
class Chapter:
    """One yearly assessment."""

    anchor: str
    name: str
    proposal: bool
    of_units: bool
    clause: Clause
    note: str
    parts: tuple[PartRow, ...]
    rows: tuple[Row, ...]
    items: CountedItems | None


@dataclass(frozen=True)
class ResponsibilityView:
    """The page. Scores are shown where the assessment discloses them."""

    chapters: tuple[Chapter, ...]
    unset: tuple[str, ...]


MISSING: dict[str, Text] = {
    "refuse": msg("no figure: the run is refused"),
    "zero": msg("no figure: 0"),
    "exclude": msg("no figure: left out, its weight shared among the others in proportion"),
}

NOTHING_DUE: dict[str | None, Text | str] = {
    None: "",
    "leave_out": msg("nothing was due: left out, its weight shared among the others in proportion"),
    "full_marks": msg("nothing was due: full marks"),
    "missing": msg("nothing was due: as where there is no figure"),
}

ITEM_COUNTS: dict[ItemsCount, Text] = {
    "items_due": msg("items of the inspection ledger whose deadline falls in the period"),
    "items_closed_in_time": msg("those of them closed out by the deadline"),
    "items_reported_in_time": msg("those of them reported by the deadline and not sent back"),
}


def responsibility_view(book: Book) -> ResponsibilityView:
    """All that the page shows."""
    found = book.decisions.responsibility
    return ResponsibilityView(
        tuple(_chapter(book, judged) for judged in found.judged), tuple(book.name(spec.name) for spec in found.unset)
    )


def _chapter(book: Book, judged: Judged) -> Chapter:
    spec = judged.spec
    order = sorted(judged.years, key=lambda year: (math.isnan(year.place), year.place))
    return Chapter(
        anchor=f"r-{spec.code}",
        name=book.name(spec.name),
        proposal=spec.proposal,
        of_units=spec.of == "units",
        clause=clause(book, spec.source),
        note="" if spec.note is None else book.name(spec.note),
        parts=tuple(
            PartRow(
                name=book.name(part.name),
                weight=f"{number(float(judged.figures.weights[part.code]), 6)}%",
                made_of=_made_of(book, judged, n),
                missing=book.say(MISSING[part.missing]),
                nothing_due=book.say(NOTHING_DUE[part.nothing_due]),
            )
            for n, part in enumerate(spec.parts)
        ),
        rows=tuple(_row(book, judged, year) for year in order),
        items=_items(book, judged),
    )


def _items(book: Book, judged: Judged) -> CountedItems | None:
    """The inspection items of the departments, where anything is counted of them."""
    counted = [figure for figure in judged.spec.figures if figure.counted is not None]
    if not counted:
        return None
    about = book.result.assessment.about
    order = {each.code: n for n, each in enumerate(book.result.assessment.method.about.departments)}
    rows = sorted(judged.items, key=lambda item: (order[item.department], item.standing.due))
    return CountedItems(
        figures=tuple(
            (book.name(figure.name), book.say(ITEM_COUNTS[figure.counted.inspection]))
            for figure in counted
            if figure.counted is not None
        ),
        until="" if about.inspection is None else about.inspection.reference,
        kept=book.result.inspected.kept,
        rows=tuple(_item_row(book, item) for item in rows),
    )


def _item_row(book: Book, item: DutyItem) -> ItemRow:
    standing = item.standing
    departments = {each.code: each.name for each in book.result.assessment.method.about.departments}
    more = plural("extended {n} time", "extended {n} times", n=standing.extensions)
    words = msg("in time") if item.closed_in_time else msg("late") if standing.closed_on else msg("not closed out")
    return ItemRow(
        department=book.name(departments[item.department]),
        name=book.say(item_words(book, standing.item)),
        href=item_href(book, standing.item),
        due=str(standing.due),
        extended=book.say(more) if standing.extensions else "",
        reported=str(standing.reported_on or shown.NOTHING),
        closed=str(standing.closed_on or shown.NOTHING),
        in_time=item.closed_in_time,
        words=book.say(words),
    )


def _made_of(book: Book, judged: Judged, n: int) -> str:
    part = judged.spec.parts[n]
    if part.value is None:
        if part.score == ROOT:
            return book.say(msg("the published total, in per cent of full marks"))
        node = book.result.nodes[book.result.index(part.score or ROOT)]
        return book.say(msg("the score of {name}", name=book.name(node.name)))
    formula = book.explainer.formula(part.value).words if judged.spec.of == "units" else _named(book, judged, n)
    if part.scoring is None:
        return formula
    rule = book.say(part.scoring.long_form("positive").words())
    return book.say(msg("{formula}; score: {rule}", formula=formula, rule=rule))


def _named(book: Book, judged: Judged, n: int) -> str:
    """A formula over figures of departments, with their names."""
    value = judged.spec.parts[n].value
    names = {figure.code: book.name(figure.name) for figure in judged.spec.figures}
    names |= {code: book.say(words) for code, words in COUNTED.items()}
    if value is None:
        return ""
    period = book.result.assessment.about.period
    return Writer(lambda name, at: names[name] if at == period else f"{names[name]}[{at}]", period).write(value.tree)


def _row(book: Book, judged: Judged, year: Year) -> Row:
    holder = _holder(book.result, judged, year)
    grades = {} if judged.figures.grades is None else {each.code: each.name for each in judged.figures.grades.grades}
    of_units = judged.spec.of == "units"
    return Row(
        name=book.name(holder if isinstance(holder, Unit) else holder.name),
        href=book.units[year.holder].href if of_units else "",
        place=number(year.place),
        grade="" if year.grade is None else book.name(grades[year.grade]),
        note=_note(year, book.language),
        cells=tuple(_cell(book, part) for part in year.parts) if book.scores_shown else (),
        derivation=year.derivation if book.scores_shown else "",
        score=shown.score(year.published, judged.figures.decimals) if book.scores_shown else "",
    )


def _cell(book: Book, part: PartOutcome) -> Cell:
    return Cell(shown.NOTHING if part.state in OUT else shown.score(part.score), book.say(STATES[part.state]))


def _note(year: Year, say: Translator) -> str:
    return "" if year.veto is None else msg("last grade, by the veto: {name}", name=year.veto.spec.name).to(say)


def _holder(result: Result, judged: Judged, year: Year) -> Unit | Department:
    if judged.spec.of == "units":
        return result.units[year.holder]
    return result.assessment.method.about.departments[year.holder]


def responsibility_tables(result: Result, decisions: Decisions, language: Language) -> Iterator[Table]:
    """responsibility.csv and responsibility_departments.csv with each year, responsibility_parts.csv with its parts."""
    say = translator(language)
    for of, name, heading in (
        ("units", "responsibility", UNITS),
        ("departments", "responsibility_departments", DEPARTMENTS),
    ):
        chosen = [judged for judged in decisions.responsibility.judged if judged.spec.of == of]
        if not chosen:
            continue
        yield Table(
            name,
            heading,
            (
                (
                    judged.spec.code,
                    (holder := _holder(result, judged, year)).code,
                    holder.of(language) if isinstance(holder, Unit) else holder.name.of(language),
                    year.published,
                    year.place,
                    year.grade,
                    year.derivation,
                    _note(year, say),
                )
                for judged in chosen
                for year in judged.years
            ),
        )
    if any(figure.counted for judged in decisions.responsibility.judged for figure in judged.spec.figures):
        yield Table(
            "responsibility_items",
            ITEMS,
            (
                (judged.spec.code, item.department, item.standing.item, str(item.standing.due),
                 item.standing.extensions, _day(item.standing.reported_on), _day(item.standing.closed_on),
                 item.reported_in_time, item.closed_in_time, item.standing.changes[0].place)
                for judged in decisions.responsibility.judged
                for item in judged.items
            ),
        )  # fmt: skip
    yield Table(
        "responsibility_parts",
        PARTS,
        (
            (
                judged.spec.code,
                judged.spec.of,
                _holder(result, judged, year).code,
                part.part.code,
                part.value,
                part.score,
                part.weight,
                part.points,
                part.state,
            )
            for judged in decisions.responsibility.judged
            for year in judged.years
            for part in year.parts
        ),
    )


def _day(day: datetime.date | None) -> str | None:
    return None if day is None else str(day)


PAGE = DecisionPage(
    path="responsibility.html",
    template="responsibility.html.j2",
    name=msg("Yearly assessment"),
    used=lambda decisions: bool(decisions.responsibility.judged or decisions.responsibility.unset),
    view=responsibility_view,
    tables=responsibility_tables,
)
