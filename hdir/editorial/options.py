"""The admin classes that those of all content records are made from."""

from collections.abc import Sequence
from functools import reduce
from itertools import groupby
from operator import or_

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    ForeignKeyRawIdWidget,
    ManyToManyRawIdWidget,
    RelatedFieldWidgetWrapper,
)
from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from hdir.editorial.choices import record_choices
from hdir.editorial.fields import PartialDateInput, languages_field
from hdir.editorial.filters import MissingTextFilter, StaleTextFilter, UncitedFilter
from hdir.editorial.forms import RecordForm, RecordFormSet, default_origin, next_position
from hdir.editorial.publishing import PublishingAdmin
from hdir.editorial.source_rows import SourcesFormField, SourcesWidget
from hdir.editorial.texts import field_label
from hdir.records.languages import current_language
from hdir.records.models import Given, Language, Named, Record, Written
from hdir.records.periods import PartialDateField
from hdir.records.plain_text import validate_text
from hdir.records.registry import model_for_list
from hdir.records.sources import SourcesField, citation
from hdir.texts.widgets import TextInput

# Texts that run over several paragraphs, besides those in Markdown.
_LONG = {"text"}
_HOW_TO_WRITE = _(
    "An empty line begins a new paragraph, “- ” an entry of a list. **Two asterisks** make words bold, "
    "[words](/nb/units/hr) make a link."
)


class Lines(list):
    """The lines of a group of fields. Django asks whether a field with an error is in a group, to leave
    the group open, and overlooks those that share a line."""

    def __contains__(self, field: object) -> bool:
        return any(field in line if isinstance(line, tuple) else field == line for line in self)


class RecordFields(BaseModelAdmin):
    """How the fields of a record become those of a form, in an admin class or an inline."""

    form = RecordForm
    exclude = ("key",)
    formfield_overrides = {
        PartialDateField: {"widget": PartialDateInput},
        models.TextField: {"widget": TextInput},
    }
    blank_sources = 1

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        arrange = self._to_read if self._only_to_read(request, obj) else self._side_by_side
        return [(title, {**group, "fields": arrange(group["fields"])}) for title, group in fieldsets]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return [*readonly, "cited", "given"] if self._only_to_read(request, obj) else readonly

    def _only_to_read(self, request, obj) -> bool:
        return obj is not None and not self.has_change_permission(request, obj)

    def _to_read(self, fields) -> Lines:
        """The fields for somebody who may only look: lists in words, where Django would show JSON."""
        words = {"sources": "cited", "given_in": "given"}
        return Lines(
            tuple(words.get(f, f) for f in line) if isinstance(line, tuple) else words.get(line, line)
            for line in self._side_by_side(fields)
        )

    @admin.display(description=_("sources"), empty_value="–")
    def cited(self, record) -> str:
        """Where the record is known from, in one line."""
        return ", ".join(citation(source) for source in record.sources)

    @admin.display(description=_("name given in"), empty_value="–")
    def given(self, record) -> str:
        """The languages in which the documents give the name."""
        return ", ".join(str(Language(code).label) for code in record.given_in)

    def _side_by_side(self, fields) -> Lines:
        """The fields with each text's languages on one line; modeltranslation gives each its own."""
        lines = (tuple(group) for _name, group in groupby(fields, self._text_of))
        return Lines(line if len(line) > 1 else line[0] for line in lines)

    def _text_of(self, field) -> object:
        """The text that a field is one language of; the field itself for all others."""
        if not isinstance(field, str):
            return field
        known = {f.name: f for f in self.model._meta.fields}
        original = getattr(known.get(field), "translated_field", None)
        return original.name if original else field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, SourcesField):
            documents = self._offered(model_for_list("documents"), request) or []
            return SourcesFormField(
                label=db_field.verbose_name,
                initial=list,
                required=False,
                widget=SourcesWidget(documents, self.blank_sources),
            )
        if db_field.name == "origin":
            kwargs["initial"] = default_origin()
        if db_field.name == "given_in" and issubclass(db_field.model, Given):
            return languages_field(Language.choices, help_text=db_field.help_text)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(db_field, models.CharField | models.TextField):
            field.validators.append(validate_text)
            if hasattr(db_field, "translated_field"):
                self._in_one_language(field, db_field)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def _in_one_language(self, field, db_field) -> None:
        """Says which language the field is for. Which one is required depends on the record's origin,
        so that no field is by itself (RecordForm)."""
        original = db_field.translated_field
        field.label = field_label(db_field)
        field.required = False
        # What a missing text is kept as: the same as where a fixture leaves it out.
        field.empty_value = db_field.get_default()
        field.widget.attrs["lang"] = db_field.language
        is_running = issubclass(db_field.model, Written) and original.name in db_field.model.running_texts
        if is_running:
            field.widget.attrs["data-markdown"] = "yes"
            field.help_text = _HOW_TO_WRITE
        if is_running or original.name in _LONG:
            field.widget.attrs["rows"] = "10"
        if db_field.language != Language.values[0]:
            field.help_text = ""  # said once, under the first of the three

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        offered = self._offered(db_field.related_model, request, self.choices_within(db_field))
        if offered is None:
            kwargs["widget"] = ForeignKeyRawIdWidget(db_field.remote_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and offered is not None:
            field.choices = [("", field.empty_label), *offered] if field.empty_label else offered
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        offered = self._offered(db_field.related_model, request, self.choices_within(db_field))
        kwargs["widget"] = (
            ManyToManyRawIdWidget(db_field.remote_field, self.admin_site)
            if offered is None
            else CheckboxSelectMultiple
        )
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and offered is not None:
            field.choices = offered
        return field

    def _offered(self, model, request, within: Q | None = None):
        return record_choices(request, self.admin_site.get_model_admin(model), within)

    def choices_within(self, db_field) -> Q | None:
        """What the records that a field offers are narrowed to; None for all."""
        return None


class RecordInline(RecordFields, admin.StackedInline):  # type: ignore[misc]
    """Records that belong to the one on the page. Stacked: tabular inlines aren't accessible."""

    formset = RecordFormSet
    extra = 1
    classes: Sequence[str] = ("collapse",)
    show_change_link = True
    view_on_site = False
    # What the name of a row is made of besides its own fields.
    named_after: Sequence[str] = ("unit",)
    # The record on whose page the inline stands; Django makes a new inline object for each request.
    belongs_to: Record | None = None

    def get_queryset(self, request):
        # Each row is headed by what the record is called, and that names its unit.
        return super().get_queryset(request).select_related(*self.named_after)

    def get_formset(self, request, obj=None, **kwargs):
        self.belongs_to = obj
        return super().get_formset(request, obj, **kwargs)


class TranslatedRecordInline(RecordInline, TranslationStackedInline):  # type: ignore[misc]
    """The same for records with translated texts."""


class RecordAdmin(RecordFields, PublishingAdmin):
    """The admin of a kind of record. What a page saves becomes a change set (publishing.py)."""

    blank_sources = 2
    list_per_page = 50
    # What the records have in common that a position puts in order, such as the unit of passages.
    beside: Sequence[str] = ("unit",)
    show_full_result_count = False
    actions_on_bottom = True

    # --- How its records are offered where others point to them ---------------------------------

    def choice_queryset(self) -> models.QuerySet:
        """The records that a select offers, in its order, with what their labels need."""
        records = self.model._default_manager.all()
        if issubclass(self.model, Named):
            return records.order_by(f"sort_{current_language()}", "pk")
        return records

    def choice_label(self, record) -> str:
        """What a select calls the record."""
        return str(record)

    def choice_group(self, record) -> str:
        """The heading under which a select has the record; "" for none."""
        return ""

    # --- Pages ----------------------------------------------------------------------------------

    def get_view_on_site_url(self, obj=None) -> str | None:
        """The public page, in the editor's language; without Django's detour, for one query less."""
        return obj.get_absolute_url() if obj and hasattr(obj, "get_absolute_url") else None

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        return [*fieldsets, (None, {"fields": [("key", "modified")]})]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return readonly if obj is None else [*readonly, "key", "modified"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusals = getattr(request, "refusals", ())
        return type(form.__name__, (form,), {"refusals": refusals}) if refusals else form

    def get_search_results(self, request, queryset, search_term):
        """Records that have every word. Each is looked for as written, in small, in capital and with a
        capital first letter, since SQLite knows case for a–z only."""
        fields = self.get_search_fields(request)
        for word in search_term.split():
            spellings = {word, word.lower(), word.upper(), word.capitalize()}
            queryset = queryset.filter(
                reduce(or_, (Q(**{f"{f}__icontains": s}) for f in fields for s in spellings))
            )
        return queryset, False

    def get_changeform_initial_data(self, request):
        """What the address gives, and the place after the last of those beside it."""
        given = super().get_changeform_initial_data(request)
        beside = {name: given[name] for name in self.beside if given.get(name)}
        if not beside:
            return given
        return {"position": next_position(self.model._default_manager.filter(**beside)), **given}

    # --- Saving -----------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        obj.save(force_insert=not change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not form.instance.sources and self.model.list_name != "documents":
            messages.warning(
                request, _("Readers can’t check this yet: it has no source. Add the document and the line.")
            )


class TranslatedRecordAdmin(RecordAdmin, TranslationAdmin):
    """The same for records with translated texts: the languages stand side by side."""

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), MissingTextFilter, StaleTextFilter, UncitedFilter]
