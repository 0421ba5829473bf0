"""The parts of a page as template tags; `docs/reference/components.md` shows each in use.

Loaded in every template (a builtin in the settings), since every page is made of them.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from glocal_web.portal.mappers.figures import (
    as_percent,
    as_score,
    at,
    nearest_grade,
    part,
    rounded,
)
from glocal_web.portal.mappers.languages import language_name
from glocal_web.portal.templatetags.icons import MIRRORED, PATHS
from glocal_web.portal.templatetags.terms import TERMS

register = template.Library()
register.filter(language_name)
register.filter("score", as_score)
register.filter("percent", as_percent)

GRADE_WORDS: tuple[Promise, ...] = (
    pgettext_lazy("grade 0 of 4", "Absent"),
    pgettext_lazy("grade 1 of 4", "Nascent"),
    pgettext_lazy("grade 2 of 4", "Emerging"),
    pgettext_lazy("grade 3 of 4", "Established"),
    pgettext_lazy("grade 4 of 4", "Institutionalised"),
)

# Kind of notice → icon and the word before the text, so that colour is not the only sign.
NOTICES: dict[str, tuple[str, Promise]] = {
    "info": ("info", gettext_lazy("Note")),
    "success": ("done", pgettext_lazy("notice", "Done")),
    "warning": ("warning", gettext_lazy("Please look")),
    "error": ("error", gettext_lazy("Not yet right")),
}

WITHHELD: dict[str, Promise] = {
    "nothing-answered": gettext_lazy("No score yet: nothing has been answered."),
    "nothing-applies": gettext_lazy("No score: nothing here applies to this territory."),
    "too-much-not-applicable": gettext_lazy("No score: too little here applies to this territory."),
    "too-much-unanswered": gettext_lazy("No score yet: too much is still unanswered."),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One line icon; silent for screen readers unless it gets a label."""
    css = "icon icon-mirrored" if name in MIRRORED else "icon"
    speech = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" width="20" height="20" focusable="false" {}>'
        '<path d="{}"/></svg>',
        css,
        speech,
        PATHS[name],
    )


@register.simple_tag
def new_id(stem: str, numbers: Any = None) -> str:
    """An id that no other element of the page has, for joining a part with its label."""
    return f"{stem}-{next(_numbers) if numbers is None else numbers}"


# Unique in the process is unique on the page.
_numbers = count(1)


# ---------------------------------------------------------------- parts that wrap other content
@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """A framed message of kind info, success, warning or error, with icon and word."""
    symbol, word = NOTICES[kind]
    return _drawn("notice", kind=kind, symbol=symbol, title=title or word, content=content)


@register.simple_block_tag
def card(
    content: str, title: str = "", href: str = "", level: int = 2, css: str = ""
) -> SafeString:
    """A framed part of a page; with `href` the whole card leads there."""
    return _drawn(
        "card",
        title=title,
        href=href,
        level=int(level),
        css=css,
        content=content,
    )


@register.simple_block_tag
def table(content: str, caption: str, hidden: bool = False, css: str = "") -> SafeString:
    """A table that scrolls inside its own frame; its content is `<thead>…</thead><tbody>…`."""
    return _drawn(
        "table", caption=caption, hidden=hidden, css=css, key=next(_numbers), content=content
    )


@register.simple_block_tag
def empty(
    content: str, title: str, href: str = "", action: str = "", symbol: str = "list"
) -> SafeString:
    """What stands where nothing is yet: what it is, what to do first, one button."""
    return _drawn("empty", title=title, href=href, action=action, symbol=symbol, content=content)


@register.simple_block_tag
def more(content: str, summary: str, open: bool = False, css: str = "") -> SafeString:
    """Content behind a line that opens it."""
    return _drawn("more", summary=summary, open=open, css=css, content=content)


@register.simple_block_tag
def row(content: str, label: str) -> SafeString:
    """One line of a definition list, inside `<dl class="definitions">…</dl>`."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.simple_block_tag
def tag(content: str, kind: str = "", href: str = "", symbol: str = "") -> SafeString:
    """A small label; kinds: plain, `info`, `success`, `warning`, `quiet`."""
    css = f"tag tag-{kind}" if kind else "tag"
    drawing = icon(symbol) if symbol else ""
    if href:
        return format_html('<a class="{}" href="{}">{}{}</a>', css, href, drawing, content)
    return format_html('<span class="{}">{}{}</span>', css, drawing, content)


# ---------------------------------------------------------------- parts made from values
@register.simple_tag
def grade_chip(
    grade: float | None, label: str = "", top: int = 4, short: bool = False
) -> SafeString:
    """A grade as number, word and colour; `top` and `label` for scales other than 0–4."""
    if grade is None:
        return format_html('<span class="grade grade-none">{}</span>', label or _("Not answered"))
    word = label or (str(GRADE_WORDS[int(grade)]) if top == 4 and grade == int(grade) else "")
    return _drawn(
        "grade_chip",
        grade=f"{grade:g}",
        band=nearest_grade(grade / top),
        word=word,
        short=short,
        spoken=_("Grade %(grade)s of %(top)s") % {"grade": f"{grade:g}", "top": f"{top:g}"},
    )


@register.simple_tag
def grade_scale() -> SafeString:
    """The legend of the five colours, with their words."""
    return _drawn("grade_scale", grades=list(enumerate(GRADE_WORDS)))


@register.simple_tag
def score_line(
    score: Any, label: str = "", href: str = "", band: str = "", level: str = ""
) -> SafeString:
    """Score, interval, coverage and evidence on one line.

    `score` has (as attributes or keys) `value`, `low`, `high`, `coverage`, `evidence` and, if there
    are any, `documented`, `answered`, `applicable`, `cap`, `withheld`: the core's `Score` fits.
    """
    value, withheld = part(score, "value"), part(score, "withheld")
    shown = value is not None and not withheld
    low, high = part(score, "low"), part(score, "high")
    return _drawn(
        "score_line",
        label=label,
        href=href,
        level=level,
        band=band if shown else "",
        shown=shown,
        reason=WITHHELD.get(str(withheld or "nothing-answered"), ""),
        score=as_score(value),
        low=as_score(low),
        high=as_score(high),
        interval=low is not None and high is not None,
        coverage=as_percent(part(score, "coverage")),
        evidence=as_percent(part(score, "evidence")),
        answered=part(score, "answered"),
        applicable=part(score, "applicable"),
        capped=bool(part(score, "cap")),
        bar=bar_geometry(
            value if shown else None, low, high, part(score, "documented") if shown else None
        ),
    )


@register.simple_tag
def score_bar(score: Any) -> SafeString:
    """The bar of a score alone, for tables: value, interval, documented score."""
    shown = not part(score, "withheld")
    return _drawn(
        "score_bar",
        bar=bar_geometry(
            part(score, "value") if shown else None,
            part(score, "low"),
            part(score, "high"),
            part(score, "documented") if shown else None,
        ),
    )


def bar_geometry(
    value: float | None, low: float | None, high: float | None, documented: float | None
) -> dict[str, Any]:
    """Positions for the bar of one score, as SVG attributes; None where nothing is drawn."""
    spread = low is not None and high is not None
    words = []
    if value is not None:
        words.append(_("Score %(score)s of 100") % {"score": rounded(value)})
    if low is not None and high is not None:
        words.append(
            _("between %(low)s and %(high)s") % {"low": rounded(low), "high": rounded(high)}
        )
    if documented is not None:
        words.append(_("documented %(score)s") % {"score": rounded(documented)})
    return {
        "value": None if value is None else at(value),
        "grade": 0 if value is None else nearest_grade(value),
        "low": at(low) if low is not None and spread else None,
        "high": at(high) if high is not None and spread else None,
        "spread": at(high - low) if low is not None and high is not None else None,
        "documented": None if documented is None else at(documented),
        "spoken": " · ".join(words) or _("No score"),
    }


@register.simple_tag
def meter(done: int, total: int, label: str) -> SafeString:
    """How much of something is done, as a bar with both numbers in words."""
    share = done / total if total else 0.0
    return _drawn(
        "meter", done=done, total=total, share=at(share), percent=as_percent(share), label=label
    )


@register.simple_tag
def term(name: str, text: str = "") -> SafeString:
    """A word of the method with its explanation, shown on hover and on focus."""
    word, meaning = TERMS[name]
    return _drawn("term", text=text or word, meaning=meaning, key=next(_numbers))


@register.simple_tag
def tabs(items: Sequence[Any], label: str) -> SafeString:
    """Links that look like tabs; each item has `label`, `href`, `current` and, at will, `count`."""
    return _drawn("tabs", items=items, label=label)


@register.simple_tag
def breadcrumbs(items: Sequence[Any]) -> SafeString:
    """The way from the first page to this one; each item has `label` and `href`."""
    return _drawn("breadcrumbs", items=items)


@register.simple_tag
def steps(previous: str = "", next: str = "", position: str = "", label: str = "") -> SafeString:
    """Links to the previous and the next of a row, with the position between them."""
    return _drawn(
        "steps", previous=previous, next=next, position=position, label=label or _("Steps")
    )


@register.simple_tag(takes_context=True)
def pagination(context: template.Context, page: Page, parameter: str = "page") -> SafeString:
    """Links to the pages of a long list; keeps the other parameters of the address."""

    def address(number: int) -> str:
        query = context["request"].GET.copy()
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    return _drawn(
        "pagination",
        number=page.number,
        total=page.paginator.num_pages,
        previous=address(page.previous_page_number()) if page.has_previous() else "",
        next=address(page.next_page_number()) if page.has_next() else "",
    )


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """All errors of the forms at the top of the page, each a link to its field."""
    found = []
    for form in forms:
        found += [{"text": error, "target": ""} for error in form.non_field_errors()]
        for field in form:
            found += [
                {"text": error, "target": field.id_for_label or field.auto_id, "label": field.label}
                for error in field.errors
            ]
    return {"errors": found}


@register.filter
def language_direction(code: str) -> str:
    """`rtl` or `ltr`, by the script of the language."""
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def _drawn(name: str, **values: Any) -> SafeString:
    """The partial of a component, filled with its values."""
    return render_to_string(f"components/{name}.html", values)
