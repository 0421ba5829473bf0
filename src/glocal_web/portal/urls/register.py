"""Addresses of the register of policies; see the views of the same names."""

from django.urls import path

from glocal_web.portal.views import (
    policies,
    provisions,
    register_bodies,
    register_files,
    registers,
    taxonomy_additions,
)

urlpatterns = [
    path("territories/<slug:slug>/register/", registers.register, name="register"),
    path(
        "territories/<slug:slug>/register/find/<slug:field>/",
        registers.find,
        name="register-find",
    ),
    path(
        "territories/<slug:slug>/register.<slug:kind>",
        register_files.register_data,
        name="register-data",
    ),
    path(
        "territories/<slug:slug>/register/import/",
        register_files.register_import,
        name="register-import",
    ),
    path("territories/<slug:slug>/register/new/", policies.policy_new, name="policy-new"),
    path(
        "territories/<slug:slug>/register/bodies/",
        register_bodies.bodies,
        name="register-bodies",
    ),
    path(
        "territories/<slug:slug>/register/bodies/<key:pk>/",
        register_bodies.body_edit,
        name="register-body-edit",
    ),
    path(
        "territories/<slug:slug>/register/bodies/<key:pk>/remove/",
        register_bodies.body_remove,
        name="register-body-remove",
    ),
    path(
        "territories/<slug:slug>/register/channels/<key:pk>/remove/",
        register_bodies.channel_remove,
        name="channel-remove",
    ),
    path(
        "territories/<slug:slug>/register/agreements/<key:pk>/remove/",
        register_bodies.agreement_remove,
        name="agreement-remove",
    ),
    path(
        "territories/<slug:slug>/register/additions/",
        taxonomy_additions.additions,
        name="additions",
    ),
    path(
        "territories/<slug:slug>/register/additions/new/",
        taxonomy_additions.addition_new,
        name="addition-new",
    ),
    path(
        "territories/<slug:slug>/register/additions/<slug:key>/edit/",
        taxonomy_additions.addition_edit,
        name="addition-edit",
    ),
    path(
        "territories/<slug:slug>/register/additions/<slug:key>/remove/",
        taxonomy_additions.addition_remove,
        name="addition-remove",
    ),
    path("policies/<key:pk>/", policies.policy, name="policy"),
    path("policies/<key:pk>/edit/", policies.policy_edit, name="policy-edit"),
    path("policies/<key:pk>/remove/", policies.policy_remove, name="policy-remove"),
    path("policies/<key:pk>/provisions/new/", provisions.provision_new, name="provision-new"),
    path("provisions/<key:pk>/", provisions.provision, name="provision"),
    path("provisions/<key:pk>/edit/", provisions.provision_edit, name="provision-edit"),
    path("provisions/<key:pk>/end/", provisions.provision_end, name="provision-end"),
    path("provisions/<key:pk>/remove/", provisions.provision_remove, name="provision-remove"),
]
