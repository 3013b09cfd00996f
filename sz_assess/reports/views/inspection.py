"""The inspection page: what is looked into at each unit, on what evidence, at which firms, and how far it has got."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sz_assess.decisions import Decisions
from sz_assess.decisions.inspection import Inspection, Item, Sampled
from sz_assess.i18n import Language, translator
from sz_assess.periods import Period
from sz_assess.reports import shown
from sz_assess.reports.arithmetic import Clause, clause
from sz_assess.reports.book import Book, Link
from sz_assess.reports.decision_page import DecisionPage, Table
from sz_assess.result import Result
from sz_assess.statistics.inspections.findings import KIND_WORDS, Finding
from sz_assess.statistics.inspections.states import ACTION_WORDS, STATE_WORDS, STATES, Standing
from sz_assess.text import Text, msg, plural

ITEMS = ("number", "item", "unit", "name", "rule", "says", "evidence", "check", "department", "due", "state", "due_now",
         "overdue_days", "sample", "by", "on", "note")  # fmt: skip
SAMPLE = ("item", "unit", "stratum", "rows", "drawn", "order", "key", "name", "row", "sha256")

PATH = "inspection.html"

UNREGISTERED = msg("not in the ledger yet")

SIGNS = {"closed": "met", "reported": "on_the_way", "returned": "missed", "overdue": "warn"}
"""The sign of each state; those that are not named have a circle."""

ORDER = ("overdue", "none", *STATES)
"""In which states are counted at the top: what presses most comes first."""


@dataclass(frozen=True)
class StateShown:
    """A state by colour (``kind``), sign and words."""

    kind: str
    sign: str
    words: str


@dataclass(frozen=True)
class SampleShown:
    """A sample: what it is drawn from, how many of each stratum, and which."""

    ledger: str
    strata: tuple[tuple[str, int, int], ...]
    rows: tuple[tuple[str, str, str, str], ...]
    """Stratum, key, name, row."""
    drawn: int


@dataclass(frozen=True)
class ChangeShown:
    """A change of the ledger."""

    on: str
    what: str
    by: str
    due: str
    note: str


@dataclass(frozen=True)
class ItemShown:
    """An item. ``findings`` are kind, words and signature."""

    number: int
    code: str
    name: str
    says: str
    evidence: tuple[tuple[str, str], ...]
    check: str
    department: str
    due: str
    state: StateShown
    sample: SampleShown | None
    changes: tuple[ChangeShown, ...]
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class LedgerItem:
    """An item that is in the ledger and not on the list."""

    anchor: str
    code: str
    name: str
    due: str
    state: StateShown
    changes: tuple[ChangeShown, ...]


@dataclass(frozen=True)
class InspectionView:
    """The page. ``states`` count the items by state; ``gone`` are in the ledger and no longer on the list."""

    proposal: bool
    clause: Clause | None
    count: int
    overdue: int
    states: tuple[tuple[StateShown, int], ...]
    reference: str
    seed: str
    units: tuple[tuple[Link, tuple[ItemShown, ...]], ...]
    idle: tuple[Link, ...]
    """Units that nothing is looked into at."""
    unset: tuple[str, ...]
    undated: tuple[str, ...]
    gone: tuple[LedgerItem, ...]
    others: tuple[LedgerItem, ...]
    """In the ledger, of lists of other periods."""


def item_words(book: Book, code: str) -> Text:
    """What an item of the ledger is about, as far as its code tells: rule, unit, indicator, period."""
    rule, *rest = code.split(":")
    rules = book.result.assessment.method.inspection
    names = {} if rules is None else {each.code: each.name for each in rules.rules}
    units = {unit.code: unit for unit in book.result.units}
    if rule not in names or len(rest) < 2 or rest[0] not in units:
        return msg("{code}", code=code)
    values = {"rule": names[rule], "unit": units[rest[0]], "period": rest[-1]}
    nodes = {node.code: node.name for node in book.result.nodes}
    if len(rest) > 2 and rest[1] in nodes:
        return msg("{rule}: {unit}, {subject} ({period})", subject=nodes[rest[1]], **values)
    return msg("{rule}: {unit} ({period})", **values)


def item_href(book: Book, code: str) -> str:
    """Where the report shows an item, seen from its folder; empty for one that it does not know."""
    anchor = _anchors(book).get(code)
    return f"{PATH}#{anchor}" if anchor else ""


def _anchors(book: Book) -> dict[str, str]:
    known: dict[str, str] | None = book.kept.get((PATH, "anchors"))
    if known is None:
        found = book.decisions.inspection
        known = {each.item: f"l-{n}" for n, each in enumerate(found.gone, 1)}
        known |= {item.code: f"i-{n}" for n, item in enumerate(found.items, 1)}
        book.kept[PATH, "anchors"] = known
    return known


def inspection_view(book: Book) -> InspectionView:
    """All that the inspection page shows."""
    found, result = book.decisions.inspection, book.result
    numbers = {item.code: n for n, item in enumerate(found.items, 1)}
    shown_items = {item.code: _item(book, found, item, numbers[item.code]) for item in found.items}
    kinds: dict[str, tuple[StateShown, int]] = {}
    for item in shown_items.values():
        name = item.state.kind
        kinds[name] = (_general(book, item.state), kinds.get(name, (item.state, 0))[1] + 1)
    about = result.assessment.about
    return InspectionView(
        proposal=found.rules is not None and found.rules.proposal,
        clause=clause(book, found.rules.source) if found.rules is not None and found.rules.source else None,
        count=len(found.items),
        overdue=sum(item.overdue(found.reference) > 0 for item in found.items),
        states=tuple(kinds[kind] for kind in sorted(kinds, key=ORDER.index)),
        reference=str(found.reference) if found.reference else "" if about.inspection is None else shown.NOTHING,
        seed=found.seed,
        units=tuple(
            (book.units[unit], tuple(shown_items[item.code] for item in own))
            for unit in range(len(result.units))
            if (own := found.of_unit(unit))
        ),
        idle=tuple(book.units[unit] for unit in book.order if not found.of_unit(unit)),
        unset=tuple(book.name(rule.name) for rule in found.unset),
        undated=tuple(book.name(rule.name) for rule in found.undated),
        gone=tuple(_ledger_item(book, found, each) for each in found.gone if not of_other(each, about.period)),
        others=tuple(_ledger_item(book, found, each) for each in found.gone if of_other(each, about.period)),
    )


def of_other(standing: Standing, period: Period) -> bool:
    """Whether an item was made by the list of another period; its code ends in the period."""
    return standing.item.rpartition(":")[2] != str(period)


def _ledger_item(book: Book, found: Inspection, standing: Standing) -> LedgerItem:
    return LedgerItem(
        anchor=_anchors(book)[standing.item],
        code=standing.item,
        name=book.say(item_words(book, standing.item)),
        due=str(standing.due),
        state=_state(book, found, standing),
        changes=_changes(book, standing),
    )


def _general(book: Book, state: StateShown) -> StateShown:
    """A state without what is particular to one item."""
    return StateShown(state.kind, state.sign, book.say(msg("overdue"))) if state.kind == "overdue" else state


def state_words(standing: Standing | None, late: int) -> Text:
    """Where an item has got."""
    if standing is None:
        return UNREGISTERED
    words = STATE_WORDS[standing.state]
    if not late:
        return words
    return plural("{state}, overdue by {n} day", "{state}, overdue by {n} days", state=words, n=late)


def _state(book: Book, found: Inspection, standing: Standing | None) -> StateShown:
    late = 0 if standing is None else standing.overdue(found.reference)
    kind = "overdue" if late else "none" if standing is None else standing.state
    return StateShown(kind, SIGNS.get(kind, "open"), book.say(state_words(standing, late)))


def state_of(book: Book, standing: Standing | None) -> StateShown:
    """Where an item has got, as a report shows it."""
    return _state(book, book.decisions.inspection, standing)


def _item(book: Book, found: Inspection, item: Item, number: int) -> ItemShown:
    due = item.standing.due if item.standing is not None else item.due
    return ItemShown(
        number=number,
        code=item.code,
        name=book.name(item.rule.name),
        says=book.say(item.says),
        evidence=tuple((book.say(each.says), book.say(each.source)) for each in item.evidence),
        check=book.name(item.rule.check),
        department=book.name(item.department.name),
        due=shown.NOTHING if due is None else str(due),
        state=_state(book, found, item.standing),
        sample=None if item.sample is None else _sample(book, item.sample),
        changes=() if item.standing is None else _changes(book, item.standing),
        findings=tuple(
            (book.say(KIND_WORDS[each.kind]), book.say(finding_words(each)), f"{each.by} {each.on}")
            for each in book.result.panel.findings
            if each.item == item.code
        ),
    )


def finding_words(finding: Finding) -> Text:
    """A finding in words and figures."""
    note = f" {finding.note}" if finding.note else ""
    if finding.kind == "correction":
        return msg("{statistic}, {period}: {before} → {after}.{note}", statistic=finding.statistic,
                   period=str(finding.period), before=finding.delivered, after=finding.found, note=note)  # fmt: skip
    if finding.kind == "deduction":
        return msg("counts {n}.{note}", n=finding.count, note=note)
    return msg("{subject}{note}", subject=finding.subject, note=note)


def _sample(book: Book, sample: Sampled) -> SampleShown:
    return SampleShown(
        ledger=book.name(sample.ledger),
        strata=tuple(
            (book.name(stratum.name), size, count)
            for stratum, size, count in zip(sample.strata, sample.sizes, sample.counts, strict=True)
        ),
        rows=tuple((book.name(row.stratum.name), row.key, row.name, row.place) for row in sample.rows),
        drawn=len(sample.rows),
    )


def _changes(book: Book, standing: Standing) -> tuple[ChangeShown, ...]:
    return tuple(
        ChangeShown(
            on=str(change.on),
            what=book.say(ACTION_WORDS[change.action]),
            by=change.by,
            due="" if change.due is None else str(change.due),
            note=change.note,
        )
        for change in standing.changes
    )


def inspection_tables(result: Result, decisions: Decisions, language: Language) -> Iterator[Table]:
    """inspection.csv with every item, inspection_sample.csv with every firm and project drawn."""
    found, say = decisions.inspection, translator(language)
    yield Table(
        "inspection",
        ITEMS,
        (
            (
                n,
                item.code,
                result.units[item.unit].code,
                result.units[item.unit].of(language),
                item.rule.code,
                item.says.to(say),
                shown.listed((f"{each.says.to(say)} [{shown.said(each.source, say)}]" for each in item.evidence), say),
                item.rule.check.of(language),
                item.department.code,
                None if item.due is None else str(item.due),
                "none" if item.standing is None else item.standing.state,
                None if item.standing is None else str(item.standing.due),
                item.overdue(found.reference) or None,
                None if item.sample is None else len(item.sample.rows),
                *_last(item),
            )
            for n, item in enumerate(found.items, 1)
        ),
    )
    yield Table("inspection_sample", SAMPLE, _sample_rows(result, found))


def _last(item: Item) -> tuple[str | None, str | None, str | None]:
    if item.standing is None:
        return None, None, None
    last = item.standing.last
    return last.by, str(last.on), last.note


def _sample_rows(result: Result, found: Inspection) -> Iterator[tuple[str | int, ...]]:
    for item in found.items:
        if item.sample is None:
            continue
        sizes = {stratum.code: n for n, stratum in enumerate(item.sample.strata)}
        for order, row in enumerate(item.sample.rows, 1):
            at, unit = sizes[row.stratum.code], result.units[item.unit].code
            rows, count = item.sample.sizes[at], item.sample.counts[at]
            yield item.code, unit, row.stratum.code, rows, count, order, row.key, row.name, row.place, row.number


PAGE = DecisionPage(
    path=PATH,
    template="inspection.html.j2",
    name=msg("Inspection"),
    used=lambda decisions: decisions.inspection.rules is not None or bool(decisions.inspection.gone),
    view=inspection_view,
    tables=inspection_tables,
)
