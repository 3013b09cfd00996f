"""Published worked cases of weighting, named by their sources."""

from collections.abc import Callable

import numpy as np
import pytest

from sz_assess.numeric import FloatArray
from sz_assess.scoring.domain import DomainError
from sz_assess.scoring.weighting.ahp import SAATY, AhpMethod, ahp
from sz_assess.scoring.weighting.combined import experts, linear, product
from sz_assess.scoring.weighting.from_data import critic, deviation, entropy, variation


def judgements(*rows: str) -> FloatArray:
    def one(text: str) -> float:
        above, _, below = text.partition("/")
        return float(above) / float(below or 1)

    return np.array([[one(cell) for cell in row.split()] for row in rows])


FIVE = judgements("1 2 3 4 7", "1/2 1 3 2 5", "1/3 1/3 1 1/2 2", "1/4 1/2 2 1 3", "1/7 1/5 1/2 1/3 1")
FOUR = judgements("1 1 5 3", "1 1 3 3", "1/5 1/3 1 1", "1/3 1/3 1 1")
THREE = judgements("1 1/4 2", "4 1 8", "1/2 1/8 1")


def test_column_mean_spreadsheet_five() -> None:
    found = ahp(FIVE, "column_mean", SAATY)
    assert found.weights[0] == pytest.approx(0.432076, abs=5e-7)
    np.testing.assert_allclose(FIVE @ found.weights, [2.231386, 1.348817, 0.514548, 0.752116, 0.268148], atol=5e-7)
    assert found.index == pytest.approx(0.021518, abs=5e-7)
    assert found.ratio == pytest.approx(0.01921, abs=5e-6)


def test_eigenvector_differs_in_the_third_place() -> None:
    found = ahp(FIVE, "eigenvector", SAATY)
    np.testing.assert_allclose(found.weights, [0.4365, 0.2635, 0.1008, 0.1468, 0.0525], atol=5e-5)
    assert found.index == pytest.approx(0.02145, abs=5e-6)


def test_column_mean_spreadsheet_four() -> None:
    found = ahp(FOUR, "column_mean", SAATY)
    assert found.weights[0] == pytest.approx(0.411184, abs=5e-7)
    np.testing.assert_allclose(FOUR @ found.weights, [1.669737, 1.455263, 0.430263, 0.485088], atol=5e-7)
    assert found.index == pytest.approx(0.010946, abs=5e-7)
    assert found.ratio == pytest.approx(0.01216, abs=5e-6)


@pytest.mark.parametrize("method", ["column_mean", "geometric", "eigenvector"])
def test_consistent_judgements_give_the_same_weights_by_every_method(method: AhpMethod) -> None:
    found = ahp(THREE, method, SAATY)
    np.testing.assert_allclose(found.weights, [0.181818, 0.727273, 0.090909], atol=5e-7)
    assert found.index == pytest.approx(0, abs=1e-12)


def test_arcgis_pro_inconsistent_matrix() -> None:
    matrix = judgements("1 3 2 2 1/3", "1/3 1 1/2 1 1/5", "1/2 2 1 1 1/2", "1/2 1 1 1 5", "3 5 2 1/5 1")
    found = ahp(matrix, "column_mean", SAATY)
    np.testing.assert_allclose(found.weights, [0.235, 0.089, 0.136, 0.247, 0.294], atol=5e-4)
    np.testing.assert_allclose(
        ahp(matrix, "eigenvector", SAATY).weights, [0.221, 0.089, 0.131, 0.298, 0.261], atol=5e-4
    )
    assert found.ratio == pytest.approx(0.326, abs=5e-4)


def test_ahpy_readme() -> None:
    # a:b 1, a:c 5, a:d 2, b:c 3, b:d 4, c:d 3/4
    matrix = judgements("1 1 5 2", "1 1 3 4", "1/5 1/3 1 3/4", "1/2 1/4 4/3 1")
    found = ahp(matrix, "eigenvector", SAATY)
    np.testing.assert_allclose(found.weights, [0.3742, 0.3917, 0.0991, 0.1349], atol=5e-5)
    assert found.ratio == pytest.approx(0.0342, abs=5e-5)
    # The page prints .0372: it divides by another table of random indices, one that has .829 for four items.
    assert ahp(matrix, "eigenvector", {4: 0.829}).ratio == pytest.approx(0.0372, abs=5e-5)


@pytest.mark.parametrize(
    ("matrix", "words"),
    [
        (np.ones((2, 3)), "square"),
        (np.array([[1.0, 0.0], [1.0, 1.0]]), "above 0"),
        (np.array([[1.0, 3.0], [3.0, 1.0]]), "1 / a"),
        (np.ones((11, 11)), "at most 10"),
    ],
)
def test_refused_judgements(matrix: FloatArray, words: str) -> None:
    with pytest.raises(DomainError) as caught:
        ahp(matrix, "geometric", SAATY)
    assert words in str(caught.value.expected)


def test_critic_diakoulaki_1995() -> None:
    rows = """61 1.08 4.33; 20.7 .26 4.34; 16.3 1.98 2.53; 9 3.29 1.65; 5.4 2.77 2.33; 4 4.12 1.21;
              -6.1 3.52 2.10; -34.6 3.31 .98"""
    found = critic(np.array([[float(cell) for cell in row.split()] for row in rows.split(";")]))
    np.testing.assert_allclose(found, [0.20222554, 0.48090173, 0.31687273], atol=5e-9)


TUS_ADALI = np.array(
    [[5000, 3, 3, 4, 3, 2], [680, 5, 3, 2, 2, 1], [2000, 3, 2, 3, 4, 3], [600, 4, 3, 1, 2, 2], [800, 2, 4, 3, 3, 4.0]]
)


def test_critic_tus_aytac_adali_2019() -> None:
    # The paper's figures come out only if the cost direction of its first column is not applied.
    np.testing.assert_allclose(critic(TUS_ADALI), [0.157, 0.249, 0.168, 0.121, 0.154, 0.151], atol=6e-4)
    turned = TUS_ADALI * [-1, 1, 1, 1, 1, 1]
    np.testing.assert_allclose(critic(turned), [0.184, 0.213, 0.142, 0.158, 0.168, 0.134], atol=6e-4)


@pytest.mark.parametrize(
    ("rows", "published"),
    [
        # Xu 2004
        ([[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]], [0.4630, 0.3992, 0.1378, 0.0000]),
        # Zavadskas and Podvezko 2016
        ([[3, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]], [0.1146, 0.1981, 0.4185, 0.2689]),
    ],
)
def test_entropy_by_shares(rows: list[list[float]], published: list[float]) -> None:
    np.testing.assert_allclose(entropy(np.array(rows, dtype=float)), published, atol=5e-5)


def test_entropy_ersoy_2021() -> None:
    rows = """256 8 41 1.6 1.77 7347.16; 256 8 32 1.0 1.8 6919.99; 256 8 53 1.6 1.9 8400; 256 8 41 1.0 1.75 6808.9;
              512 8 35 1.6 1.7 8479.99; 256 4 35 1.6 1.7 7499.99"""
    found = entropy(np.array([[float(cell) for cell in row.split()] for row in rows.split(";")]))
    np.testing.assert_allclose(found, [0.405, 0.221, 0.134, 0.199, 0.007, 0.034], atol=5.5e-4)


def test_entropy_of_min_max_scores_takes_zero_times_log_zero_as_zero() -> None:
    # Eleven wards by nine items, all positive; scores by min-max hold zeros. Weights recomputed from the raw table.
    raw = """100 90 100 84 90 100 100 100 100; 100 100 78.6 100 90 100 100 100 100;
             75 100 85.7 100 90 100 100 100 100; 100 100 78.6 100 90 100 94.4 100 100;
             100 90 100 100 100 90 100 100 80; 100 100 100 100 90 100 100 85.7 100;
             100 100 78.6 100 90 100 55.6 100 100; 87.5 100 85.7 100 100 100 100 100 100;
             100 100 92.9 100 80 100 100 100 100; 100 90 100 100 100 100 100 100 100;
             100 100 92.9 100 90 100 100 100 100"""
    matrix = np.array([[float(cell) for cell in row.split()] for row in raw.split(";")])
    scaled = (matrix - matrix.min(axis=0)) / np.ptp(matrix, axis=0)
    found = entropy(scaled)
    # Items 4, 6, 8 and 9 differ from the others in one ward alone.
    np.testing.assert_allclose(found, [0.076, 0.219, 0.271, 0.066, 0.105, 0.066, 0.066, 0.066, 0.066], atol=1e-3)


def test_spread_by_hand() -> None:
    # Columns 1, 2, 3 (mean 2, deviation 1) and 10, 10, 40 (mean 20, deviation sqrt(300)).
    matrix = np.array([[1, 10], [2, 10], [3, 40.0]])
    root = 300**0.5
    np.testing.assert_allclose(variation(matrix), np.array([0.5, root / 20]) / (0.5 + root / 20))
    np.testing.assert_allclose(deviation(matrix), np.array([1, root]) / (1 + root))


def test_experts_and_combinations_by_hand() -> None:
    answers = np.array([[60, 40], [2, 2.0]])
    np.testing.assert_allclose(experts(answers, np.array([1.0, 1.0])), [0.55, 0.45])
    np.testing.assert_allclose(experts(answers, np.array([3.0, 1.0])), [0.575, 0.425])
    both = np.array([[0.6, 0.4], [0.3, 0.7]])
    np.testing.assert_allclose(linear(both, np.array([0.5, 0.5])), [0.45, 0.55])
    np.testing.assert_allclose(product(both), [0.18 / 0.46, 0.28 / 0.46])


@pytest.mark.parametrize(
    ("scheme", "matrix"),
    [
        (entropy, [[1, -1], [2, 3]]), (entropy, [[0, 1], [0, 3]]), (critic, [[1, 1], [1, 3]]),
        (variation, [[1, -1], [2, 1]]), (deviation, [[1, 1], [1, 1]]), (entropy, [[1, 2]]), (entropy, [[1, 2], [1, 2]]),
    ],
)  # fmt: skip
def test_data_that_can_give_no_weights(scheme: Callable[[FloatArray], FloatArray], matrix: list[list[float]]) -> None:
    with pytest.raises(DomainError):
        scheme(np.array(matrix, dtype=float))
