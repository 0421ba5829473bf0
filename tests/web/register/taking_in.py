"""What the tests of files share: a register with one of everything, given out and taken in."""

from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from glocal_web.portal.models import Channel, CoordinationAgreement
from tests.cast import Cast
from tests.web.register.filing import body, policy, provision

ADDRESS = "/territories/puerto-lirio/register/import/"
DATA = "/territories/puerto-lirio/register"


def filled(cast: Cast) -> None:
    """A register with one of everything, and what it refers to above."""
    act = policy(cast.country, "education-act")
    provision(act, "edu-1")
    body(cast.country, "national-school", "National school")
    body(cast.territory, "school-x", "School X")
    own = policy(
        cast.territory,
        "ordinance",
        number="7",
        year=2024,
        sectors=["education"],
        responsible="school-x",
        ties=[["implements", "estalia.education-act"], ["cites", "gone"]],
    )
    provision(own, "ord-1", who="school-x", over=["estalia.edu-1", "gone"], quote="Old words")
    provision(own, "ord-2", who="estalia.national-school", territory="puerto-lirio")
    Channel.objects.create(territory=cast.territory, target=cast.province, by="Table")
    CoordinationAgreement.objects.create(
        territory=cast.territory, first="landlord", second="school-x", action="school-enrolment"
    )


def given(client: Client, kind: str = "yaml", query: str = "") -> Any:
    """The register as the site gives it out."""
    response = client.get(f"{DATA}.{kind}{query}")
    assert response.status_code == 200
    return response.content


def sent(client: Client, content: bytes, name: str = "register.yaml") -> Any:
    """The page that shows what a file would change."""
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def confirmed(client: Client, page: Any) -> Any:
    """The answer to the button below the changes."""
    form = page.context["form"]
    return client.post(
        ADDRESS, {"content": form["content"].value(), "version": form["version"].value()}
    )


def changed(content: bytes, **changes: Any) -> bytes:
    """A register file with other values at the first policy."""
    document = yaml.safe_load(content)
    document["policies"][0].update(changes)
    return yaml.safe_dump(document, allow_unicode=True).encode()
