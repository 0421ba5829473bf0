"""The words for how near two indicators of different frameworks are."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal.model.crosswalk import Relation

RELATIONS: Mapping[Relation, Promise] = {
    Relation.SAME: _("asks the same"),
    Relation.NARROWER: _("asks part of it"),
    Relation.BROADER: _("asks more than it"),
    Relation.RELATED: _("asks something near it"),
}
