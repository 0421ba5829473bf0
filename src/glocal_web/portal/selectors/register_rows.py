"""One policy or provision of a register, and who may do what with it."""

from __future__ import annotations

from glocal_web.portal.models import Policy, Provision, Territory
from glocal_web.portal.models.policy import PolicyStatusChoice
from glocal_web.portal.permissions import Deed, NotVisibleError, Visitor
from glocal_web.portal.register_permissions import RegisterAccess, access_to_register


def open_register(visitor: Visitor, slug: str) -> tuple[Territory, RegisterAccess]:
    """The territory that keeps a register, and what the visitor may do in it."""
    territory = Territory.objects.filter(slug=slug).first()
    if territory is None:
        raise NotVisibleError
    access = access_to_register(visitor, territory)
    access.require(Deed.READ)
    return territory, access


def open_policy(visitor: Visitor, key: int) -> tuple[Policy, RegisterAccess]:
    """A policy, and what the visitor may do in its register; drafts are not inherited."""
    policy = (
        Policy.objects.select_related("territory", "created_by", "changed_by")
        .filter(pk=key)
        .first()
    )
    if policy is None:
        raise NotVisibleError
    access = access_to_register(visitor, policy.territory)
    access.require(Deed.READ)
    if access.inherits and policy.status == PolicyStatusChoice.DRAFT:
        raise NotVisibleError
    return policy, access


def open_provision(visitor: Visitor, key: int) -> tuple[Provision, RegisterAccess]:
    """A provision with its policy, and what the visitor may do in its register."""
    provision = (
        Provision.objects.select_related(
            "policy", "policy__territory", "territory", "created_by", "changed_by"
        )
        .filter(pk=key)
        .first()
    )
    if provision is None:
        raise NotVisibleError
    access = access_to_register(visitor, provision.territory)
    access.require(Deed.READ)
    if access.inherits and provision.policy.status == PolicyStatusChoice.DRAFT:
        raise NotVisibleError
    return provision, access
