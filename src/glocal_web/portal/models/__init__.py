"""Rows. Every model is imported here, so that Django finds them and others need one address."""

from glocal_web.portal.models.action import Action, ActionStatus
from glocal_web.portal.models.assessment import (
    Assessment,
    AssessmentStatus,
    Assignment,
    Participant,
)
from glocal_web.portal.models.audit import AuditEvent
from glocal_web.portal.models.effects_check import EffectsCheck, EffectsCheckStatus
from glocal_web.portal.models.evidence import Evidence
from glocal_web.portal.models.finding import (
    CoherenceState,
    FindingEvent,
    FindingEventKind,
    FindingRecord,
    FindingVerdict,
    FindingWorkflow,
)
from glocal_web.portal.models.interaction import (
    InteractionRating,
    ItemKindChoice,
    Matrix,
    MatrixAsks,
    MatrixItem,
    MatrixLink,
    MatrixRater,
    MatrixState,
)
from glocal_web.portal.models.invitation import Invitation
from glocal_web.portal.models.matrix_use import MatrixUse
from glocal_web.portal.models.notice import Notice, NoticeChoice, NoticeKind, Rhythm
from glocal_web.portal.models.organisation import Organisation
from glocal_web.portal.models.paper import PaperEntry
from glocal_web.portal.models.person import Person
from glocal_web.portal.models.place import DataFile, Place, PlaceName
from glocal_web.portal.models.policy import Policy
from glocal_web.portal.models.provision import Provision
from glocal_web.portal.models.publication import Publication
from glocal_web.portal.models.register import Channel, CoordinationAgreement, RegisterBody
from glocal_web.portal.models.response import Response, ResponseStatus, ReviewNote
from glocal_web.portal.models.role import Role, RoleKind
from glocal_web.portal.models.territory import Territory

__all__ = [
    "Action",
    "ActionStatus",
    "Assessment",
    "AssessmentStatus",
    "Assignment",
    "AuditEvent",
    "Channel",
    "CoherenceState",
    "CoordinationAgreement",
    "DataFile",
    "EffectsCheck",
    "EffectsCheckStatus",
    "Evidence",
    "FindingEvent",
    "FindingEventKind",
    "FindingRecord",
    "FindingVerdict",
    "FindingWorkflow",
    "InteractionRating",
    "Invitation",
    "ItemKindChoice",
    "Matrix",
    "MatrixAsks",
    "MatrixItem",
    "MatrixLink",
    "MatrixRater",
    "MatrixState",
    "MatrixUse",
    "Notice",
    "NoticeChoice",
    "NoticeKind",
    "Organisation",
    "PaperEntry",
    "Participant",
    "Person",
    "Place",
    "PlaceName",
    "Policy",
    "Provision",
    "Publication",
    "RegisterBody",
    "Response",
    "ResponseStatus",
    "ReviewNote",
    "Rhythm",
    "Role",
    "RoleKind",
    "Territory",
]
