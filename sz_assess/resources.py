"""Where the files that travel with the engine are: methods, weights, report templates and examples.

In the repository they stand beside the package, for people to edit. An installed wheel holds a copy inside
the package. Callers ask here, so that no other module knows the difference.
"""

from pathlib import Path
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["indicator_specs", "weights", "report_templates", "examples"]

KINDS: tuple[Kind, ...] = get_args(Kind)

_PACKAGE = Path(__file__).resolve().parent


def shipped(kind: Kind) -> Path:
    """Return the folder of one kind of shipped files, from the wheel or from the source checkout.

    Raises ValueError for a kind that does not exist, FileNotFoundError where the installation is incomplete.
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind of shipped files: {kind!r}; there are {', '.join(KINDS)}")
    places = (_PACKAGE / "_shipped" / kind, _PACKAGE.parent / kind)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the shipped folder {kind} is missing; looked at {places[0]} and {places[1]}")
