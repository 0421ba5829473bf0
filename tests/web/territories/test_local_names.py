"""The name of a place in the script of its country."""

import pytest

from glocal_web.portal.models import Place
from glocal_web.portal.selectors.local_names import local_name


def test_a_tunisian_town_has_an_arabic_local_name(kasserine: Place) -> None:
    assert local_name(kasserine) == "القصرين"


@pytest.mark.parametrize("country", ["FR", "EC", "GR", "", "??"])
def test_a_name_in_a_script_the_country_does_not_write_is_not_local(
    kasserine: Place, country: str
) -> None:
    kasserine.country = country
    assert local_name(kasserine) == ""


def test_the_second_official_language_counts_when_the_first_is_latin(kasserine: Place) -> None:
    kasserine.country = "SD"  # Sudan: English and Arabic
    assert local_name(kasserine) == "القصرين"
