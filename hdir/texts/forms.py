"""The form in which one record is translated into one language."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from hdir.changes.edits import Edit, edit_between
from hdir.changes.snapshot import snapshot
from hdir.history.differences import Piece, words_changed
from hdir.records.approvals import fingerprint
from hdir.records.languages import field_of
from hdir.records.models import Written
from hdir.records.plain_text import validate_text
from hdir.texts.models import ReplacedOriginal
from hdir.texts.states import State, Text, approve, texts, tidy
from hdir.texts.termbase import Term, hits
from hdir.texts.widgets import TextInput

_LONG = 120  # characters; a text with more gets several lines


@dataclass(frozen=True)
class Row:
    """One text beside its original, with what helps to translate it."""

    text: Text
    label: str
    field: BoundField
    seen: str
    approve: BoundField | None
    changes: list[Piece]
    terms: list[tuple[Term, str]]


class TranslationForm(forms.Form):
    """A field for each text of a record, and for each stale one a box that says it still holds.

    A text that is changed here is thereby approved: it was written beside the original as it is now.
    """

    def __init__(self, record: Written, language: str, data=None):
        super().__init__(data)
        self.record, self.language = record, language
        self.texts = [text for text in texts(record) if text.language == language]
        for text in self.texts:
            column = field_of(record, f"{text.field}_{language}")
            field = column.formfield(required=False)
            field.empty_value = None  # type: ignore[union-attr]
            rows = max(2, len(text.original) // _LONG + 2)
            if len(text.original) > _LONG or isinstance(field.widget, forms.Textarea):  # type: ignore[union-attr]
                field.widget = TextInput(attrs={"rows": rows})  # type: ignore[union-attr]
            field.widget.attrs["lang"] = language  # type: ignore[union-attr]
            field.initial = text.text  # type: ignore[union-attr]
            field.show_hidden_initial = True  # type: ignore[union-attr]
            field.validators.append(validate_text)  # type: ignore[union-attr]
            self.fields[text.field] = field  # type: ignore[assignment]
            self.fields[f"seen_{text.field}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=fingerprint(text.original)
            )
            if text.state == State.STALE:
                self.fields[f"approve_{text.field}"] = forms.BooleanField(
                    required=False, label=_("Still right: approve it as it stands")
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for text in self.texts:
            seen = cleaned.get(f"seen_{text.field}")
            changed = self._changed(text)
            touched = changed or cleaned.get(f"approve_{text.field}")
            if touched and seen and seen != fingerprint(text.original):
                self.add_error(
                    text.field,
                    _("The original has changed while you read it. Look at it again, then save."),
                )
            if changed and self._shown(text) != text.text:
                self.add_error(
                    text.field,
                    _("Somebody has changed this translation while you wrote. Look at it again, then save."),
                )
        return cleaned

    def _shown(self, text: Text) -> str:
        """The translation that the form showed."""
        shown = self.data.get(self.add_initial_prefix(text.field), text.text)
        return shown.replace("\r\n", "\n")

    def _changed(self, text: Text) -> bool:
        """Whether the translator wrote something else than the form showed. Who only looked at a text takes
        nobody's edit back."""
        written = self.cleaned_data.get(text.field) or ""
        return written not in {self._shown(text), text.text}

    def rows(self) -> list[Row]:
        """The form's rows, each with the original, what changed in it, and the terms that stand in it."""
        return [self._row(text) for text in self.texts]

    def _row(self, text: Text) -> Row:
        box = f"approve_{text.field}"
        return Row(
            text=text,
            label=str(field_of(self.record, text.field).verbose_name),
            field=self[text.field],
            seen=fingerprint(text.original),
            approve=self[box] if box in self.fields else None,
            changes=self._changes(text),
            terms=[(t, t.names[self.language]) for t in hits(text.original, self.record.origin)],
        )

    def _changes(self, text: Text) -> list[Piece]:
        mark = self.record.approved.get(self.language, {}).get(text.field)
        before = ReplacedOriginal.objects.filter(pk=mark).first() if text.state == State.STALE else None
        return words_changed(before.text, text.original) if before else []

    def edit(self) -> Edit | None:
        """What the translator did: what was changed, and the approval of that and of what was ticked."""
        before = snapshot(self.record)
        for text in self.texts:
            written = self.cleaned_data[text.field] or None
            changed = self._changed(text)
            if changed:
                setattr(self.record, f"{text.field}_{self.language}", written)
            if written and (changed or self.cleaned_data.get(f"approve_{text.field}")):
                approve(self.record, text.field, self.language)
        self.record.approved = tidy(self.record, self.record.approved)
        return edit_between(type(self.record), self.record.pk, before, snapshot(self.record))
