"""The language of messages and of reports."""

import pytest

from sz_assess.cli.settings import CalledWrongly, Settings


@pytest.mark.parametrize(
    ("arguments", "environment", "messages", "reports"),
    [
        ([], {}, "en", "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh", "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en", "zh"),  # what is written never depends on the machine
        ([], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en", "zh"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "C"}, "zh", "zh"),
        ([], {"SZ_ASSESS_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en", "en"),
        ([], {"SZ_ASSESS_LANG": ""}, "en", "zh"),
        (["--lang", "zh"], {"SZ_ASSESS_LANG": "en"}, "zh", "zh"),
        (["run", "--lang=en"], {"LANG": "zh_CN.UTF-8"}, "en", "en"),
        (["--lang", "en", "run", "--lang", "zh"], {}, "zh", "zh"),
        (["run", "--", "--lang", "zh"], {}, "en", "zh"),
        (["run", "--lang"], {}, "en", "zh"),
    ],
)
def test_the_languages(arguments: list[str], environment: dict[str, str], messages: str, reports: str) -> None:
    found = Settings.read(arguments, environment)
    assert (found.say.language, found.reports) == (messages, reports)


def test_an_option_wins_over_a_wrong_variable() -> None:
    assert Settings.read(["--lang", "en"], {"SZ_ASSESS_LANG": "fr"}).reports == "en"
    with pytest.raises(CalledWrongly):
        Settings.read([], {"SZ_ASSESS_LANG": "fr"})


def test_debug_is_seen_anywhere() -> None:
    assert Settings.read(["run", ".", "--debug"], {}).debug
    assert not Settings.read(["run", "."], {}).debug
