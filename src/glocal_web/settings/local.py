"""The site on one's own machine, as `./run` starts it: SQLite, no collected static files."""

import os

from glocal_web.settings import environment
from glocal_web.settings.base import *  # noqa: F403

DEBUG = environment.flag("GLOCAL_DEBUG")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.words("GLOCAL_HOSTS")]
INTERNAL_IPS = ["127.0.0.1"]
# On one's own machine there is nobody else to ask.
GLOCAL_OPEN_TERRITORIES = environment.flag("GLOCAL_OPEN_TERRITORIES", default=True)

# Served straight from the packages: nothing to collect before the first look.
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 600

if "GLOCAL_EMAIL_FILES" in os.environ:
    # Letters as files, so that a tour of the password reset needs no mail server.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = os.environ["GLOCAL_EMAIL_FILES"]
