"""Addresses of territories, their people, invitations and log; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import (
    assessment_new,
    audit,
    belonging,
    invitations,
    people,
    places,
    territories,
)

urlpatterns = [
    path("places/", places.place_search, name="place-search"),
    path("territories/", territories.territories, name="territories"),
    path("territories/new/", territories.territory_new, name="territory-new"),
    path("territories/<slug:slug>/", territories.territory, name="territory"),
    path("territories/<slug:slug>/edit/", territories.territory_edit, name="territory-edit"),
    path("territories/<slug:slug>/belonging/", belonging.belonging, name="belonging"),
    path("territories/<slug:slug>/people/", people.people, name="people"),
    path(
        "territories/<slug:slug>/people/organisations/new/",
        people.organisation_new,
        name="organisation-new",
    ),
    path(
        "territories/<slug:slug>/people/organisations/<key:pk>/",
        people.organisation_edit,
        name="organisation-edit",
    ),
    path("territories/<slug:slug>/people/roles/new/", people.role_new, name="role-new"),
    path("territories/<slug:slug>/people/roles/<key:pk>/", people.role_edit, name="role-edit"),
    path(
        "territories/<slug:slug>/people/roles/<key:pk>/remove/",
        people.role_remove,
        name="role-remove",
    ),
    path("territories/<slug:slug>/people/invite/", invitations.invite, name="invite"),
    path(
        "territories/<slug:slug>/people/invitations/<key:pk>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("territories/<slug:slug>/log/", audit.audit, name="audit"),
    path("territories/<slug:slug>/log.csv", audit.audit_data, name="audit-data"),
    path(
        "territories/<slug:slug>/assessments/new/",
        assessment_new.assessment_new,
        name="assessment-new",
    ),
]
