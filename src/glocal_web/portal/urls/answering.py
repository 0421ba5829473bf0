"""Addresses of answering, evidence, assigning and reviewing; see the views of the same name."""

from django.urls import path

from glocal_web.portal.views import (
    answer,
    answer_table,
    assessment,
    assignments,
    evidence,
    proposals,
    questionnaire_files,
    review,
)

urlpatterns = [
    path("assessments/<key:pk>/", assessment.assessment, name="assessment"),
    path("assessments/<key:pk>/quick-start/", assessment.quick_start, name="quick-start"),
    path("assessments/<key:pk>/submit/", assessment.submit, name="submit"),
    path("assessments/<key:pk>/reopen/", assessment.reopen, name="assessment-reopen"),
    path("assessments/<key:pk>/proposals/", proposals.proposals, name="proposals"),
    path(
        "assessments/<key:pk>/spreadsheet/",
        questionnaire_files.questionnaire_import,
        name="questionnaire-import",
    ),
    path(
        "assessments/<key:pk>/questionnaire.<str:kind>",
        questionnaire_files.questionnaire_data,
        name="questionnaire-data",
    ),
    path("assessments/<key:pk>/table/", answer_table.answer_table, name="answer-table"),
    path("assessments/<key:pk>/answer/<str:code>/", answer.answer, name="answer"),
    path(
        "assessments/<key:pk>/answer/<str:code>/evidence/",
        evidence.evidence_add,
        name="evidence-add",
    ),
    path(
        "assessments/<key:pk>/answer/<str:code>/evidence/<key:evidence>/remove/",
        evidence.evidence_remove,
        name="evidence-remove",
    ),
    path(
        "assessments/<key:pk>/answer/<str:code>/evidence/<key:evidence>/check/",
        evidence.evidence_check,
        name="evidence-check",
    ),
    path("evidence/<key:pk>/file/", evidence.evidence_file, name="evidence-file"),
    path("assessments/<key:pk>/people/", assignments.assignments, name="assignments"),
    path(
        "assessments/<key:pk>/people/<key:assignment>/remove/",
        assignments.assignment_remove,
        name="assignment-remove",
    ),
    path("assessments/<key:pk>/review/", review.review, name="review"),
    path("assessments/<key:pk>/review/<str:code>/", review.review_one, name="review-one"),
]
