"""The parts of a page: what they say to eyes, ears and keyboards."""

import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from glocal_web.portal.samples import SCORE
from glocal_web.portal.templatetags.icons import MIRRORED, PATHS
from glocal_web.portal.templatetags.terms import TERMS


def drawn(source: str, **values: Any) -> str:
    return re.sub(r"\s+", " ", Template(source).render(Context(values)))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def test_a_score_line_tells_score_interval_coverage_and_evidence() -> None:
    told = words(drawn('{% score_line score label="All" band="Emerging" %}', score=SCORE))
    for part in ("All", "58", "Emerging", "between 46 and 69", "coverage 90%", "evidence 63%"):
        assert part in told
    assert "( 26 of 29 answered)" in told or "(26 of 29 answered)" in told


def test_a_withheld_score_is_not_printed_but_its_reason_is() -> None:
    score = {**SCORE, "value": 0.58, "withheld": "too-much-unanswered"}
    html = drawn("{% score_line score band=band %}", score=score, band="Emerging")
    assert "No score yet: too much is still unanswered." in html
    assert "58" not in words(html)
    assert "Emerging" not in html


def test_a_capped_score_says_so() -> None:
    assert "capped" in drawn("{% score_line score %}", score={**SCORE, "cap": "A1.3"})


@pytest.mark.parametrize("kind", ["info", "success", "warning", "error"])
def test_a_notice_has_icon_and_word_besides_its_colour(kind: str) -> None:
    html = drawn("{% notice kind %}<p>Text</p>{% endnotice %}", kind=kind)
    assert "<svg" in html
    assert '<p class="notice-title">' in html
    assert "<p>Text</p>" in html


def test_words_inside_a_notice_stay_escaped() -> None:
    html = drawn("{% notice %}{{ evil }}{% endnotice %}", evil="<b>x</b>")
    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_titles_and_tags_are_escaped() -> None:
    source = (
        "{% card evil href=evil %}{% endcard %}{% tag evil href=evil %}{{ evil }}{% endtag %}"
        "{% row evil %}{{ evil }}{% endrow %}{% empty evil href=evil action=evil %}{% endempty %}"
        "{% more evil %}{% endmore %}{% table evil %}{% endtable %}{% meter 1 2 evil %}"
        "{% grade_chip 2 evil %}{% steps evil evil evil evil %}{% icon 'check' evil %}"
    )
    assert "<b>" not in drawn(source, evil='"><b>')


@pytest.mark.parametrize(
    ("grade", "word"),
    [(0, "Absent"), (1, "Nascent"), (2, "Emerging"), (3, "Established"), (4, "Institutionalised")],
)
def test_a_grade_has_number_and_word(grade: int, word: str) -> None:
    html = drawn("{% grade_chip grade %}", grade=grade)
    assert f"grade-{grade}" in html
    assert f"{grade}" in words(html)
    assert word in html


def test_a_grade_of_another_scale_takes_the_colour_of_its_share() -> None:
    # Half a point on a scale of 0, 0.5, 1 is the middle: the third of five colours.
    html = drawn('{% grade_chip grade "Partly" top=1 %}', grade=0.5)
    assert "grade-2" in html
    assert "Grade 0.5 of 1" in html
    assert "Partly" in html


def test_no_answer_is_a_word_and_not_a_zero() -> None:
    html = drawn("{% grade_chip None %}")
    assert words(html) == "Not answered"
    assert "grade-0" not in html


def test_a_meter_of_nothing_is_empty_and_not_an_error() -> None:
    assert "0 of 0" in words(drawn('{% meter 0 0 "Answered" %}'))


@pytest.mark.parametrize("name", sorted(TERMS))
def test_each_term_is_explained_where_it_stands(name: str) -> None:
    html = drawn("{% term name %}", name=name)
    key = re.search(r'aria-describedby="([^"]+)"', html)
    assert key
    assert f'id="{key[1]}"' in html


def test_two_terms_on_a_page_have_different_ids() -> None:
    ids = re.findall(r'id="([^"]+)"', drawn('{% term "score" %}{% term "score" %}'))
    assert len(set(ids)) == 2


@pytest.mark.parametrize("name", sorted(PATHS))
def test_icons_are_silent_unless_they_have_a_label(name: str) -> None:
    assert 'aria-hidden="true"' in drawn("{% icon name %}", name=name)
    assert 'aria-label="Here"' in drawn('{% icon name "Here" %}', name=name)


def test_only_icons_that_exist_are_mirrored() -> None:
    assert set(PATHS) >= MIRRORED


def test_pages_of_a_list_keep_the_search() -> None:
    request = RequestFactory().get("/", {"q": "water & work", "page": "2"})
    page = Paginator(range(30), 10).page(2)
    html = drawn("{% pagination page %}", page=page, request=request)
    assert "?q=water+%26+work&amp;page=1" in html
    assert "?q=water+%26+work&amp;page=3" in html


def test_a_list_of_one_page_has_no_pages() -> None:
    request = RequestFactory().get("/")
    page = Paginator(range(3), 10).page(1)
    assert drawn("{% pagination page %}", page=page, request=request).strip() == ""


class Sample(forms.Form):
    title = forms.CharField(label="Title", help_text="Short.")
    sure = forms.BooleanField(label="Sure", required=False)
    level = forms.ChoiceField(label="Level", choices=[("a", "A")], widget=forms.RadioSelect)


def test_an_error_is_joined_to_its_field_and_named_at_the_top() -> None:
    html = drawn("{{ form }}", form=Sample({"title": "", "level": "a"}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'aria-invalid="true"' in html
    assert '<a href="#id_title">Title</a>' in html
    assert "One thing is not yet right" in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert "error-summary" not in drawn("{{ form }}", form=Sample())


def test_radio_buttons_are_a_group_with_a_name() -> None:
    html = drawn("{{ form.level.as_field_group }}", form=Sample())
    assert re.search(r"<fieldset[^>]*> <legend>Level", html)
