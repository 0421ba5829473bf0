"""The form for signing in, in the words of this site."""

from typing import Any

from allauth.account.forms import LoginForm as LibraryLoginForm
from django.utils.translation import gettext_lazy as _


class LoginForm(LibraryLoginForm):
    """E-mail address and password; the labels say all, so the fields stay empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["remember"].label = _("Stay signed in on this device")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        # The way to a new password stands below the form, where it does not come between.
        self.fields["password"].help_text = ""
