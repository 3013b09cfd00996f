"""What the documentation says is true: examples load, numbers come out, commands exist, links lead somewhere."""

from pathlib import Path

import pytest

from sz_assess.method.weights import Aggregation
from sz_assess.scoring.rules import Rule
from tests.docs.examples import agrees, combined, loaded, same, scores, shared_out
from tests.docs.pages import Block, Mark, Page, pages

ROOT = Path(__file__).resolve().parent.parent
PAGES = pages(ROOT)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@each_page
def test_examples_load(page: Page, tmp_path: Path) -> None:
    for block in page.blocks:
        if block.language == "yaml":
            assert block.mark("example") is not None, f"{page.name}:{block.line} does not say what it is an example of"
            loaded(block, tmp_path)


@each_page
def test_tables_of_scores_hold_what_the_engine_gives(page: Page, tmp_path: Path) -> None:
    latest: Rule | Aggregation | None = None
    for block in page.blocks:
        if example := block.mark("example"):
            found = loaded(block, tmp_path)
            latest = found if example.rest == "scoring" else found.get("aggregate") if isinstance(found, dict) else None
        if (mark := block.mark("scores")) is not None:
            assert isinstance(latest, Rule)
            got, said = scores(latest, mark, block)
        elif (mark := block.mark("combined")) is not None:
            assert isinstance(latest, Aggregation)
            got, said = combined(latest, mark, block)
        else:
            continue
        wrong = [(word, number) for word, number in zip(said, got.tolist(), strict=True) if not agrees(number, word)]
        assert not wrong, f"{page.name}:{block.line}: written and found {wrong}"


@each_page
def test_a_short_form_scores_like_its_long_form(page: Page, tmp_path: Path) -> None:
    before: object = None
    for block in page.blocks:
        if block.mark("example") is None:
            continue
        here = loaded(block, tmp_path)
        if mark := block.mark("same as above"):
            assert isinstance(before, Rule)
            assert same(before, here, mark), f"{page.name}:{block.line}"
        before = here


def test_a_long_form_that_differs_is_found(tmp_path: Path) -> None:
    text = "scoring: {{rule: completion, cap: {cap}}}\n"
    marks = (Mark("example", "scoring"),)
    rules = [loaded(Block("yaml", text.format(cap=cap), marks, 1), tmp_path) for cap in (100, 120)]
    assert not same(rules[0], rules[1], Mark("same as above", "direction=positive target=10"))


@each_page
def test_what_does_not_apply_is_shared_out_as_the_engine_does(page: Page) -> None:
    for block in page.blocks:
        if mark := block.mark("not applicable"):
            totals = {row[0].strip("`"): row[-1] for row in block.rows[1:]}
            found = shared_out(mark)
            assert totals.keys() == found.keys()
            assert all(agrees(found[policy], totals[policy]) for policy in found), found
