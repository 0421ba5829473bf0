"""The pictures for paper: the places of the page, readable from both sides, safe."""

from xml.etree import ElementTree

from glocal.reports.rose import petal
from glocal.reports.score_pictures import Drawn, bars_svg, rose_svg

KEY = ("score", "interval", "documented")


def drawn(label: str = "Mapping", value: float | None = 0.5) -> Drawn:
    return Drawn(label, "A1", value, 0.25, 0.75, 0.0)


def test_the_petal_of_the_paper_is_that_of_the_page() -> None:
    svg = rose_svg([drawn()], "DejaVu Sans")
    assert petal(0.5, 0.25, 0.75, 0, 1).shape in svg


def test_a_score_that_is_not_there_has_no_petal_and_a_dash() -> None:
    svg = rose_svg([Drawn("Mapping", "A1", None, None, None)], "DejaVu Sans")
    assert ">–</text>" in svg
    assert "#8cc0a4" not in svg


def test_bars_begin_at_the_side_from_which_one_reads() -> None:
    # 10 cm are 400 units, 40 of them for the figure: a half is 180 units long.
    left = bars_svg([drawn()], KEY, "DejaVu Sans", width=10, rtl=False)
    right = bars_svg([drawn()], KEY, "DejaVu Sans", width=10, rtl=True)
    assert '<rect x="0" y="47" width="180" height="10" rx="2" fill="#0c5a72"/>' in left
    assert '<rect x="220" y="47" width="180" height="10" rx="2" fill="#0c5a72"/>' in right


def test_words_are_escaped_and_stay_whole_pictures() -> None:
    svg = bars_svg([drawn('</text><script>"&\x00')], KEY, "DejaVu Sans", width=9, rtl=True)
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert not [one for one in root.iter() if one.tag.endswith("script")]


def test_a_long_name_is_cut_at_the_width_of_the_picture() -> None:
    svg = bars_svg([drawn("word " * 60)], KEY, "DejaVu Sans", width=9, rtl=False)
    assert "…</text>" in svg
