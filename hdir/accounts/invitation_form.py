"""The form in which an administrator invites somebody."""

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _


class InvitationForm(forms.ModelForm):
    """Who it is, and what they will do. They choose the password themselves."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "groups"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("The link to choose a password goes there, where mail is set up.")


def explain_roles(field: forms.ModelMultipleChoiceField) -> None:
    """Boxes to tick, and what they mean."""
    field.label = _("Roles")
    field.widget = forms.CheckboxSelectMultiple()
    field.widget.choices = field.choices
    field.help_text = _(
        "editor prepares; publisher also approves and publishes; administrator has accounts and the status "
        "of the site, and writes nothing."
    )
