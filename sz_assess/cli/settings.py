"""What holds for a whole call: the language of its messages, that of its reports, and whether tracebacks are shown.

It is read from the bare arguments before they are parsed, so that help and complaints about the arguments themselves
are in the language that was asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import click

from sz_assess.i18n import LANGUAGES, Language, Translator, translator
from sz_assess.text import Text, msg

VARIABLE = "SZ_ASSESS_LANG"

FAILED, CALLED_WRONGLY, STOPPED = 1, 2, 130
"""Exit codes, beside 0 for done."""


class CalledWrongly(click.UsageError):
    """Arguments that can't be meant, told in the reader's language. Exit code 2."""

    def __init__(self, text: Text, ctx: click.Context | None = None) -> None:
        super().__init__(str(text), ctx)
        self.text = text


@dataclass(frozen=True)
class Settings:
    """``say`` translates messages; ``reports`` is the language of what is written to files."""

    say: Translator
    reports: Language
    debug: bool = False

    @classmethod
    def read(cls, arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
        """From the arguments, then the variable SZ_ASSESS_LANG. Where neither names a language, messages follow the
        system's and reports are in Chinese, so that what is written never depends on the machine.

        Raises :class:`CalledWrongly` for a variable that holds anything else.
        """
        named = asked(arguments)
        if named is None and (value := environment.get(VARIABLE, "")):
            named = as_language(value)
            if named is None:
                raise CalledWrongly(
                    msg("{variable} is {value}; it may be {languages}",
                        variable=VARIABLE, value=value, languages=list(LANGUAGES))
                )  # fmt: skip
        return cls(translator(named or of_the_system(environment)), named or "zh", "--debug" in arguments)


def no_such(
    kind: Text, name: str, known: Iterable[str], ctx: click.Context | None, codes: Iterable[str] = ()
) -> CalledWrongly:
    """A name that does not exist, with the nearest that does, or one that it is a part of.

    ``codes`` are listed in place of all that is ``known``, where each thing has several names.
    """
    from difflib import get_close_matches

    known = list(known)
    near = get_close_matches(name, known, n=1, cutoff=0.5) or [each for each in known if name and name in each][:1]
    if near:
        return CalledWrongly(
            msg("there is no {kind} {name}; did you mean {near}?", kind=kind, name=name, near=near), ctx
        )
    if listed := list(codes) or known:
        return CalledWrongly(
            msg("there is no {kind} {name}; there are {known}", kind=kind, name=name, known=listed), ctx
        )
    return CalledWrongly(msg("there is no {kind} {name}", kind=kind, name=name), ctx)


PLAIN = Settings(translator("en"), "zh")
"""What holds where the arguments were not read, as in tools that only look at the commands."""


def settings_of(ctx: click.Context) -> Settings:
    """The settings of the call that a context belongs to."""
    return ctx.obj if isinstance(ctx.obj, Settings) else PLAIN


def as_language(value: str) -> Language | None:
    """A language by its code, or None."""
    return next((language for language in LANGUAGES if language == value), None)


def asked(arguments: Sequence[str]) -> Language | None:
    """The language that the last ``--lang`` names; None where there is none, or a wrong one (refused later)."""
    found = None
    for this, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if this == "--":
            break
        if this == "--lang":
            found = as_language(following)
        elif this.startswith("--lang="):
            found = as_language(this.removeprefix("--lang="))
    return found


def of_the_system(environment: Mapping[str, str]) -> Language:
    """Chinese where the system speaks Chinese, else English."""
    if sys.platform == "win32":
        import locale

        name = locale.getlocale()[0] or ""
    else:
        name = next(filter(None, (environment.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
