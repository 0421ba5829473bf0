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
    """What a backup is, and the button that makes one; both once the password was typed again.

    Asked for only with the button, the password would leave its own page standing beside the file.
    """
    steward = steward_of(request.user)
    if get_adapter(request).get_reauthentication_methods(steward):
        return _shown(request)
    if request.method == "POST":
        # The library would let pass whoever has neither a password nor a second factor.
        raise NotAllowedError
    return _page(request)


@reauthentication_required
def _shown(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return _page(request)
    try:
        file = backup_to_take_away(request.user)
    except BackupError:
        return _page(request, failed=True, status=507)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"glocal-{timezone.now():%Y-%m-%d-%H%M}.glocal",
        content_type="application/octet-stream",
        headers={"Cache-Control": "no-store"},
    )


def _page(request: HttpRequest, *, failed: bool = False, status: int = 200) -> HttpResponseBase:
    return render(request, "backup/backup.html", {"failed": failed}, status=status)
