"""Filters of the organisation's lists."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.models import Unit, UnitKind


class DivisionFilter(admin.SimpleListFilter):
    """Records of a division or agency and of all that is below it.

    A list whose records reach their unit in another way than `unit` says how in `unit_path`.
    """

    title = _("division or agency")
    parameter_name = "division"

    def lookups(self, request, model_admin):
        organisations = [UnitKind.MINISTRY, UnitKind.DIRECTORATE]
        divisions = Unit.objects.filter(parent__kind__in=organisations)
        return [(u.pk, str(u)) for u in divisions.exclude(kind__in=organisations).in_order()]

    def __init__(self, request, params, model, model_admin):
        self.unit_path = getattr(model_admin, "unit_path", "unit")
        super().__init__(request, params, model, model_admin)

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        below = Unit.objects.descendants(self.value(), include_self=True)
        return queryset.filter(**{f"{self.unit_path}__in": below.values("pk")})
