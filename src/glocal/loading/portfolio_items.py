"""Read one provision or one policy header that came from a form, with every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glocal.errors import Problem
from glocal.loading.known import Known
from glocal.loading.policy_checks import policy_faults
from glocal.loading.policy_slots import policy_of
from glocal.loading.provision_checks import provision_faults
from glocal.loading.provision_slots import provision_of
from glocal.loading.schema import shape_faults
from glocal.loading.written import Form
from glocal.model.policy import Policy
from glocal.model.provision import Provision


def read_provision(
    slots: Mapping[str, Any], policy: Policy, known: Known
) -> tuple[Provision | None, list[Problem]]:
    """The provision of ``slots`` in ``policy``, or ``None`` and what is wrong.

    The key of a problem is the path of the slot, as in ``effects.0.goal``. ``slots`` may be
    anything that JSON can hold.
    """
    form = Form(dict(slots))
    faults = shape_faults(form, "provision") or list(provision_faults(slots, known, policy))
    if faults:
        return None, [form.problem(*fault) for fault in faults]
    return provision_of(slots, policy.id), []


def read_policy(
    slots: Mapping[str, Any], known: Known, pack: str = ""
) -> tuple[Policy | None, list[Problem]]:
    """The policy header of ``slots``, or ``None`` and what is wrong."""
    header = {key: value for key, value in slots.items() if key != "provisions"}
    form = Form(header)
    faults = shape_faults(form, "policy") or list(policy_faults(header, known))
    if faults:
        return None, [form.problem(*fault) for fault in faults]
    return policy_of(header, pack), []
