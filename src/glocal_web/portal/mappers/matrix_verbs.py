"""What was done to a matrix of interactions, in words: the kind of deed, and the sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MATRIX_VERBS: dict[str, tuple[Promise, Promise]] = {
    "matrix.created": (_("Matrix made"), _("Made the matrix of interactions %(subject)s.")),
    "matrix.changed": (
        _("Matrix changed"),
        _("Changed the matrix of interactions %(subject)s: %(fields)s."),
    ),
    "matrix.opened": (_("Matrix opened"), _("Opened the matrix %(subject)s for answers.")),
    "matrix.closed": (_("Matrix closed"), _("Closed the matrix %(subject)s.")),
    "matrix.redrafted": (
        _("Matrix prepared again"),
        _("Took the matrix %(subject)s back to change its items."),
    ),
    "matrix.removed": (
        _("Matrix removed"),
        _("Removed the matrix %(subject)s with all its answers."),
    ),
    "matrix.link-made": (
        _("Link to a matrix made"),
        _("Made a link to the matrix %(subject)s for the group %(group)s."),
    ),
    "matrix.link-revoked": (
        _("Link to a matrix revoked"),
        _("Revoked a link to the matrix %(subject)s for the group %(group)s."),
    ),
    "matrix.used": (
        _("Matrix used in the check"),
        _("Agreed to use %(pairs)s pairs of the matrix %(subject)s in the check of coherence."),
    ),
    "matrix.not-used": (
        _("Matrix used no more"),
        _("Took back the use of the matrix %(subject)s in the check of coherence."),
    ),
    "matrix.made-up-for": (
        _("Harm in a matrix made up for"),
        _(
            "Said for %(pairs)s pairs of the matrix %(subject)s that something in place makes up "
            "for the harm."
        ),
    ),
    "matrix.imported": (
        _("Answers imported"),
        _("Imported answers into the matrix %(subject)s: new %(new)s, changed %(changed)s."),
    ),
}

MATRIX_FIELDS: dict[str, Promise] = {
    "title": _("name"),
    "purpose": _("what it is for"),
    "asks": _("which pairs are asked"),
    "items": _("items"),
}
