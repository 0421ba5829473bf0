"""Words fall back to the original language field by field, and say which were borrowed."""

from glocal.model.text import IndicatorText

ENGLISH = IndicatorText(
    title="Map", short="Map", questions=("Is there one?",), anchors={0.0: "No.", 1.0: "Yes."},
    evidence=("The map",), language="en",
)  # fmt: skip


def test_what_is_written_stays_and_what_is_not_is_borrowed():
    spanish = IndicatorText(title="Mapa", questions=("¿Hay uno?",), language="es")
    filled = spanish.with_fallback(ENGLISH)
    assert (filled.title, filled.questions) == ("Mapa", ("¿Hay uno?",))
    assert filled.anchors == ENGLISH.anchors
    assert filled.borrowed == {"short", "anchors", "evidence"}
    assert filled.language == "es"


def test_what_the_original_does_not_have_either_is_not_called_borrowed():
    assert "example" not in IndicatorText(language="es").with_fallback(ENGLISH).borrowed
