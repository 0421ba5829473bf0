"""What every place of use shares; the other modules say only how they differ."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from glocal_web.settings import environment

PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.data_folder()
SECRET_KEY = environment.secret_key(DATA)
DEBUG = False

# ---------------------------------------------------------------- of this product
# Anyone may open an account: off, since people come by invitation.
GLOCAL_OPEN_SIGN_UP = environment.flag("GLOCAL_OPEN_SIGN_UP")
# Anyone with an account may create a territory: off, since coordinators and stewards do it.
GLOCAL_OPEN_TERRITORIES = environment.flag("GLOCAL_OPEN_TERRITORIES")
# The whole site holds the worked example and says so on every page.
GLOCAL_EXAMPLE_SITE = environment.flag("GLOCAL_EXAMPLE_SITE")
# The beginning of the site's addresses in letters that no visitor asks for.
GLOCAL_ADDRESS = os.environ.get("GLOCAL_ADDRESS", "").strip()
# A document older than so many months is called old; 0: none is.
GLOCAL_EVIDENCE_MONTHS = environment.number("GLOCAL_EVIDENCE_MONTHS", 24)
# Largest file of evidence, in bytes.
GLOCAL_UPLOAD_LIMIT = 10 * 1024 * 1024

# ---------------------------------------------------------------- parts
INSTALLED_APPS = [
    # First, so that its templates win over those of the libraries below.
    "glocal_web.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "glocal_web.portal.middleware.permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages go over slow lines.
    "glocal_web.portal.middleware.compressed_pages.CompressedPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "glocal_web.portal.middleware.person_language.PersonLanguageMiddleware",
    "glocal_web.portal.middleware.private_pages.PrivatePagesMiddleware",
    "glocal_web.portal.middleware.fresh_bell.FreshBellMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "glocal_web.portal.middleware.permission_errors.PermissionErrorsMiddleware",
    # Last: it replaces the answer of the sign-in page once somebody is locked out.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "glocal_web.urls"
WSGI_APPLICATION = "glocal_web.wsgi.application"
ASGI_APPLICATION = "glocal_web.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "glocal_web.portal.context_processors.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "glocal_web.portal.templatetags.components",
            ],
        },
    }
]
# Forms are drawn by our own templates (templates/django/forms).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---------------------------------------------------------------- data
DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = DATA / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# An upload beyond the limit, or a full disk, must not take the rest of the form with it.
FILE_UPLOAD_HANDLERS = [
    "glocal_web.portal.upload_limit.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "glocal_web.portal.upload_limit.CarefulTemporaryUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The answer table of a long framework sends several fields per indicator.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# ---------------------------------------------------------------- languages
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["glocal_web.formats"]
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("fr", _("French")), ("ar", _("Arabic"))]
# The language of the first page, whatever the browser asks for (`glocal demo --language ar`).
GLOCAL_LANGUAGE = environment.language(dict(LANGUAGES))
if GLOCAL_LANGUAGE:
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.middleware.locale.LocaleMiddleware"),
        "glocal_web.portal.middleware.first_language.FirstLanguageMiddleware",
    )
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "glocal_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
# Where a day begins, for whatever is due.
TIME_ZONE = environment.time_zone()

# ---------------------------------------------------------------- style sheets, scripts, pictures
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "glocal_web.portal.bundles.BundleFinder",
]
BUNDLES_FOLDER = DATA / "bundles"

# ---------------------------------------------------------------- people
AUTH_USER_MODEL = "portal.Person"
AUTHENTICATION_BACKENDS = [
    # First, so that a locked-out address never reaches the check of the password.
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "glocal_web.portal.sign_in.AccountAdapter"
ACCOUNT_FORMS = {"login": "glocal_web.portal.forms.sign_in.LoginForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
# One address a person; a new one counts once it is confirmed.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Glocal: "
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Wrong passwords are counted by axes alone; two counters would contradict each other on screen.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Glocal"

AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "glocal_web.portal.sign_in.attempted_address"
AXES_CLIENT_IP_CALLABLE = "glocal_web.portal.sign_in.visitor_address"
AXES_LOCKOUT_CALLABLE = "glocal_web.portal.views.pages.locked_out"
AXES_RESET_ON_SUCCESS = True
# Who signed in when is nobody's business once the sign-in succeeded.
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_VERBOSE = False

# ---------------------------------------------------------------- safety of the pages
CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # data: for the square code that an authenticator app scans.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "glocal_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "glocal_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "glocal_web.portal.views.pages.csrf_failure"

# ---------------------------------------------------------------- letters and logs
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("GLOCAL_EMAIL_FROM", "Glocal <glocal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Its warnings carry names and addresses of people; the table of attempts is enough.
        "axes": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "glocal_web": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
