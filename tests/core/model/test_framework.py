"""Finding things in a framework."""

import pytest

from glocal.errors import UnknownNameError
from tests.core.tiny import TINY


def test_indicators_come_in_the_order_of_the_framework():
    assert [item.code for item in TINY] == ["A1.1", "A1.2", "A1.3", "A2.1", "A2.2", "B1.1"]
    assert "A2.1" in TINY
    assert "A9.9" not in TINY


def test_an_unknown_code_is_refused_with_the_name_of_the_framework():
    with pytest.raises(UnknownNameError, match=r"tiny@1\.0 has no indicator 'A9\.9'"):
        TINY.indicator("A9.9")
    with pytest.raises(UnknownNameError, match=r"tiny@1\.0 has no sub-dimension 'C1'"):
        TINY.sub_dimension("C1")
