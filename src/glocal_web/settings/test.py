"""The site under test: quick passwords, letters in memory, plain static files."""

import os
import tempfile

# Before the base settings make the data folder: tests never touch the folder of a real site.
os.environ["GLOCAL_DATA"] = tempfile.mkdtemp(prefix="glocal-test-")
os.environ["GLOCAL_SECRET_KEY"] = "of-no-value-" * 6

from glocal_web.settings import environment
from glocal_web.settings.base import *  # noqa: F403

# A database beside the named one, made for the tests and dropped after them. Without an address
# SQLite in memory: Django puts it there for tests by itself.
test_address = os.environ.get("GLOCAL_TEST_DATABASE_URL", "")
DATABASES = {
    "default": environment.named_database(test_address)
    if test_address
    else environment.database(environment.data_folder())
}

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
