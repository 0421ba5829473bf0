"""Take everything that the site holds away in one file: for stewards, who prove who they are."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from glocal_web.portal.permissions import NotAllowedError
from glocal_web.portal.services.backup_download import backup_to_take_away, steward_of
from glocal_web.portal.services.backup_manifest import BackupError


@require_http_methods(["GET", "HEAD", "POST"])
def backup(request: HttpRequest) -> HttpResponseBase:
    """What a backup is, and the button that makes one."""
    steward = steward_of(request.user)
    if request.method == "POST":
        if not get_adapter(request).get_reauthentication_methods(steward):
            # The library would let pass whoever has neither a password nor a second factor.
            raise NotAllowedError
        return _taken(request)
    return render(request, "backup/backup.html", {"failed": False})


@reauthentication_required
def _taken(request: HttpRequest) -> HttpResponseBase:
    try:
        file = backup_to_take_away(request.user)
    except BackupError:
        return render(request, "backup/backup.html", {"failed": True}, status=507)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"glocal-{timezone.now():%Y-%m-%d-%H%M}.glocal",
        content_type="application/octet-stream",
        headers={"Cache-Control": "no-store"},
    )
