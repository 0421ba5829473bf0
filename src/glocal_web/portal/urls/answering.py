"""Addresses of answering, evidence, assigning and reviewing; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import (
    answer,
    answer_table,
    assessment,
    assignments,
    evidence,
    review,
)

urlpatterns = [
    path("assessments/<int:pk>/", assessment.assessment, name="assessment"),
    path("assessments/<int:pk>/submit/", assessment.submit, name="submit"),
    path("assessments/<int:pk>/reopen/", assessment.reopen, name="assessment-reopen"),
    path("assessments/<int:pk>/table/", answer_table.answer_table, name="answer-table"),
    path("assessments/<int:pk>/answer/<str:code>/", answer.answer, name="answer"),
    path(
        "assessments/<int:pk>/answer/<str:code>/evidence/",
        evidence.evidence_add,
        name="evidence-add",
    ),
    path(
        "assessments/<int:pk>/answer/<str:code>/evidence/<int:evidence>/remove/",
        evidence.evidence_remove,
        name="evidence-remove",
    ),
    path(
        "assessments/<int:pk>/answer/<str:code>/evidence/<int:evidence>/check/",
        evidence.evidence_check,
        name="evidence-check",
    ),
    path("evidence/<int:pk>/file/", evidence.evidence_file, name="evidence-file"),
    path("assessments/<int:pk>/people/", assignments.assignments, name="assignments"),
    path(
        "assessments/<int:pk>/people/<int:assignment>/remove/",
        assignments.assignment_remove,
        name="assignment-remove",
    ),
    path("assessments/<int:pk>/review/", review.review, name="review"),
    path("assessments/<int:pk>/review/<str:code>/", review.review_one, name="review-one"),
]
