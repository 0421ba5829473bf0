"""The site on a server, behind a proxy that speaks HTTPS."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from glocal_web.settings import environment
from glocal_web.settings.base import *  # noqa: F403
from glocal_web.settings.base import CONTENT_SECURITY_POLICY

ALLOWED_HOSTS = environment.words("GLOCAL_HOSTS")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Set GLOCAL_HOSTS to the names this site answers to, with commas between them, "
        "for example GLOCAL_HOSTS=glocal.example.org"
    )
CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ALLOWED_HOSTS]

SECURE_SSL_REDIRECT = True
# The health of the process is asked from inside, without HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("GLOCAL_HSTS_SUBDOMAINS")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True

# Behind one proxy the visitor's address is the last one that the proxy wrote down.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("GLOCAL_PROXIES", 1)

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

if "GLOCAL_EMAIL_HOST" in os.environ:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["GLOCAL_EMAIL_HOST"]
    EMAIL_PORT = environment.number("GLOCAL_EMAIL_PORT", 587, 1)
    EMAIL_HOST_USER = os.environ.get("GLOCAL_EMAIL_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("GLOCAL_EMAIL_PASSWORD", "")
    EMAIL_USE_TLS = EMAIL_PORT != 465
    EMAIL_USE_SSL = EMAIL_PORT == 465
    EMAIL_TIMEOUT = 20
