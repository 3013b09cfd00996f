"""What a unit's page says of its inspection and of its odd figures, in the example."""

import re
from pathlib import Path

import pytest

from sz_assess.i18n import translator
from sz_assess.reports.book import Book
from sz_assess.reports.views.inspection import inspection_view
from sz_assess.reports.views.looked_into import LookedInto, looked_into
from sz_assess.reports.views.plausibility import plausibility_view
from sz_assess.run import assess_folder

EXAMPLE = Path(__file__).parents[3] / "examples" / "suizhou_2018"


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(assess_folder(EXAMPLE), translator("en"))


def of(book: Book, code: str) -> LookedInto:
    found = looked_into(book, [unit.code for unit in book.result.units].index(code))
    assert found is not None
    return found


def test_a_unit_has_its_items_with_state_and_deadline(book: Book) -> None:
    found = of(book, "gaoxin")
    said = [(each.link.name, each.state.words, each.due) for each in found.items]
    assert said[0] == ("Places lost: 1 place lost", "returned for more work, overdue by 14 days", "due 2019-03-17")
    assert [state for _, state, _ in said[1:]] == ["not in the ledger yet"] * 2
    assert found.findings == ()


def test_open_items_of_earlier_lists_stand_there_and_closed_ones_do_not(book: Book) -> None:
    """Of the third quarter's list one item of Suixian was never closed out: due on 11 November, 140 days before the
    end of March."""
    earlier = [each for each in of(book, "suixian").items if "2018Q3" in each.link.name]
    (open_one,) = earlier
    assert open_one.link.name == (
        "New projects behind schedule: Suixian County, New industrial projects of over 500 million yuan (2018Q3), of "
        "an earlier list"
    )
    assert (open_one.state.words, open_one.due) == ("assigned, overdue by 140 days", "due 2018-11-11")
    assert not any("2018Q3" in each.link.name for each in of(book, "zengdu").items)


def test_every_item_and_finding_is_there_once_and_leads_to_its_place(book: Book) -> None:
    listed = [of(book, unit.code) for unit in book.result.units]
    inspected, examined = inspection_view(book), plausibility_view(book)
    open_ones = [each for each in inspected.others if each.state.kind != "closed"]
    assert sum(len(each.items) for each in listed) == inspected.count + len(open_ones)
    assert sum(len(each.findings) for each in listed) == len(book.plausibility.odd) > 0
    anchors = {f"inspection.html#i-{n}" for n in range(1, inspected.count + 1)}
    anchors |= {f"inspection.html#{each.anchor}" for each in open_ones}
    assert {item.link.href for each in listed for item in each.items} == anchors
    rows = {f"plausibility.html#{row.anchor}" for group in examined.groups for row in group.rows if row.odd}
    assert {link.href for each in listed for link, _ in each.findings} == rows
    assert all(re.fullmatch(r"[\w.#-]+", href) for href in rows)
