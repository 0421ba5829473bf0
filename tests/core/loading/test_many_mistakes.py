"""Files that are nothing but mistakes: told in bounded time, each mistake once."""

import time

import pytest

from glocal.errors import PortfolioError
from glocal.loading.portfolio import portfolio_of_bytes
from glocal.loading.schema import MOST_FAULTS, TOO_MANY


def problems(text: str) -> list[str]:
    with pytest.raises(PortfolioError) as caught:
        portfolio_of_bytes(text.encode(), "city.yaml")
    return [problem.what for problem in caught.value.problems]


def test_each_missing_key_is_told_once() -> None:
    told = problems("portfolio: x\npolicies: [{}]\n")
    missing = [what for what in told if "is missing" in what]
    assert len(missing) == len(set(missing)) == 5


def test_a_file_of_mistakes_is_told_in_part_and_soon() -> None:
    begun = time.process_time()
    told = problems("portfolio: x\npolicies: [" + "{}," * 20_000 + "]\n")
    assert any(what.startswith(TOO_MANY) for what in told)
    assert len(told) < 3 * MOST_FAULTS
    assert time.process_time() - begun < 20
