"""The examples of docstrings of the site give what they say."""

import pytest

from tests.docstring_examples import assert_examples_are_true, modules_with_examples

MODULES = modules_with_examples("glocal_web")


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str) -> None:
    assert_examples_are_true(name)


def test_there_are_examples() -> None:
    assert "glocal_web.portal.mappers.interaction_words" in MODULES
