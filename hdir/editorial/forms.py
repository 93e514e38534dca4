"""The form of a content record: what it checks, and what it fills in by itself."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from hdir.editorial.keys import new_key
from hdir.editorial.refusals import Refusal, told
from hdir.records.languages import translated_fields
from hdir.records.models import Written
from hdir.records.periods import first_day, last_day
from hdir.texts.edits import note_edit


class RecordForm(forms.ModelForm):
    """Gives a new record its key, and asks for the texts that must be there in its own language."""

    # Why the whole save was refused; set on a form that is shown again for it.
    refusals: ClassVar[Sequence[Refusal]] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._require_original_texts()

    def _require_original_texts(self) -> None:
        """A text that must be there is there in the original language, which isn't always bokmål."""
        if "origin" not in self.fields:
            return
        origin = self.data.get(self.add_prefix("origin")) or self["origin"].initial
        for text in translated_fields(self._meta.model):
            field = self.fields.get(f"{text}_{origin}")
            if field is not None and not self._meta.model._meta.get_field(text).blank:
                field.required = True
                field.error_messages["required"] = _(
                    "This is the original language of the record: the text must be written here."
                )

    def _get_validation_exclusions(self) -> set[str]:
        """Generated columns take part, so that a constraint on a period's bounds is checked here
        and answered at the form rather than by the database."""
        excluded = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {f.name for f in self._meta.model._meta.fields if f.generated}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and last_day(ends) < first_day(begins):
            self.add_error("valid_to", _("The period ends before it begins."))
        self._say_refusals()
        return cleaned

    def _say_refusals(self) -> None:
        own = [one for one in self.refusals if one.key == self.instance.pk and one.field in self.fields]
        for refusal in own:
            self.add_error(refusal.field, refusal.message)
        for words in told(refusal for refusal in self.refusals if refusal not in own):
            self.add_error(None, words)

    def save(self, commit: bool = True):
        adding = self.instance._state.adding
        if adding:
            self.instance.pk = new_key(self.instance)
        if adding or self.has_changed():
            self.instance.modified = timezone.now()
            if isinstance(self.instance, Written):
                note_edit(self.instance, {} if adding else self.initial)
        instance = super().save(commit=commit and not adding)
        if commit and adding:
            # Never an UPDATE of a row that somebody else made with the same key a moment ago.
            instance.save(force_insert=True)
            self.save_m2m()
        return instance
