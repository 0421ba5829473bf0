"""Addresses of what somebody should look at: list, letters, calendar."""

from django.urls import path

from glocal_web.portal.views import notices

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notices_read, name="notices-read"),
    path("notices/settings/", notices.notice_settings, name="notice-settings"),
    path("notices/calendar/new/", notices.calendar_new, name="calendar-new"),
    path("notices/calendar/stop/", notices.calendar_stop, name="calendar-stop"),
    path("notices/stop/<str:token>/", notices.letters_stop, name="letters-stop"),
    path("calendar/<str:token>.ics", notices.own_calendar, name="calendar"),
]
