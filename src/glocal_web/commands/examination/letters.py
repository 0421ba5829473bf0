"""Whether letters leave the site: the mail server answers, and one is sent on demand."""

from collections.abc import Iterator
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection, send_mail
from django.core.validators import validate_email

from glocal.cli.condition import Condition, fault, good, remark

PART = "Letters"
MEND = "See GLOCAL_EMAIL_HOST, GLOCAL_EMAIL_PORT, GLOCAL_EMAIL_USER and GLOCAL_EMAIL_PASSWORD."
SUBJECT = "Glocal: a letter to try the mail server"
TEXT = "This letter was asked for by `glocal doctor`. Letters of your site arrive.\n"


def conditions(receiver: str | None) -> Iterator[Condition]:
    """The mail server and the sender; with ``receiver`` a letter is sent there."""
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield from _server()
    else:
        yield remark(
            PART,
            "They go to the log or to a folder and reach nobody; invitations can be passed on as "
            "links.",
            "With the settings for production: set GLOCAL_EMAIL_HOST.",
        )
    if receiver:
        yield _sent(receiver)


def _server() -> Iterator[Condition]:
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            pass
    except OSError as error:  # what smtplib raises is one as well
        yield fault(PART, f"The mail server {server} does not let us in: {error}.", MEND)
        return
    yield good(PART, f"The mail server {server} answers.")
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if sender.endswith("@localhost"):
        yield fault(PART, f"They come from {sender}: others refuse them.", "Set GLOCAL_EMAIL_FROM.")


def _sent(receiver: str) -> Condition:
    try:
        validate_email(receiver)
        send_mail(SUBJECT, TEXT, settings.DEFAULT_FROM_EMAIL, [receiver])
    except ValidationError:
        return fault("Test letter", f"{receiver!r} is no e-mail address.", "Type it again.")
    except OSError as error:
        return fault("Test letter", f"It could not be sent: {error}.", MEND)
    return good("Test letter", f"Sent to {receiver}; see whether it has arrived.")
