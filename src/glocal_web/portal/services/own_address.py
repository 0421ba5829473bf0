"""Keep the address that somebody signs in with as the one that counts, until a new one does."""

from allauth.account.models import EmailAddress
from django.db import transaction

from glocal_web.portal.models import Person


@transaction.atomic
def keep_own_address(person: Person) -> None:
    """The person's address as confirmed and first among theirs.

    Accounts come by invitation or from the command line and not by the library's own form. It
    would take the address of such an account for a new one that nobody confirmed yet, and drop it
    with the account's address as soon as another is asked for: nobody could sign in again.
    """
    own, _created = EmailAddress.objects.get_or_create(user=person, email=person.email.lower())
    if not (own.verified and own.primary):
        EmailAddress.objects.filter(user=person, primary=True).update(primary=False)
        own.verified = own.primary = True
        own.save(update_fields=["verified", "primary"])
