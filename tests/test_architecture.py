"""What the house must look like: which part may use which, and what the engine must not know.

Each rule is a function from modules to problems, so that it is shown to find a small wrong example as well.
"""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePosixPath

import pytest
from ruamel.yaml import YAML

PACKAGE = "sz_assess"

# From the ground up. A part may use its own layer and those before it.
LAYERS = [
    {"errors", "i18n", "numeric", "periods", "resources", "text"},
    {"expression", "functions"},
    {"scoring"},
    {"formulas"},
    {"method"},
    {"statistics"},
    {"result"},
    {"assess"},
    {"analysis"},
    {"decisions"},
    {"cases"},
    {"reports"},
    {"run", "start", "collect", "task_books"},
    {"inspecting"},
    {"cli", "__init__", "__main__"},
]
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}

# These stand on nothing, so that every part and every tool may use them.
ALONE = {"i18n", "resources"}

# Scoring is arrays in, arrays out: no files, no clock, no chance, no tables.
SCORING_MAY_USE = {
    "__future__", "abc", "ast", "bisect", "collections", "contextlib", "dataclasses", "decimal", "enum",
    "fractions", "functools", "itertools", "math", "operator", "re", "types", "typing", "typing_extensions",
    "numpy", "scipy", "pydantic", "pydantic_core",
}  # fmt: skip
CHANCE = {"numpy.random", "np.random"}

# An import inside a function hides a dependency. The command line loads each command late, so that help is
# quick; any other place is named here as (module, what it loads) with its reason.
LATE_IMPORTS: dict[tuple[str, str], str] = {
    ("sz_assess.analysis.programme", "scipy.optimize"): "slow to load, and needed only where efforts are declared",
}

MOST_LINES = 400
MOST_NAMES = 10
YEARS = range(2017, 2031)


@dataclass(frozen=True)
class Module:
    """One file of the package; ``name`` is dotted and starts with the package."""

    name: str
    source: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def part(self) -> str:
        """The first name below the package: what layers are made of."""
        return [*self.name.split("."), "__init__"][1]

    def imports(self) -> Iterator[tuple[ast.stmt, str, str]]:
        """Statement, module and name ("" for a plain import) of all that is imported, wherever it stands."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name, "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                around = self.name.split(".")
                near = around[: len(around) - node.level + self.is_package] if node.level else []
                yield from ((node, ".".join([*near, *filter(None, [node.module])]), a.name) for a in node.names)

    def own_imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Statement and full name of what is imported from this package: a module, or a name in one."""
        for node, module, name in self.imports():
            if module.split(".")[0] == PACKAGE and (module, name) != (PACKAGE, "__version__"):
                yield node, f"{module}.{name}" if name else module

    def literals(self) -> Iterator[ast.Constant]:
        """Every constant but docstrings and other texts that stand alone."""
        alone = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and id(node) not in alone:
                yield node

    def at(self, node: ast.stmt | ast.expr) -> str:
        return f"{self.name}:{node.lineno}"


def part_of(full_name: str) -> str:
    """The part that an imported name belongs to; a name of the package itself belongs to its face."""
    name = [*full_name.split("."), "__init__"][1]
    return name if name in LEVEL else "__init__"


Rule = Callable[[list[Module]], Iterable[str]]


def no_part_without_a_layer(modules: list[Module]) -> Iterator[str]:
    for part in sorted({module.part for module in modules} - LEVEL.keys()):
        yield f"{part} stands in no layer"


def imports_point_down(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for node, target in module.own_imports():
            if LEVEL[part_of(target)] > LEVEL.get(module.part, 0):
                yield f"{module.at(node)} imports {target}, which stands above it"


def some_parts_stand_alone(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        if module.part in ALONE:
            yield from (f"{module.at(node)} imports {target}" for node, target in module.own_imports())


def no_import_goes_in_a_circle(modules: list[Module]) -> Iterator[str]:
    names = {module.name for module in modules}
    graph = {
        module.name: {target if target in names else target.rpartition(".")[0] for _, target in module.own_imports()}
        for module in modules
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield " -> ".join(error.args[1])


def scoring_is_pure(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        if module.part == "scoring":
            for node, origin, name in module.imports():
                if origin.split(".")[0] not in {PACKAGE, *SCORING_MAY_USE}:
                    yield f"{module.at(node)} imports {origin}"
                if f"{origin}.{name}" == "numpy.random" or origin.startswith("numpy.random"):
                    yield f"{module.at(node)} imports chance"
            for attribute in ast.walk(module.tree):
                if isinstance(attribute, ast.Attribute) and ast.unparse(attribute) in CHANCE:
                    yield f"{module.at(attribute)} uses {ast.unparse(attribute)}"


def imports_stand_at_the_top(modules: list[Module]) -> Iterator[str]:
    looked_at = {module.name for module in modules}
    unused = {each for each in LATE_IMPORTS if each[0] in looked_at}
    for module in modules:
        late = {
            id(statement)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for statement in ast.walk(node)
        }
        for node, origin, _ in module.imports():
            unused.discard((module.name, origin))
            if id(node) in late and module.part != "cli" and (module.name, origin) not in LATE_IMPORTS:
                yield f"{module.at(node)} imports {origin} inside a function"
    yield from (f"{name} no longer imports {origin} late: drop it from the list" for name, origin in unused)


def no_year_is_built_in(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        for node in module.literals():
            if str(node.value) in map(str, YEARS):
                yield f"{module.at(node)} holds the year {node.value!r}"


def no_code_is_built_in(modules: list[Module], codes: set[str]) -> Iterator[str]:
    for module in modules:
        for node in module.literals():
            if node.value in codes:
                yield f"{module.at(node)} holds the code {node.value} of a method"


def faces_are_small(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        if module.is_package:
            stated = [
                ast.literal_eval(node.value)
                for node in module.tree.body
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
            ]
            if not stated and any(module.own_imports()):
                yield f"{module.name} does not say in __all__ which names it offers"
            elif stated and len(stated[0]) > MOST_NAMES:
                yield f"{module.name} offers {len(stated[0])} names"


def modules_are_short(modules: list[Module]) -> Iterator[str]:
    for module in modules:
        lines = module.source.count("\n")
        if lines > MOST_LINES:
            yield f"{module.name} has {lines} lines"


RULES: list[Rule] = [
    no_part_without_a_layer,
    imports_point_down,
    some_parts_stand_alone,
    no_import_goes_in_a_circle,
    scoring_is_pure,
    imports_stand_at_the_top,
    no_year_is_built_in,
    faces_are_small,
    modules_are_short,
]


@pytest.fixture(scope="module")
def engine(repository: Path) -> list[Module]:
    found = []
    for file in sorted((repository / PACKAGE).rglob("*.py")):
        parts = file.relative_to(repository).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found.append(Module(name, file.read_text(encoding="utf-8"), is_package))
    assert {"sz_assess", "sz_assess.i18n"} <= {module.name for module in found}
    return found


@pytest.mark.parametrize("rule", RULES)
def test_the_engine_keeps(rule: Rule, engine: list[Module]) -> None:
    assert list(rule(engine)) == []


BROKEN: list[tuple[Rule, str, str]] = [
    (no_part_without_a_layer, "sz_assess.helpers.dates", ""),
    (imports_point_down, "sz_assess.scoring.curve", "from sz_assess.method.loader import load"),
    (imports_point_down, "sz_assess.scoring.curve", "from ..method import loader"),
    (imports_point_down, "sz_assess.scoring.curve", "from sz_assess import method"),
    (imports_point_down, "sz_assess.scoring.curve", "import sz_assess.assess"),
    (imports_point_down, "sz_assess.scoring.curve", "from sz_assess import run"),
    (imports_point_down, "sz_assess.reports.page", "def page():\n    from sz_assess.cli import main"),
    (some_parts_stand_alone, "sz_assess.i18n", "from sz_assess.text import msg"),
    (some_parts_stand_alone, "sz_assess.resources", "from . import errors"),
    (scoring_is_pure, "sz_assess.scoring.curve", "import pandas as pd"),
    (scoring_is_pure, "sz_assess.scoring.curve", "from pathlib import Path"),
    (scoring_is_pure, "sz_assess.scoring.curve", "def now():\n    import time"),
    (scoring_is_pure, "sz_assess.scoring.curve", "from numpy.random import default_rng"),
    (scoring_is_pure, "sz_assess.scoring.curve", "import numpy as np\nr = np.random.default_rng()"),
    (imports_stand_at_the_top, "sz_assess.assess", "def run():\n    import pandas"),
    (imports_stand_at_the_top, "sz_assess.assess", "class A:\n  def b(self):\n    from os import path"),
    (no_year_is_built_in, "sz_assess.assess", "if year >= 2018: pass"),
    (no_year_is_built_in, "sz_assess.assess", "names = {'2020': 1}"),
    (modules_are_short, "sz_assess.assess", "a = 1\n" * (MOST_LINES + 1)),
]


@pytest.mark.parametrize(("rule", "name", "source"), BROKEN)
def test_a_rule_finds_what_breaks_it(rule: Rule, name: str, source: str) -> None:
    assert len(list(rule([Module(name, source)]))) == 1


def test_a_rule_lets_what_is_right_pass() -> None:
    right = [
        Module("sz_assess.scoring", "from .curve import a\n__all__ = ['a']", is_package=True),
        Module("sz_assess.scoring.curve", "from ..errors import e\nimport numpy as np\na = 1999"),
        Module("sz_assess.cli.run", "def run():\n    from sz_assess.assess import assess"),
        Module("sz_assess.cli", "from sz_assess import __version__", is_package=True),
        Module("sz_assess.method", '"""Years such as 2018 may stand in prose."""', is_package=True),
    ]
    assert [problem for rule in RULES for problem in rule(right)] == []


def test_a_circle_is_found() -> None:
    circle = [
        Module("sz_assess.method.a", "from sz_assess.method import b"),
        Module("sz_assess.method.b", "def late():\n    from .a import name"),
    ]
    assert len(list(no_import_goes_in_a_circle(circle))) == 1


def test_a_broad_face_is_found() -> None:
    names = [f"n{i}" for i in range(MOST_NAMES + 1)]
    assert len(list(faces_are_small([Module("sz_assess.method", f"__all__ = {names}", is_package=True)]))) == 1
    unsaid = Module("sz_assess.method", "from .a import b", is_package=True)
    assert len(list(faces_are_small([unsaid]))) == 1


def codes_in(node: object) -> Iterator[str]:
    """Every code that a file of a method declares, at any depth."""
    if isinstance(node, dict):
        yield from (str(node[key]) for key in ("code", "dimension") if isinstance(node.get(key), str))
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from codes_in(part)


def test_the_engine_knows_no_code_of_any_method(engine: list[Module], repository: Path) -> None:
    files = sorted((repository / "indicator_specs").rglob("*.yaml"))
    codes = {code for file in files for code in codes_in(YAML(typ="safe", pure=True).load(file))}
    assert list(no_code_is_built_in(engine, codes)) == []


def test_a_code_in_the_engine_is_found() -> None:
    declared = set(codes_in({"dimension": "growth", "indicators": [{"code": "tax_revenue", "name": {"en": "Tax"}}]}))
    assert declared == {"growth", "tax_revenue"}
    knowing = Module("sz_assess.assess", "if code == 'tax_revenue': pass")
    assert len(list(no_code_is_built_in([knowing], declared))) == 1


# Tests stand where what they test stands.


def out_of_place(tests: Iterable[str], parts: set[str], folders: set[str]) -> Iterator[str]:
    """Test files (paths below tests/) that mirror no module or package, and run no folder of data.

    ``parts`` are the modules and packages as paths below the package. tests/scoring/test_curve.py mirrors
    scoring/curve; so does test_curve_properties.py; tests/test_cases.py runs the folder tests/cases.
    """
    for test in tests:
        path = PurePosixPath(test)
        subject = path.stem.removeprefix("test_")
        words = subject.split("_")
        names = {"_".join(words[:count]) for count in range(1, len(words) + 1)}
        if path.parent == PurePosixPath() and subject in {"architecture", "package", *folders}:
            continue
        if path.parts[0] == "golden":  # named by the source of their numbers
            continue
        if not any((path.parent / name).as_posix() in parts for name in names):
            yield test


def test_tests_mirror_the_package(engine: list[Module], repository: Path) -> None:
    tests = repository / "tests"
    parts = {module.name.removeprefix(PACKAGE + ".").replace(".", "/") for module in engine}
    folders = {folder.name for folder in tests.iterdir() if folder.is_dir()}
    files = [file.relative_to(tests).as_posix() for file in sorted(tests.rglob("test_*.py"))]
    assert list(out_of_place(files, parts, folders)) == []


def test_a_test_out_of_place_is_found() -> None:
    parts = {"scoring", "scoring/curve", "i18n"}
    right = ["test_i18n.py", "scoring/test_curve.py", "scoring/test_curve_properties.py", "test_cases.py"]
    right += ["golden/test_handbook.py"]
    wrong = ["test_curve.py", "scoring/test_i18n.py", "scoring/test_cases.py", "scoring/test_curved.py"]
    assert list(out_of_place(right + wrong, parts, {"cases"})) == wrong


# The command line answers at once.

HEAVY = ("jinja2", "numpy", "pandas", "pandera", "pyarrow", "pydantic", "rich", "ruamel", "scipy")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_no_heavy_library(option: str, repository: Path) -> None:
    script = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print('loaded:', [name for name in {HEAVY} if name in sys.modules]))\n"
        f"sys.argv = ['sz-assess', '{option}']\n"
        "from sz_assess.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=repository,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert len(done.stdout.splitlines()) > 1
    assert done.stdout.splitlines()[-1] == "loaded: []"
