"""The check of translations finds what a reader would stumble over, and nothing else."""

from babel.messages.catalog import Catalog

from scripts.check_messages import compared

SIX_FORMS = ("لا إجابات", "إجابة", "إجابتان", "%(n)s إجابات", "%(n)s إجابة", "%(n)s إجابة")


def catalogue(language: str, **messages: str | tuple[str, ...]) -> Catalog:
    made = Catalog(locale=language)
    for source, translation in messages.items():
        made.add(source, translation)
    return made


def source(*messages: str | tuple[str, str]) -> Catalog:
    made = Catalog(locale="en")
    for message in messages:
        made.add(message, locations=[("page.html", 7)])
    return made


def test_a_complete_catalogue_has_no_problem() -> None:
    problems, gaps = compared(source("Save"), catalogue("es", Save="Guardar"), may_have_gaps=False)
    assert (problems, gaps) == ([], 0)


def test_a_missing_word_is_named_with_its_place() -> None:
    problems, gaps = compared(source("Save"), catalogue("es"), may_have_gaps=False)
    assert problems == ["not translated: “Save” (page.html:7)"]
    assert gaps == 1


def test_a_language_that_has_begun_may_have_gaps_yet_they_are_counted() -> None:
    assert compared(source("Save"), catalogue("fr"), may_have_gaps=True) == ([], 1)


def test_a_fuzzy_translation_counts_as_missing() -> None:
    target = Catalog(locale="es")
    target.add("Save", "Salvar", flags=["fuzzy"])
    problems, gaps = compared(source("Save"), target, may_have_gaps=False)
    assert problems == ["marked fuzzy (nobody has checked it): “Save” (page.html:7)"]
    assert gaps == 1


def test_a_changed_placeholder_is_named() -> None:
    target = Catalog(locale="es")
    target.add("Signed in as %(name)s.", "Sesión de %(nombre)s.")
    problems, _ = compared(source("Signed in as %(name)s."), target, may_have_gaps=False)
    assert problems == [
        "placeholders differ (%(name)s, %(nombre)s): “Signed in as %(name)s.” (page.html:7)"
    ]


def test_the_form_for_one_or_two_may_say_the_number_in_a_word() -> None:
    target = Catalog(locale="ar")
    target.add(("%(n)s answer", "%(n)s answers"), SIX_FORMS)
    problems, gaps = compared(
        source(("%(n)s answer", "%(n)s answers")), target, may_have_gaps=False
    )
    assert (problems, gaps) == ([], 0)


def test_an_empty_plural_form_counts_as_missing() -> None:
    target = Catalog(locale="ar")
    target.add(("%(n)s answer", "%(n)s answers"), (*SIX_FORMS[:5], ""))
    _, gaps = compared(source(("%(n)s answer", "%(n)s answers")), target, may_have_gaps=False)
    assert gaps == 1


def test_a_percent_sign_is_no_placeholder() -> None:
    target = Catalog(locale="es")
    target.add("100%% sure", "seguro al 100%%")
    assert compared(source("100%% sure"), target, may_have_gaps=False) == ([], 0)
