"""What all tests of the site share: the cast of people and territories."""

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody and everything of `tests/cast.py`, freshly made."""
    return make_cast()
