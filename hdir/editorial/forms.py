"""The form of a content record: what it checks, and what it fills in by itself."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hdir.editorial.keys import new_key
from hdir.editorial.refusals import Refusal, told
from hdir.records.languages import current_language, translated_fields
from hdir.records.models import Language, Written
from hdir.records.periods import first_day, last_day
from hdir.texts.edits import note_edit

# What a new row is given by itself. A row where only these are filled in is an empty one.
_BY_ITSELF = {"position", "origin"}


def default_origin() -> str:
    """The language that somebody who adds a record writes first: theirs, if it is Norwegian."""
    return Language.NN if current_language() == Language.NN else Language.NB


def next_position(records: models.QuerySet) -> int:
    """The place after the last of some records."""
    return (records.aggregate(last=models.Max("position"))["last"] or 0) + 1


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

    @property
    def changed_data(self) -> list[str]:  # type: ignore[override]
        """The fields that somebody has written in."""
        changed = super().changed_data
        return [] if self.empty_permitted and set(changed) <= _BY_ITSELF else changed

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


class RecordFormSet(forms.models.BaseInlineFormSet):
    """Rows of a form. New ones come after those that are there."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if i >= self.initial_form_count():
            self._place(form, i - self.initial_form_count())
        return form

    @property
    def empty_form(self):
        """The row that the browser copies for each new one."""
        form = super().empty_form
        self._place(form, self.total_form_count() - self.initial_form_count())
        return form

    def _place(self, form: forms.ModelForm, further: int) -> None:
        if "position" in form.fields:
            form.initial.setdefault("position", self._last_position + 1 + further)

    @cached_property
    def _last_position(self) -> int:
        return max((row.position for row in self.get_queryset()), default=0)
