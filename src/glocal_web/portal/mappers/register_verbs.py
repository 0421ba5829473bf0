"""What was done to a register of policies, in words: the kind of deed, and the sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGISTER_VERBS: dict[str, tuple[Promise, Promise]] = {
    "policy.created": (_("Policy entered"), _("Entered the policy %(subject)s.")),
    "policy.changed": (_("Policy changed"), _("Changed the policy %(subject)s: %(fields)s.")),
    "policy.removed": (
        _("Policy removed"),
        _("Removed the policy %(subject)s; provisions taken away with it: %(provisions)s."),
    ),
    "provision.created": (
        _("Provision entered"),
        _("Entered the provision %(subject)s of %(policy)s."),
    ),
    "provision.changed": (
        _("Provision changed"),
        _("Changed the provision %(subject)s of %(policy)s."),
    ),
    "provision.ended": (
        _("Provision ended"),
        _("Ended the provision %(subject)s of %(policy)s on %(until)s."),
    ),
    "provision.succeeded": (
        _("Provision followed by another"),
        _("Ended the provision %(subject)s on %(until)s and began its successor %(successor)s."),
    ),
    "provision.removed": (
        _("Provision removed"),
        _("Removed the provision %(subject)s of %(policy)s."),
    ),
    "register.imported": (
        _("Register imported"),
        _("Imported into the register: new %(new)s, changed %(changed)s."),
    ),
    "register-body.created": (_("Body added"), _("Added the body %(subject)s.")),
    "register-body.changed": (_("Body changed"), _("Changed the body %(subject)s: %(fields)s.")),
    "register-body.removed": (_("Body removed"), _("Removed the body %(subject)s.")),
    "addition.created": (
        _("Addition to the taxonomy"),
        _("Added %(id)s to the taxonomy of %(subject)s."),
    ),
    "addition.changed": (
        _("Addition to the taxonomy changed"),
        _("Changed what %(subject)s added to the taxonomy: %(id)s."),
    ),
    "addition.removed": (
        _("Addition to the taxonomy removed"),
        _("Took %(id)s out of the additions of %(subject)s to the taxonomy."),
    ),
    "channel.created": (_("Channel added"), _("Added the channel %(subject)s.")),
    "channel.removed": (_("Channel removed"), _("Removed the channel %(subject)s.")),
    "channels.complete": (
        _("Channels said to be complete"),
        _("Said that all channels of %(subject)s are recorded."),
    ),
    "channels.not-complete": (
        _("Channels said not to be complete"),
        _("Said that not all channels of %(subject)s are recorded."),
    ),
    "coordination.created": (
        _("Agreement to coordinate added"),
        _("Added the agreement %(subject)s."),
    ),
    "coordination.removed": (
        _("Agreement to coordinate removed"),
        _("Removed the agreement %(subject)s."),
    ),
}
