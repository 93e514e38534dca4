"""The small forms on the page of a change set."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdir.changes.models import ChangeSet
from hdir.editorial.fields import AdminLines
from hdir.records.plain_text import validate_text


class PackageForm(forms.ModelForm):
    """What a package, or a draft, is called, and why."""

    class Meta:
        model = ChangeSet
        fields = ["title", "reason"]
        widgets = {"title": AdminTextInputWidget, "reason": AdminLines(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.validators.append(validate_text)


class WhyForm(forms.Form):
    """Why somebody saves what they save; the reason of the change set it becomes."""

    why = forms.CharField(
        label=_("Why? (optional)"),
        required=False,
        max_length=300,
        validators=[validate_text],
        widget=AdminTextInputWidget(),
        help_text=_("Readers of the history see it."),
    )


class WhenForm(forms.Form):
    """When it is to be published; now, if nothing is said."""

    publish_at = forms.DateTimeField(
        label=_("Publish at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        help_text=_("Norwegian time. Empty: now."),
    )

    def clean_publish_at(self):
        moment = self.cleaned_data["publish_at"]
        if moment is not None and moment <= timezone.now():
            raise forms.ValidationError(_("That time is past. Leave it empty to publish now."))
        return moment


class NewTimeForm(WhenForm):
    """Another time for what is approved already. To publish it now is a button of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["publish_at"].required = True
        self.fields["publish_at"].help_text = _("Norwegian time.")


class CommentForm(forms.Form):
    """What is to be done before it can be approved."""

    comment = forms.CharField(
        label=_("What is to be changed?"),
        validators=[validate_text],
        widget=AdminLines(attrs={"rows": 3}),
    )
