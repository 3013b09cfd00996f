"""The Chinese catalogue is whole, agrees with the code, and two languages live side by side."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from jinja2 import Environment
from jinja2.ext import InternationalizationExtension

from sz_assess.i18n import LANGUAGES, Translator, translator
from tools import messages

MEND = "run: python3 dev.py messages, then fill in what it lists"
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|(?<!\{)\{\w*[^{}]*\}(?!\})")


def by_id(catalogue: Any) -> dict[Any, Message]:
    return {(message.context, "".join(forms(message)[:1])): message for message in catalogue if message.id}


def forms(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def plain() -> dict[str, str]:
    """The translated messages without plural forms."""
    known = by_id(messages.translated()).values()
    return {m.id: m.string for m in known if isinstance(m.id, str) and isinstance(m.string, str) and m.string}


def test_every_message_in_code_and_templates_has_a_translation() -> None:
    known = by_id(messages.translated())
    wanting = [
        key
        for key in by_id(messages.extracted())
        if key not in known or known[key].fuzzy or not all(map(str.strip, messages.wordings(known[key])))
    ]
    assert not wanting, MEND


def test_the_catalogue_holds_nothing_that_is_no_longer_said() -> None:
    assert by_id(messages.translated()).keys() <= by_id(messages.extracted()).keys(), MEND


def test_translations_have_the_placeholders_of_their_message() -> None:
    for message in by_id(messages.translated()).values():
        allowed = {name for form in forms(message) for name in PLACEHOLDER.findall(form)}
        for wording in filter(None, messages.wordings(message)):
            # A word may stand twice in one language and once in the other.
            assert set(PLACEHOLDER.findall(wording)) == allowed, (
                f"{message.id!r} and {wording!r} differ in their placeholders"
            )


def test_the_compiled_catalogue_is_up_to_date() -> None:
    with messages.COMPILED.open("rb") as file:
        compiled = {key: messages.wordings(message) for key, message in by_id(read_mo(file)).items()}
    source = {key: messages.wordings(message) for key, message in by_id(messages.translated()).items()}
    assert compiled == {key: wordings for key, wordings in source.items() if any(wordings)}, MEND


def test_messages_are_literal_so_that_they_can_be_collected(repository: Path) -> None:
    """An f-string or a variable would never reach the catalogue."""
    for file in sorted((repository / "sz_assess").rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(file.read_bytes())) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name in {"msg", "_", "gettext", "plural"}:
                needed = call.args[: 2 if name == "plural" else 1]
                literal = needed and all(isinstance(each, ast.Constant) for each in needed)
                where = f"{file.relative_to(repository)}:{call.lineno}: {name}()"
                assert literal, f"{where} needs a literal text"
                assert all(map(ast.literal_eval, needed)), f"{where} of nothing is the header of a catalogue: NO_WORDS"


def test_collecting_reads_code_and_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sz_assess" / "deep").mkdir(parents=True)
    (tmp_path / "sz_assess" / "deep" / "words.py").write_text(
        'msg("rank {n}", n=1)\n_("grade")\nt.ngettext("{n} unit", "{n} units", n)\nother("not this")\n',
        encoding="utf-8",
    )
    (tmp_path / "report_templates" / "a").mkdir(parents=True)
    (tmp_path / "report_templates" / "a" / "page.html.j2").write_text(
        "<p>{{ _('score') }}</p>{% trans unit=u %}\n  of {{ unit }}\n{% endtrans %}", encoding="utf-8"
    )
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    found = {message.id for message in messages.extracted() if message.id}
    assert found == {"rank {n}", "grade", ("{n} unit", "{n} units"), "score", "of %(unit)s"}


def test_an_update_keeps_translations_and_drops_what_is_gone() -> None:
    known, wanted = messages.PlainCatalogue(), messages.PlainCatalogue()
    known.add("rank", "位次")
    known.add("gone", "不再用")
    wanted.add("rank")
    wanted.add("ranks")  # near to "rank", but never guessed from it
    result = {message.id: message.string for message in messages.merged(wanted, known) if message.id}
    assert result == {"rank": "位次", "ranks": ""}


def test_english_is_the_message_itself() -> None:
    english = translator("en")
    assert english("any words") == english.gettext("any words") == "any words"
    assert english.ngettext("{n} unit", "{n} units", 1) == "{n} unit"
    assert english.ngettext("{n} unit", "{n} units", 2) == "{n} units"


def test_chinese_comes_from_the_catalogue() -> None:
    chinese = translator("zh")
    assert plain()
    assert {message: chinese(message) for message in plain()} == plain()
    assert chinese("words that nobody has said yet") == "words that nobody has said yet"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_said_is_nothing_in_every_language(language: Any) -> None:
    assert translator(language)("") == ""  # gettext itself answers with the header of the catalogue


def test_an_unknown_language_is_refused() -> None:
    unknown: Any = "fr"
    with pytest.raises(ValueError, match="no such language: 'fr'; there are zh, en"):
        translator(unknown)


def test_two_languages_in_one_process() -> None:
    """Templates too take a language as an object, and taking one does not change the other."""
    said, chinese = next((m, w) for m, w in plain().items() if m != w and "{" not in m and "%" not in m)

    def environment(translate: Translator) -> Environment:
        made = Environment(extensions=[InternationalizationExtension], autoescape=True)
        made.install_gettext_callables(translate.gettext, translate.ngettext, newstyle=True)  # type: ignore[attr-defined]
        return made

    template = "{{ _(said) }}"
    pages = [environment(translator(language)).from_string(template) for language in ("zh", "en", "zh")]
    assert [page.render(said=said) for page in pages] == [chinese, said, chinese]
