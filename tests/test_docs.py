"""What the documentation says is true: examples load, numbers come out, commands exist, links lead somewhere."""

import re
from pathlib import Path
from typing import get_args

import pytest

from sz_assess.formulas import SIGNATURES
from sz_assess.method.adjustment import Veto
from sz_assess.method.assessment import Role
from sz_assess.method.indicator import Missing
from sz_assess.method.weights import Aggregation, Weights
from sz_assess.numeric import RoundingMode
from sz_assess.result import Status
from sz_assess.scoring.aggregators import AGGREGATORS
from sz_assess.scoring.references import PLACES
from sz_assess.scoring.rules import RULES, Rule
from tests.docs.examples import agrees, combined, loaded, same, scores, shared_out
from tests.docs.pages import Block, Mark, Page, pages
from tests.docs.transcripts import as_said, play

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


NAMES = {
    *RULES,
    *AGGREGATORS,
    *(status.name.lower() for status in Status),
    *get_args(Veto.model_fields["effect"].annotation),
    *(policy for policy in get_args(get_args(Missing)[0])),
    *get_args(Weights.model_fields["not_applicable"].annotation),
    *get_args(RoundingMode),
    *get_args(Role),
    *PLACES,
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_glossary_has_every_name_of_the_files(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["policy-staff.md", "policy-staff.zh.md"])
def test_the_guide_tells_of_every_rule_aggregator_function_and_policy(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = NAMES - {"scored", "vetoed", "assessed", "city"} - {status.name.lower() for status in Status}
    assert [name for name in sorted(named) if f"`{name}`" not in text] == []
    assert [name for name in SIGNATURES if not re.search(rf"`{name}[(`]", text)] == []


TUTORIALS = {"docs/tutorial.md": "en", "docs/tutorial.zh.md": "zh"}


@pytest.mark.parametrize("name", TUTORIALS)
def test_the_tutorial_goes_as_it_says(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SZ_ASSESS_LANG", TUTORIALS[name])
    played = list(play(Page(name, ROOT / name), tmp_path))
    assert len(played) >= 7
    for step in played:
        place = f"{name}:{step.block.line}"
        exit_code = step.block.mark("exit")
        assert step.code == (0 if exit_code is None else int(exit_code.rest)), f"{place}\n{step.got}"
        assert as_said(step.block.text, step.got), f"{place}: tools/transcripts.py writes it anew\n{step.got}"


def test_a_transcript_that_differs_is_found() -> None:
    assert as_said("$ a\nb\n...\ne\n", "$ a\nb\nc\nd\ne\n")
    assert as_said("b\n...\n", "b\n")
    assert not as_said("$ a\nb\ne\n", "$ a\nb\nc\nd\ne\n")
    assert not as_said("b\n...\n", "c\nb\n")
