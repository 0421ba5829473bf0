"""Addresses of the coherence check: its rules, findings, trials and overviews; see the views."""

from django.urls import path

from glocal_web.portal.views import (
    coherence_overviews,
    coherence_trials,
    finding_actions,
    findings,
    repair,
    rule_precision,
    rules,
)

urlpatterns = [
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:code>/", rules.rule, name="rule"),
    path("territories/<slug:slug>/coherence/", findings.findings, name="findings"),
    path("territories/<slug:slug>/coherence/check/", findings.check_now, name="coherence-check"),
    path(
        "territories/<slug:slug>/coherence/baseline/", findings.baseline, name="findings-baseline"
    ),
    path(
        "territories/<slug:slug>/coherence/findings.<slug:kind>",
        findings.findings_file,
        name="findings-file",
    ),
    path(
        "territories/<slug:slug>/coherence/take-out/",
        findings.findings_take_out,
        name="findings-take-out",
    ),
    path(
        "territories/<slug:slug>/coherence/rules/",
        rule_precision.precision,
        name="rule-precision",
    ),
    path(
        "territories/<slug:slug>/coherence/rules/<slug:code>/",
        rule_precision.switch,
        name="rule-switch",
    ),
    path(
        "territories/<slug:slug>/coherence/what-if/",
        coherence_trials.what_if,
        name="coherence-what-if",
    ),
    path(
        "territories/<slug:slug>/coherence/repair/",
        repair.repair,
        name="coherence-repair",
    ),
    path(
        "territories/<slug:slug>/coherence/map/",
        coherence_overviews.portfolio_map,
        name="coherence-map",
    ),
    path(
        "territories/<slug:slug>/coherence/sectors/",
        coherence_overviews.sectors,
        name="coherence-sectors",
    ),
    path(
        "territories/<slug:slug>/coherence/means/",
        coherence_overviews.means,
        name="coherence-means",
    ),
    path(
        "territories/<slug:slug>/coherence/services/",
        coherence_overviews.services,
        name="coherence-services",
    ),
    path("findings/<key:pk>/", findings.finding, name="finding"),
    path("findings/<key:pk>/decide/", findings.finding_decide, name="finding-decide"),
    path("findings/<key:pk>/verdict/", findings.finding_verdict, name="finding-verdict"),
    path("findings/<key:pk>/action/", finding_actions.finding_act, name="finding-action"),
]
