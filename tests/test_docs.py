"""What the documentation says is true: examples load, numbers come out, commands exist, links lead somewhere."""

from pathlib import Path

import pytest
from tests.docs.examples import agrees, combined, loaded, scores
from tests.docs.pages import Page, pages

from sz_assess.method.weights import Aggregation
from sz_assess.scoring.rules import Rule

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
