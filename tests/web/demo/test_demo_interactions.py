"""The matrix of the worked example: open, rated by six, loaded anew without a second copy."""

from pathlib import Path
from shutil import copytree

import pytest
import yaml

from glocal.errors import GlocalError, KnowledgeError
from glocal.loading.interactions import example_interactions
from glocal_web.portal.models import InteractionRating, Matrix, MatrixRater, Person
from glocal_web.portal.selectors.interactions import matrix_page
from glocal_web.portal.services.demo_files import demo_folder, read_demo
from glocal_web.portal.services.load_demo import load_demo


def changed(tmp_path: Path, place: str, value: object) -> Path:
    """The files of the example with one value of the first item or rating another."""
    folder = tmp_path / "demo"
    copytree(demo_folder(), folder)
    file = folder / "interactions.yaml"
    document = yaml.safe_load(file.read_text("utf-8"))
    part, key = place.split(".")
    document[part][0][key] = value
    file.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    return folder


def test_the_matrix_holds_what_the_file_says(db: None) -> None:
    load_demo()
    row = Matrix.objects.get()
    coordinator = Person.objects.filter(
        roles__territory=row.territory, roles__kind="coordinator"
    ).first()
    assert coordinator is not None
    page = matrix_page(coordinator, "puerto-lirio", row.pk)
    shipped = example_interactions()
    assert page.rated.ids == shipped.ids
    assert page.is_open
    assert page.worth > 0
    assert len(page.rated.ratings) == len(shipped.ratings)
    assert len(page.panel.raters) == 6
    assert not MatrixRater.objects.exclude(person=None).exists()


def test_policies_are_those_of_the_register(db: None) -> None:
    load_demo()
    refs = dict(Matrix.objects.get().items.values_list("key", "ref"))
    assert refs["hospitality"] == "lirio-hospitality"
    assert refs["safety"] == "vallemar.vallemar-safety"
    assert refs["trust"] == "trust-in-institutions"
    assert refs["school"] == "4.1"


def test_it_is_put_back_as_it_was_shipped(db: None) -> None:
    load_demo()
    number = InteractionRating.objects.count()
    InteractionRating.objects.all()[:1].get().delete()
    load_demo(reset=True)
    assert Matrix.objects.count() == 1
    assert InteractionRating.objects.count() == number


@pytest.mark.parametrize(
    ("place", "value"), [("ratings.from", "no-such-item"), ("ratings.to", "nobody")]
)
def test_a_name_that_there_is_not_is_told(db: None, tmp_path: Path, place: str, value: str) -> None:
    with pytest.raises(KnowledgeError) as told:
        load_demo(read_demo(changed(tmp_path, place, value)))
    assert value in str(told.value)


def test_a_policy_that_no_register_holds_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(GlocalError, match="no-such-policy"):
        load_demo(read_demo(changed(tmp_path, "items.ref", "no-such-policy")))
