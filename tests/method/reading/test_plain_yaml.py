"""The quick reader gives what the full parser gives, or gives up."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from sz_assess.method.reading.plain_yaml import Unplain, read_plain
from sz_assess.method.reading.yaml_reader import parse_any_yaml

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = sorted(
    [*ROOT.glob("indicator_specs/*/*.yaml"), *ROOT.glob("weights/*.yaml"), *ROOT.glob("examples/*/*.yaml")]
)
DEMO = sorted((Path(__file__).resolve().parents[1] / "data").rglob("*.yaml"))
TEXTS = [path.read_text(encoding="utf-8") for path in DEMO]


@pytest.mark.parametrize("path", [*SHIPPED, *DEMO], ids=lambda path: path.name)
def test_the_two_readers_agree_on_real_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    full = parse_any_yaml(text, "a")
    assert read_plain(text) == (full.data, full.keys, full.values)


SNIPPETS = st.sampled_from(
    ["- ", "  ", " ", "\n", ":", ": ", "#", " #", "'", '"', "{", "}", "[", "]", ",", ", ", "&a ", "*a", "!x ", "|", ">",
     "?", "? ", "-", "- - ", "a: 1\n", "\n- x\n", "\n\n", "\t", "~", "null", "0x1", "1e3", "true: 1", "---\n", "...",
     "''", ":\n", "中", "\u00a0", "%", "@", "`", "<<: ", "key:", "\n  # c\n", "x:y", "{a}", "[a: b]", "[,]", "{}", "[]",
     "a: {b: [c, d]}\n", "\\", "007", "1.50", "a, b", "# ", "-1", "e: 'x' y\n"]
)  # fmt: skip


@st.composite
def nearly_yaml(draw: st.DrawFn) -> str:
    """A few lines of a real file with a few changes."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    start = draw(st.integers(0, len(lines) - 1))
    text = "\n".join(lines[start : start + draw(st.integers(1, 12))])
    if draw(st.booleans()):
        text = textwrap.dedent(text)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(SNIPPETS) + text[at + draw(st.sampled_from([0, 0, 1, 3])) :]
    return text


@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(nearly_yaml())
def test_what_the_quick_reader_takes_the_full_parser_reads_alike(text: str) -> None:
    try:
        found = read_plain(text)
    except Unplain:
        reject()
    full = parse_any_yaml(text, "a")
    assert found == (full.data, full.keys, full.values)


@pytest.mark.parametrize(
    "text",
    ["a: |\n  x\n", "a: &x 1\n", "a: *x\n", "a: !t 1\n", "a: 1\na: 2\n", "---\na: 1\n", "- a\n", "", "a: 007\n",
     "a: 'it''s'\n", 'a: "x\\n"\n', "a: x\n  y\n", "? a\n: 1\n", "a:\n\t- 1\n", "a: [1, ]\n", "a: {b}\n", "{a: 1}\n",
     "a: 1\n b: 2\n", "a: [1\n]\n", "true: 1\n", "a: {b: 1, b: 2}\n"],
)  # fmt: skip
def test_the_quick_reader_leaves_the_rest_to_the_full_parser(text: str) -> None:
    with pytest.raises(Unplain):
        read_plain(text)
