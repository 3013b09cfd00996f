"""What the documentation says is true: examples load, numbers come out, commands exist, links lead somewhere."""

import re
import shlex
import struct
import zlib
from pathlib import Path
from typing import Any, get_args

import click
import numpy as np
import pytest

from sz_assess.cli.program import program
from sz_assess.formulas import SIGNATURES
from sz_assess.method.adjustment import Veto
from sz_assess.method.assessment import Role
from sz_assess.method.indicator import Missing
from sz_assess.method.load import load_method
from sz_assess.method.weights import Aggregation, Weights
from sz_assess.numeric import RoundingMode
from sz_assess.result import Status
from sz_assess.scoring.aggregators import AGGREGATORS
from sz_assess.scoring.references import PLACES
from sz_assess.scoring.rules import RULES, Rule
from tests.docs.examples import agrees, combined, loaded, same, scores, shared_out
from tests.docs.pages import Block, Mark, Page, pages
from tests.docs.transcripts import as_said, play, sz_assess
from tools import plan_page
from tools.pictures import CURVES, Curve, drawn
from tools.png import decoded, smaller

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


@each_page
def test_links_lead_somewhere(page: Page) -> None:
    missing = [link for link in page.links() if not (page.path.parent / link).exists()]
    assert missing == []


@each_page
def test_anchors_are_headings(page: Page) -> None:
    for file, anchor in page.anchors():
        other = Page(file, page.path.parent / file) if file else page
        assert anchor in other.own_anchors(), f"{page.name}: {file}#{anchor}"


PAIRS = [(page.name, page.name.replace(".md", other)) for page in PAGES for other in (".zh.md", ".zh-CN.md")]


@pytest.mark.parametrize(("english", "chinese"), [pair for pair in PAIRS if (ROOT / pair[1]).exists()])
def test_both_languages_have_the_same_parts(english: str, chinese: str) -> None:
    one, other = Page(english, ROOT / english), Page(chinese, ROOT / chinese)
    assert one.headings() == other.headings()
    assert [block.language for block in one.blocks] == [block.language for block in other.blocks]
    assert Path(english).name in other.text
    assert Path(chinese).name in one.text


def test_every_guide_is_there_in_both_languages() -> None:
    found = {Path(chinese).name for _, chinese in PAIRS if (ROOT / chinese).exists()}
    assert found == {
        "README.zh-CN.md",
        "statisticians.zh.md",
        "tutorial.zh.md",
        "policy-staff.zh.md",
        "inspectors.zh.md",
        "methods.zh.md",
    }


@each_page
def test_quoted_commands_exist(page: Page) -> None:
    for line in page.commands():
        _, *words = shlex.split(line)
        options: list[str] = []
        context: click.Context = click.Context(program, info_name="sz-assess")
        command: click.Command | None = program
        if words and not words[0].startswith("-"):
            command = program.get_command(context, words[0])
            assert command is not None, f"{page.name}: {line}"
        assert command is not None
        for parameter in [*program.params, *command.get_params(context)]:
            options += parameter.opts if isinstance(parameter, click.Option) else []
        unknown = [word.split("=")[0] for word in words if word.startswith("-") and word.split("=")[0] not in options]
        assert not unknown, f"{page.name}: {line}"


def test_a_command_that_does_not_exist_is_found(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("Run `sz-assess run DIR --colour`.\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="colour"):
        test_quoted_commands_exist(Page("page.md", path))


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.name)
def test_pictures_of_rules_show_what_the_rules_do(curve: Curve) -> None:
    file = ROOT / "docs" / "images" / "rules" / f"{curve.name}.svg"
    assert file.read_text(encoding="utf-8") == drawn(curve), "python tools/pictures.py draws it anew"


@pytest.mark.parametrize("name", ["report.png", "report.zh.png"])
def test_pictures_of_the_report_are_light(name: str) -> None:
    picture = (ROOT / "docs" / "images" / name).read_bytes()
    assert len(picture) < 300_000
    assert int.from_bytes(picture[16:20], "big") == 1280


def filtered(kind: int, line: list[int], above: list[int]) -> list[int]:
    """A row of a PNG as the format's filters write it, byte by byte; three bytes a pixel."""
    out = []
    for n, byte in enumerate(line):
        a, b, c = (line[n - 3] if n >= 3 else 0), above[n], (above[n - 3] if n >= 3 else 0)
        p = a + b - c
        nearest = min((a, b, c), key=lambda guess: abs(p - guess))
        out.append((byte - (0, a, b, (a + b) // 2, nearest)[kind]) % 256)
    return out


def png(pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    """A PNG whose rows use the five filters in turn."""
    height, width, _ = pixels.shape
    rows = [[0] * (3 * width), *pixels.reshape(height, -1).tolist()]
    lines = [bytes([n % 5, *filtered(n % 5, rows[n + 1], rows[n])]) for n in range(height)]
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(lines))),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def test_pictures_are_read_whatever_their_filters() -> None:
    pixels = np.random.default_rng(5).integers(0, 256, (20, 9, 3), dtype=np.uint8)
    assert np.array_equal(decoded(png(pixels)), pixels)


def test_a_picture_made_smaller_keeps_its_frequent_colours() -> None:
    pixels = np.zeros((40, 40, 3), dtype=np.uint8)
    pixels[:, :20] = (250, 240, 10)
    pixels[20:, 20:] = (1, 2, 3)
    small = smaller(png(pixels))
    palette = small[small.index(b"PLTE") + 4 :][:9]
    assert {tuple(palette[n : n + 3]) for n in (0, 3, 6)} == {(0, 0, 0), (250, 240, 10), (1, 2, 3)}
    rows = zlib.decompress(small[small.index(b"IDAT") + 4 :])
    seen = [palette[3 * rows[41 * y + 1 + x] :][:3] for y, x in ((0, 0), (0, 30), (30, 30))]
    assert seen == [bytes((250, 240, 10)), bytes((0, 0, 0)), bytes((1, 2, 3))]


def test_the_plan_page_says_what_the_method_files_say() -> None:
    written = plan_page.PAGE.read_text(encoding="utf-8")
    assert written == plan_page.page(load_method(plan_page.METHOD)), "python tools/plan_page.py writes it anew"


@each_page
def test_cases_of_the_guide_come_out(page: Page, tmp_path: Path) -> None:
    for block in page.blocks:
        mark = block.mark("example")
        if mark is not None and mark.rest == "cases.yaml":
            (tmp_path / "cases.yaml").write_text(block.text, encoding="utf-8")
            said, code = sz_assess(["test", str(tmp_path / "cases.yaml")])
            assert code == 0, said
