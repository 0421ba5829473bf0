"""The site as a WSGI application, as granian serves it."""

import os

from django.core.wsgi import get_wsgi_application

from glocal_web.whole_requests import whole_requests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glocal_web.settings.local")
application = whole_requests(get_wsgi_application())
