"""What there is to look at, how it is told by e-mail, and the dates as a calendar."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glocal.io.icalendar import DayEvent, calendar
from glocal_web.portal.forms.notices import RhythmForm
from glocal_web.portal.models import NoticeChoice
from glocal_web.portal.new_link import forget_link, remember_link, shown_link
from glocal_web.portal.selectors.reminders import calendar_owner, dates_of, notices_page
from glocal_web.portal.services.invitations import token_hash
from glocal_web.portal.services.letter_text import letter_language, person_to_stop
from glocal_web.portal.services.mail_way import letters_leave
from glocal_web.portal.services.notices import (
    bring_notices_up_to_date,
    choose_rhythms,
    mark_read,
    new_calendar,
    stop_calendar,
    stop_letters,
)
from glocal_web.portal.views.requests import person_of

DIGITS_OF_A_KEY = 18


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The list, counted afresh; the bell above it says the same."""
    person = person_of(request)
    found = bring_notices_up_to_date(person, timezone.now())
    return render(request, "notices/list.html", {"page": notices_page(person, found)})


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Calls read what was on the page; without its last number all that there is."""
    last = request.POST.get("last", "")
    known = last.isascii() and last.isdecimal() and len(last) <= DIGITS_OF_A_KEY
    mark_read(person_of(request), timezone.now(), int(last) if known else None)
    return redirect("portal:notices")


@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: HttpRequest) -> HttpResponse:
    """How often each kind comes by e-mail, and the address of the calendar."""
    person = person_of(request)
    choice = NoticeChoice.objects.filter(person=person).first() or NoticeChoice(person=person)
    if "none" in request.POST:
        stop_letters(person)
        messages.success(request, _("You get no letters any more."))
        return redirect("portal:notice-settings")
    form = RhythmForm(choice, request.POST if request.method == "POST" else None)
    if form.is_valid():
        choose_rhythms(person, form.rhythms())
        messages.success(request, _("Saved."))
        return redirect("portal:notice-settings")
    link = shown_link(request)
    response = render(
        request,
        "notices/settings.html",
        {
            "form": form,
            "letters_leave": letters_leave(),
            "has_calendar": choice.calendar_hash is not None,
            "link": link,
        },
        status=400 if form.errors else 200,
    )
    if link:
        forget_link(response, reverse("portal:notice-settings"))
    return response


@require_POST
def calendar_new(request: HttpRequest) -> HttpResponse:
    """Makes a new address of the calendar; it is shown once, on the page of the settings."""
    token = new_calendar(person_of(request))
    page = reverse("portal:notice-settings")
    response = redirect(f"{page}#calendar")
    link = request.build_absolute_uri(reverse("portal:calendar", args=[token]))
    remember_link(response, link, page)
    return response


@require_POST
def calendar_stop(request: HttpRequest) -> HttpResponse:
    """Lets the address of the calendar lead nowhere."""
    if stop_calendar(person_of(request)):
        messages.success(request, _("The address of the calendar leads nowhere any more."))
    return redirect("portal:notice-settings")


@require_safe
@never_cache
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of the person whose secret stands in the address, as a file in iCalendar format."""
    person = calendar_owner(token_hash(token))
    if person is None:
        raise Http404
    host = request.get_host()
    with translation.override(letter_language(person)):
        events = [
            DayEvent(
                uid=f"{one.uid}@{host}",
                day=one.due,
                title=one.title,
                about=f"{one.kind.label}\n{one.place}",
                address=request.build_absolute_uri(one.address),
            )
            for one in dates_of(person, timezone.localdate())
            if one.due is not None
        ]
        text = calendar(events, name=_("Dates in Glocal"), made=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="glocal.ics"'
    # The address is a secret: nothing may tell it on.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@csrf_exempt  # A mail program sends it, without a page before; the signed link is the permission.
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def letters_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once, then ends the letters of whoever got the link; opening it changes nothing.

    Programs that look through mail open every link.
    """
    person = person_to_stop(token)
    if person is None:
        raise Http404
    done = request.method == "POST"
    if done:
        stop_letters(person)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not request.user.is_authenticated:
        translation.activate(letter_language(person))
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
    return render(request, "notices/stop.html", {"done": done})
