"""Filters that every list of content records may have."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hdir.editorial.texts import lacks
from hdir.records.models import Language
from hdir.texts.board import waiting
from hdir.texts.states import State


class MissingTextFilter(admin.SimpleListFilter):
    """Records whose text is missing in a language although another language has it."""

    title = _("missing text")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return Language.choices

    def queryset(self, request, queryset):
        language = self.value()
        if language is None or language not in Language.values:
            return queryset
        return queryset.filter(lacks(queryset.model, language))


class StaleTextFilter(admin.SimpleListFilter):
    """Records with a translation whose original has changed since it was approved."""

    title = _("stale translation")
    parameter_name = "stale"

    def lookups(self, request, model_admin):
        return Language.choices

    def queryset(self, request, queryset):
        language = self.value()
        if language is None or language not in Language.values:
            return queryset
        found = waiting(language, (State.STALE,), queryset.model)
        return queryset.filter(pk__in=[one.record.pk for one in found])


class UncitedFilter(admin.SimpleListFilter):
    """Records that don't say where they are known from."""

    title = _("source")
    parameter_name = "uncited"

    def lookups(self, request, model_admin):
        return [("1", _("without a source"))]

    def queryset(self, request, queryset):
        return queryset.filter(sources=[]) if self.value() == "1" else queryset
