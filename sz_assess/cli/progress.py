"""Progress of long work: a line on standard error that changes, where somebody is looking; nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sz_assess.i18n import Translator
from sz_assess.text import Text


@contextmanager
def shown(say: Translator) -> Iterator[Callable[[Text | str], None] | None]:
    """What to tell of the work; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape

    def words_of(words: Text | str) -> str:
        return escape(words.to(say) if isinstance(words, Text) else words)

    with Console(stderr=True).status("…") as status:
        yield lambda words: status.update(words_of(words))
