"""Change the name that colleagues see, and the language that letters and pages come in."""

from django.db import transaction

from glocal_web.portal.models import Person
from glocal_web.portal.services.audit import record


@transaction.atomic
def change_own_name(person: Person, name: str, language: str) -> bool:
    """Whether anything changed. The log keeps earlier deeds under the earlier name."""
    kept = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if (kept.name, kept.language) == (name, language):
        return False
    kept.name, kept.language = name, language
    kept.save(update_fields=["name", "language"])
    record(kept, "person.changed", kept)
    return True
