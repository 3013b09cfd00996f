"""Collects the words for people and keeps the Chinese catalogue in step with them: `python3 dev.py messages`.

The catalogue carries no dates, names or line numbers, so that it changes only where words do.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "sz_assess" / "locale" / "zh" / "LC_MESSAGES" / "sz_assess.po"
COMPILED = CATALOGUE.with_suffix(".mo")

SOURCES = [("sz_assess/**.py", "python"), ("report_templates/**.j2", "jinja2")]
OPTIONS = {"report_templates/**.j2": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {**DEFAULT_KEYWORDS, "msg": None, "plural": (1, 2)}

HEADERS = [
    ("Project-Id-Version", "sz_assess"),
    ("Language", "zh"),
    ("Plural-Forms", "nplurals=1; plural=0;"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
]


class PlainCatalogue(Catalog):
    """A Chinese catalogue whose header says only what a program needs."""

    def __init__(self) -> None:
        super().__init__(locale="zh", header_comment="# The Chinese words of sz_assess.", fuzzy=False)

    def __iter__(self) -> Iterator[Message]:
        yield Message("", "".join(f"{name}: {value}\n" for name, value in HEADERS))
        yield from self._messages.values()


def extracted() -> Catalog:
    """Return every message that the code and the templates hold now, without translations."""
    catalogue = PlainCatalogue()
    found = extract_from_dir(ROOT, method_map=SOURCES, options_map=OPTIONS, keywords=KEYWORDS)
    for _file, _line, message, _comments, context in sorted(found, key=lambda each: (str(each[2]), each[0])):
        catalogue.add(message, context=context)
    return catalogue


def translated() -> Catalog:
    """Return the Chinese catalogue as it was committed."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh", abort_invalid=True)


def merged(messages: Catalog, known: Catalog) -> Catalog:
    """Return the messages with those translations that are known; what is no longer used is dropped."""
    catalogue = PlainCatalogue()
    for message in messages:
        if message.id:
            old = known.get(message.id, message.context)
            string = old.string if old is not None and old.id == message.id else ""
            comments = old.user_comments if old is not None else ()
            catalogue.add(message.id, string, user_comments=comments, context=message.context)
    return catalogue


def wordings(message: Message) -> tuple[str, ...]:
    """Return the translations of a message: one, or one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def main() -> None:
    """Update the catalogue, compile it and list what wants a translation."""
    catalogue = merged(extracted(), translated())
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=0, no_location=True)
    with COMPILED.open("wb") as file:
        write_mo(file, catalogue)
    missing = [message.id for message in catalogue if not all(wordings(message))]
    sys.stdout.write(f"{CATALOGUE.name}: {len(catalogue)} messages, {len(missing)} without a translation\n")
    sys.stdout.writelines(f"  {message}\n" for message in missing)


if __name__ == "__main__":
    main()
