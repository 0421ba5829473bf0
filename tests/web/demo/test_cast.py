"""The cast itself: its parts may do what the tests of the pages take for granted."""

from django.test import Client

from glocal_web.portal.permissions import Deed, access_to
from tests.cast import Cast, respond, sign_in

DEEDS = {
    "steward": "read review plan manage see-restricted",
    "coordinator": "read answer review plan manage see-restricted",
    "contributor": "read answer plan",
    "reviewer": "read review see-restricted",
    "reader": "read",
    "association": "read answer plan",
    "above": "read see-restricted",
    "outsider": "",
    "visitor": "",
}


def test_each_part_may_do_what_its_name_says(cast: Cast) -> None:
    found = {
        part: {deed for deed in Deed if access_to(getattr(cast, part), cast.territory).may(deed)}
        for part in DEEDS
    }
    assert found == {part: {Deed(word) for word in words.split()} for part, words in DEEDS.items()}


def test_the_association_answers_for_itself_alone(cast: Cast) -> None:
    access = access_to(cast.association, cast.territory)
    assert access.organisations == {cast.association_org.pk}


def test_a_response_belongs_to_a_participant(cast: Cast) -> None:
    row = respond(cast.assessment, cast.authority, "A1.1", 3, rationale="Council minutes say so.")
    assert (row.participant.assessment, row.grade, row.status) == (cast.assessment, 3, "agreed")


def test_a_person_signs_in_without_a_password(cast: Cast, client: Client) -> None:
    assert "_auth_user_id" in sign_in(client, cast.reader).session
