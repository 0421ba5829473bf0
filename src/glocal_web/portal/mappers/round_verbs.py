"""What was done with paper and with rounds, in words: the kind of deed, and the sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROUND_VERBS: dict[str, tuple[Promise, Promise]] = {
    "paper.entered": (
        _("Answers entered from paper"),
        _("Entered %(answers)s answers to %(part)s in %(subject)s from paper of %(on_paper)s."),
    ),
    "assessment.moved": (
        _("Assessment moved to a newer version"),
        _("Opened %(subject)s with %(framework)s and took over %(answers)s answers."),
    ),
}
