"""The forms for organisations, roles and invitations."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal_web.portal.forms.one_line import one_line
from glocal_web.portal.models import Organisation, Person, RoleKind, Territory
from glocal_web.portal.models.choices import GroupChoice

ROLE_MEANINGS: dict[str, Promise] = {
    RoleKind.COORDINATOR: _(
        "Runs the work: changes the territory, invites people, assigns, reviews and publishes; "
        "also answers for their organisation."
    ),
    RoleKind.CONTRIBUTOR: _("Answers for their organisation, adds evidence and plans actions."),
    RoleKind.REVIEWER: _("Reads all answers, checks evidence, agrees answers or sends them back."),
    RoleKind.READER: _("Reads everything, changes nothing."),
}


def trimmed(value: str) -> str:
    """A name without doubled or foreign blanks."""
    return " ".join(value.split())


class OrganisationForm(forms.Form):
    """Name and stakeholder group of an organisation."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=160,
        validators=[one_line],
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "organization"}),
    )
    group = forms.ChoiceField(
        label=_("Stakeholder group"),
        choices=[("", _("Choose")), *GroupChoice.choices],
        help_text=_(
            "Answers are compared by group. The group belongs to the organisation: it says nothing "
            "about the people who work or volunteer in it."
        ),
    )

    def clean_name(self) -> str:
        return trimmed(self.cleaned_data["name"])


class _RoleFields(forms.Form):
    """The kind of a role, and whether it reads the territories below."""

    kind = forms.ChoiceField(label=_("Role"), choices=RoleKind.choices, widget=forms.RadioSelect)
    includes_below = forms.BooleanField(
        label=_("May also read the territories below this one"),
        required=False,
        help_text=_("For coordinators, reviewers and readers. They read there, they never write."),
    )

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if territory.level == "local":
            del self.fields["includes_below"]

    def kind_choices(self) -> Iterator[tuple[Any, Promise]]:
        """Each role's radio button with what it means."""
        for choice in self["kind"].subwidgets:
            yield choice, ROLE_MEANINGS[str(choice.data["value"])]

    def reads_below(self) -> bool:
        """Whether the role should read the territories below. Only after ``is_valid``."""
        return bool(self.cleaned_data.get("includes_below"))


class RoleForm(_RoleFields):
    """Another kind for a role that somebody has."""


class _ForOrganisation(_RoleFields):
    organisation = forms.ModelChoiceField(
        label=_("On behalf of"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, territory=territory, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = territory.organisations.all()


class NewRoleForm(_ForOrganisation):
    """A role for one more organisation, for somebody of the territory."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(), empty_label=_("Choose")
    )
    field_order = ("person", "organisation", "kind", "includes_below")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = people


class InviteForm(_ForOrganisation):
    """Whom to invite, for which organisation and in which role."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The invitation works only for an account with this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "organisation", "kind", "includes_below")


class NewAccountForm(forms.Form):
    """Name and password of somebody who takes up an invitation and has no account yet."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Shown to the people you work with."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        help_text=_("At least 10 characters. A sentence is easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_name(self) -> str:
        return trimmed(self.cleaned_data["name"])

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Person(email=self.email, name=self.data.get("name", "")))
        return password

    def clean_password_again(self) -> str:
        again: str = self.cleaned_data["password_again"]
        first = self.cleaned_data.get("password")
        if first is not None and again != first:
            raise forms.ValidationError(_("The two passwords are not the same."))
        return again
