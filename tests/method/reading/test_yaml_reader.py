"""Plain data and the place of every entry, by either of the two readers; and what is refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sz_assess.errors import InputError
from sz_assess.method.reading.yaml_reader import MAX_BYTES, YamlFile, parse_any_yaml, parse_yaml, read_yaml

TEXT = """\
# a remark
title: {zh: 考核, en: "An assessment"}   # another

years: [2018, -2.5,
        1e3]
units:
  - code: east
    name: it's east
  - code: 'west'
    2018: true
empty:
list:
- a b
- null
"""
DATA = {
    "title": {"zh": "考核", "en": "An assessment"},
    "years": (2018, -2.5, 1000.0),
    "units": ({"code": "east", "name": "it's east"}, {"code": "west", 2018: True}),
    "empty": None,
    "list": ("a b", None),
}

both = pytest.mark.parametrize("parse", [parse_yaml, parse_any_yaml])
Parse = Callable[[str, str], YamlFile]


@both
def test_data_are_plain(parse: Parse) -> None:
    assert parse(TEXT, "a.yaml").data == DATA


@both
@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("title",), (2, 1), (2, 8)),
        (("title", "en"), (2, 17), (2, 21)),
        (("years", 2), (5, 9), (5, 9)),
        (("units",), (6, 1), (7, 3)),
        (("units", 1), (9, 5), (9, 5)),
        (("units", 1, 2018), (10, 5), (10, 11)),
        (("empty",), (11, 1), (11, 1)),
        (("list",), (12, 1), (13, 1)),
        (("list", 0), (13, 3), (13, 3)),
        (("units", 0, "group"), (7, 5), (7, 5)),
        (("nothing", "at", "all"), (1, 1), (2, 1)),
    ],
)
def test_every_entry_has_its_place(
    parse: Parse, path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    read = parse(TEXT, "a.yaml")
    assert read.value_place(path) == value
    assert read.key_place(path) == (value if path[0] == "nothing" else key)


@both
@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Y", "1_000", "12:30", "2018-11-30", "=", "1.2.3", "5%"])
def test_what_older_yaml_would_change_is_a_text(parse: Parse, word: str) -> None:
    assert parse(f"a: {word}\n", "a.yaml").data == {"a": word}


@both
@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("FALSE", False), ("~", None), ("null", None), ("0", 0), ("+7", 7), ("-0.5", -0.5), (".5", 0.5)],
)
def test_the_words_and_numbers_of_yaml_1_2(parse: Parse, written: str, value: object) -> None:
    found = parse(f"a: {written}\n", "a.yaml").data["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("written", ["0.1", "33.333333333333", "100", "0.07", "999999999999999", "1e-12", "12.500"])
def test_a_number_keeps_every_digit_that_was_written(written: str) -> None:
    from decimal import Decimal

    assert Decimal(str(parse_yaml(f"a: {written}", "a").data["a"])) == Decimal(written)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n" + b"#" * MAX_BYTES)
    with pytest.raises(InputError, match="more than 2 MB"):
        read_yaml(path, "a.yaml")


def test_a_very_deep_file_costs_nothing() -> None:
    started = time.monotonic()
    for opening in ("[", "{a: ", "- ", "? "):
        with pytest.raises(InputError):
            parse_yaml("a: " + opening * 200_000, "a.yaml")
    assert time.monotonic() - started < 10


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_an_alias_bomb_is_named_once_for_each_alias() -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(bomb(9), "a.yaml")
    assert len(caught.value.problems) == 9 + 8


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml("a: 007\nb: !x 1\na: 2\nc: .inf\n", "a.yaml")
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1e301", "0, or a number whose size is between 1e-300 and 1e300"),
        ("-1e-301", "0, or a number whose size is between 1e-300 and 1e300"),
        ("1.234567890123456", "a number of at most 15 digits"),
    ],
)
def test_a_number_that_no_program_keeps(written: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(f"a: {written}\n", "a.yaml")
    assert [str(problem.expected) for problem in caught.value.problems] == [words]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a：1\nb: 2\n", 2, "full-width"),
        ("a:\n\t- 1\n", 2, "not with the tab key"),
        ("a: x\n  b: 1\n", 2, "check the indentation"),
        ("a: [1, 2\nb: 3\n", 1, "close the bracket"),
        ("a: 'x\nb: 3\n", 1, "close the quotation mark"),
        ("a: @x\n", 1, "in quotes"),
        ("a: b: c\n", 1, "colon in quotes"),
        ("a: >= 5\n", 1, "in quotes"),
    ],
)
def test_what_is_no_yaml_says_how_to_mend_it(text: str, line: int, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "a.yaml")
    (problem,) = caught.value.problems
    assert problem.line == line
    assert words in str(problem.mend)


def test_a_repeated_key_names_both_lines() -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml("2018: 1\nb: 2\n'2018': 3\n", "a.yaml")
    (problem,) = caught.value.problems
    assert problem.line == 3
    assert "line 1" in str(problem.found)


@pytest.mark.parametrize("key", ["null", "true", "1.5", '""', "[a]", "{a: 1}", "&x b", "!t b"])
def test_odd_keys_are_refused(key: str) -> None:
    with pytest.raises(InputError):
        parse_yaml(f"{key} : 1\n", "a.yaml")


def test_a_path_is_written_as_people_write_it() -> None:
    read = parse_yaml("indicators:\n  - targets: {2018: 1}\n", "a.yaml")
    path: tuple[Any, ...] = ("indicators", 0, "targets", 2018)
    assert read.problem(path, "x", "y").key == "indicators[0].targets.2018"
