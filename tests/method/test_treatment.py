"""What treatment.yaml stands for, and how it reads."""

from typing import Any, get_args

import pytest

from sz_assess.method.imputation import AtMost, Impute, Imputed
from sz_assess.method.indicator import Dimension, Points
from sz_assess.method.model import with_default
from sz_assess.method.treatment import Outliers, TreatmentFile, effect_words

TEST = {"moments": "type_2", "skewness_below": 2, "kurtosis_below": 3.5, "pass_when": "either"}


def outliers(**stated: Any) -> Outliers:
    return Outliers.model_validate({
        "minimum_units": 12, "too_few": "leave", "test": TEST, "if_none_passes": "keep_last",
        "steps": [{"method": "winsorise", "at_most": 5}, {"method": "log_shift", "margin": 0.01}],
        "each_step": "afresh", **stated,
    })  # fmt: skip


def test_what_an_override_leaves_out_is_as_for_all() -> None:
    found = outliers(
        indicators={
            "alone": "none",
            "logged": {"steps": [{"method": "log"}], "if_none_passes": "refuse"},
            "strict": {"test": {**TEST, "skewness_below": 1}, "each_step": "on_top"},
        }
    )
    assert found.plan("alone") is None
    general, logged, strict = found.plan("any"), found.plan("logged"), found.plan("strict")
    assert general is not None
    assert logged is not None
    assert strict is not None
    assert (
        [step.method for step in general.steps] == [step.method for step in strict.steps] == ["winsorise", "log_shift"]
    )
    assert (general.on_top, general.otherwise, general.test.skewness_below) == (False, "keep_last", 2)
    assert ([step.method for step in logged.steps], logged.otherwise, logged.test) == (["log"], "refuse", general.test)
    assert (strict.on_top, strict.otherwise, strict.test.skewness_below) == (True, "keep_last", 1)


@pytest.mark.parametrize(
    ("written", "n", "of", "exceeded"),
    [
        (3, 3, 5, False),
        (3, 4, 500, True),
        (0, 0, 5, False),
        ("20%", 1, 5, False),
        ("20%", 2, 9, True),
        ("33.3%", 333, 1000, False),  # 33.3 x 1000 is no exact binary number
        ("33.3%", 334, 1000, True),
        ("0%", 1, 100, True),
        ("100 %", 7, 7, False),
    ],
)
def test_limits(written: Any, n: int, of: int, exceeded: bool) -> None:
    found = Impute.model_validate({"impute": "mean", "at_most": written, "beyond": "drop"}).at_most
    assert isinstance(found, AtMost)
    assert found.exceeded(n, of) is exceeded


def test_files_are_written_as_they_are_read() -> None:
    stated = {
        "missing": {"impute": "linear", "years": 3, "beyond_known": "hold", "at_most": "20%", "beyond": "drop"},
        "imputation": {"per_unit": {"at_most": 4, "beyond": "flag"}},
        "screening": {"of": "delivered", "data_at_least": "62.5%", "effect": "flag"},
        "outliers": {
            "minimum_units": 12, "too_few": "leave", "test": TEST, "if_none_passes": "keep_last",
            "steps": [{"method": "box_cox", "lambda": {"likeliest_within": [-2, 2]}}],
        },
    }  # fmt: skip
    once = TreatmentFile.model_validate(stated)
    written = once.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert written["missing"]["at_most"] == "20%"
    assert written["screening"]["data_at_least"] == "62.5%"
    assert TreatmentFile.model_validate(written) == once


def test_default_is_replaced_at_all_depths() -> None:
    def leaf(code: str, missing: str) -> dict[str, Any]:
        return {
            "code": code, "name": code, "unit": "any", "direction": "positive", "source": {"clause": "1"},
            "formula": code, "missing": missing, "scoring": {"rule": "min_max", "when_equal": 0},
        }  # fmt: skip

    tree = Dimension.model_validate({
        "dimension": "top", "name": "top", "indicators": [leaf("a", "default"), leaf("b", "refuse")],
        "dimensions": [{"dimension": "low", "name": "low", "indicators": [leaf("c", "default")]}],
    })  # fmt: skip
    found = with_default(tree, Points(points=-1))
    assert [each.missing for each in found.indicators] == [Points(points=-1), "refuse"]
    assert found.dimensions[0].indicators[0].missing == Points(points=-1)
    assert tree.indicators[0].missing == "default"


def test_every_way_has_words_of_its_own() -> None:
    linear = [Impute(impute="linear", years=3, beyond_known=beyond) for beyond in ("refuse", "hold", "extend")]
    others = [Impute.model_validate({"impute": word}) for word in get_args(Imputed) if word != "linear"]
    words = [str(each.words()) for each in (*others, *linear)]
    assert len(set(words)) == len(words) == 8
    assert all("at most 3 before and after" in text for text in words[-3:])
    effects = [str(effect_words(effect)) for effect in ("refuse", "flag", "unranked", "exclude")]
    assert len(set(effects)) == 4
