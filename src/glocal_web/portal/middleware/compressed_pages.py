"""Sends pages compressed over slow lines, and files as they are."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressedPagesMiddleware(GZipMiddleware):
    """Django's own, which pads pages against guessing secrets from their length.

    What comes from a file is left alone: documents and backups are compressed already, and only a
    length that is known lets a browser show how far it has come, and notice what was cut off.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The page compressed, a file as it is."""
        if response.streaming and response.has_header("Content-Length"):
            return response
        return super().process_response(request, response)
