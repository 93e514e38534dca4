"""The reader's form, and the editor's form that makes a draft of a report."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdir.changes.edits import Edit, edit_between
from hdir.changes.snapshot import FieldSpec, field_specs, snapshot
from hdir.corrections.models import Report
from hdir.editorial.choices import LIMIT
from hdir.editorial.fields import Lines, PartialDateInput
from hdir.history.wording import column_label
from hdir.records.models import Record, Written
from hdir.records.periods import PartialDateField
from hdir.records.plain_text import validate_text
from hdir.records.registry import model_for_list
from hdir.records.sources import LINE_PATTERN
from hdir.texts.edits import note_edit


class ReportForm(forms.ModelForm):
    """What a reader is asked: only what is wrong is needed."""

    # Nobody sees it; programs that fill in everything give themselves away.
    website = forms.CharField(required=False, label=_("Leave this field empty"))

    class Meta:
        model = Report
        fields = ["wrong", "right", "source", "email"]
        labels = {
            "wrong": _("What is wrong?"),
            "right": _("What should it say?"),
            "source": _("Where is that known from?"),
            "email": _("Your e-mail address, if you want an answer"),
        }
        help_texts = {
            "source": _("Such as the address of a page, or the name of a document."),
            "email": _("It is used for the answer only, and deleted with the report."),
        }
        widgets = {
            "wrong": Lines(attrs={"rows": 4}),
            "right": Lines(attrs={"rows": 3}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("wrong", "right", "source"):
            self.fields[name].validators.append(validate_text)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that a reader sees."""
        return [self[name] for name in self.Meta.fields]

    @property
    def is_from_a_program(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))


class AcceptForm(forms.Form):
    """The record's texts, dates and choices as they are; what an editor changes in them becomes a draft that
    cites where the correction is known from."""

    document = forms.ChoiceField(label=_("Document"), required=False)
    line = forms.RegexField(
        LINE_PATTERN,
        label=_("Line"),
        required=False,
        error_messages={"invalid": _("write the line as 27 or 27-29.")},
    )

    def __init__(self, record: Record, data=None):
        super().__init__(data)
        self.record = record
        documents = model_for_list("documents")
        choices = [(d.pk, str(d)) for d in documents._base_manager.order_by("pk")] if documents else []
        self.fields["document"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
        self.specs: list[FieldSpec] = []
        for spec in field_specs(type(record)):
            form_field = self._field_for(spec)
            if form_field is None:
                continue
            form_field.label = column_label(type(record), spec.name)
            form_field.initial = self._value(spec)
            self.fields[f"field_{spec.name}"] = form_field
            self.specs.append(spec)

    def _value(self, spec: FieldSpec) -> str:
        return getattr(self.record, spec.attribute) or ""

    def _field_for(self, spec: FieldSpec) -> forms.Field | None:
        column = spec.field
        if isinstance(column, models.ForeignKey):
            return self._relation_field(column)
        # In which language a record was written first is no matter of right and wrong.
        if not isinstance(column, models.CharField | models.TextField) or spec.name == "origin":
            return None
        field = column.formfield(required=bool(column.choices) and not column.blank)
        if field is not None and not column.choices:
            self._prepare_text(field, column, len(self._value(spec)))
        return field

    def _prepare_text(self, field: forms.Field, column: models.Field, length: int) -> None:
        field.validators.append(validate_text)
        if isinstance(column, PartialDateField):
            field.widget = PartialDateInput()
        elif length > 80:  # noqa: PLR2004 - longer than a line of the form
            field.widget = Lines(attrs={"rows": min(12, length // 80 + 2)})
        if hasattr(column, "translated_field"):
            field.widget.attrs["lang"] = getattr(column, "language", "")

    def _relation_field(self, column: models.ForeignKey) -> forms.Field | None:
        """Who or what the record is about, such as a membership's person; what it is a part of stays."""
        target = column.related_model
        if column.remote_field.on_delete is models.CASCADE or target is type(self.record):
            return None
        records = target._default_manager.select_related()
        if records.count() > LIMIT:
            return None
        field = forms.ModelChoiceField(records, required=not column.blank)
        # Read now, while the content is as the open package has it.
        field.choices = list(field.choices)  # type: ignore[arg-type]
        return field

    @property
    def texts(self) -> list[forms.BoundField]:
        """The record's own fields."""
        return [self[f"field_{spec.name}"] for spec in self.specs]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("line") and not cleaned.get("document"):
            self.add_error("document", _("Which document is the line in?"))
        return cleaned

    def _written(self, spec: FieldSpec) -> str:
        written = self.cleaned_data[f"field_{spec.name}"]
        return written.pk if isinstance(written, Record) else written or ""

    def edit(self) -> Edit | None:
        """What the editor changed; None if nothing was."""
        record = self.record
        before = snapshot(record)
        old = {spec.name: getattr(record, spec.attribute) for spec in self.specs}
        changed = {spec: text for spec in self.specs if (text := self._written(spec)) != self._value(spec)}
        if not changed:
            return None
        for spec, text in changed.items():
            setattr(record, spec.attribute, text or spec.field.get_default())
        if document := self.cleaned_data.get("document"):
            cited = {"document": document}
            if line := self.cleaned_data.get("line"):
                cited["line"] = line
            if cited not in record.sources:
                record.sources = [*record.sources, cited]
        if isinstance(record, Written):
            note_edit(record, old)
        return edit_between(type(record), record.pk, before, snapshot(record))


class DeclineForm(forms.Form):
    """Why a report leads to nothing."""

    note = forms.CharField(label=_("Note"), required=False, widget=Lines(attrs={"rows": 2}))
