"""The words for people, in Chinese and English.

The English wording is the key of a message, so English needs no catalogue. A language is chosen by passing
its translator along: nothing here is global, and one process may write both languages.
"""

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args

Language: TypeAlias = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = get_args(Language)

_CATALOGUES = Path(__file__).resolve().parent / "locale"


@dataclass(frozen=True)
class Translator:
    """Translates into one language. Calling it is the same as its ``gettext``; templates take its methods."""

    language: Language
    _catalogue: gettext.NullTranslations

    def __call__(self, message: str) -> str:
        """Return the message in this language, or as it is where the catalogue lacks it."""
        return self._catalogue.gettext(message) if message else ""  # the key "" holds the catalogue's header

    gettext = __call__

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the message in the form that goes with the number."""
        return self._catalogue.ngettext(singular, plural, number)


@cache
def translator(language: Language) -> Translator:
    """Return the translator of a language. Raises ValueError for a language that is not offered."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}; there are {', '.join(LANGUAGES)}")
    if language == "en":
        return Translator(language, gettext.NullTranslations())
    with (_CATALOGUES / language / "LC_MESSAGES" / "sz_assess.mo").open("rb") as file:
        return Translator(language, gettext.GNUTranslations(file))
