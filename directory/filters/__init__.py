"""The filters of the organisation's lists, for pages and for data. One subject per module.

`UnitFilter(request.GET, Unit.objects.at(date), date).qs` is what matches; unknown values are errors of its
form (`is_valid()`, `wrong`).
"""

from directory.filters.facts import EventFilter, StatementFilter
from directory.filters.posts import LeaderFilter
from directory.filters.subjects import (
    LawFilter,
    LawRoleFilter,
    PartnerFilter,
    PartyFilter,
    RelationFilter,
    ResponsibilityFilter,
    TargetGroupFilter,
    TopicFilter,
)
from directory.filters.tasks import PassageFilter, TaskFilter
from directory.filters.units import UnitFilter

__all__ = [
    "EventFilter",
    "LawFilter",
    "LawRoleFilter",
    "LeaderFilter",
    "PartnerFilter",
    "PartyFilter",
    "PassageFilter",
    "RelationFilter",
    "ResponsibilityFilter",
    "StatementFilter",
    "TargetGroupFilter",
    "TaskFilter",
    "TopicFilter",
    "UnitFilter",
]
