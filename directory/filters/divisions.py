"""The filter by division, which every list of the organisation has."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.models import Unit, UnitKind
from hdir.lists.filters import RecordFilter

# Each division with itself and everything below it. UNION, so that even a cycle ends.
_BELOW = """
    WITH RECURSIVE below(top, key) AS (
        SELECT key, key FROM directory_unit WHERE kind = 'division'
        UNION
        SELECT below.top, child.key FROM directory_unit child JOIN below ON child.parent_id = below.key
    ) SELECT top, key FROM below
"""


class DivisionFilter(RecordFilter):
    """What belongs to a division or to anything below it; `field_name` leads to the unit."""

    closure = _BELOW

    def __init__(self, field_name: str, **kwargs: Any):
        kwargs.setdefault("label", _("Division"))
        divisions = Unit.objects.filter(kind=UnitKind.DIVISION)
        super().__init__(field_name, queryset=divisions, **kwargs)

    def narrow(self, records: QuerySet, value: Any, date: datetime.date | None) -> QuerySet:
        below = Unit.objects.descendants(value.pk, include_self=True).order_by()
        return records.filter(**{f"{self.field_name}__in": below.values("pk")})

    def note(self, date: datetime.date | None) -> str | Promise:
        return _("By the latest known chart, also when you ask for another date.") if date else ""
