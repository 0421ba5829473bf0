"""Every address of the site."""

from django.urls import include, path

from glocal_web.portal.views import own_address, own_name, pages

urlpatterns = [
    path("", include("glocal_web.portal.urls")),
    # Before the library's own page of the same name.
    path("accounts/email/", own_address.change_address, name="account_email"),
    path("accounts/name/", own_name.own_name, name="account_name"),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.server_error
