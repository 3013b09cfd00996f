"""What a call names, looked up by code, then by names."""

import click
import pytest

from sz_assess.cli.names import found_in
from sz_assess.cli.settings import CalledWrongly
from sz_assess.text import msg

KNOWN = [("north", "北县", "North"), ("south", "south county", "North"), ("east", "north", "East")]
CTX = click.Context(click.Command("fund"))


def test_a_code_goes_before_a_name_of_another() -> None:
    assert found_in(msg("unit"), "north", KNOWN, CTX) == 0
    assert found_in(msg("unit"), "East", KNOWN, CTX) == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("North", "several are called North; give a code: north, south"),
        ("suoth", "there is no unit suoth; did you mean south?"),
        ("zzz", "there is no unit zzz; there are north, south, east"),
    ],
)
def test_what_is_not_one_thing_is_refused(asked: str, said: str) -> None:
    with pytest.raises(CalledWrongly) as refused:
        found_in(msg("unit"), asked, KNOWN, CTX)
    assert str(refused.value.text) == said
