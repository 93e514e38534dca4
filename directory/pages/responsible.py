"""The ways to find who is responsible: what one can start from, and how much there is of each."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q

from directory.models import Law, Relation, RelationKind, Responsibility, Topic
from directory.pages.tasks import tasks_at, texts_at
from hdir.records.languages import current_language

SHARED_SHOWN = 12


@dataclass(frozen=True)
class StartPage:
    """How many tasks, topics, laws, target groups and partners there are on a date, and the topics that
    most units share."""

    date: datetime.date | None
    tasks: int
    topics: int
    laws: int
    target_groups: int
    partners: int
    shared: list[Topic]


def start_page(date: datetime.date | None) -> StartPage:
    """Six queries, whatever the content."""
    relations = Relation.objects.at(date).order_by()
    parties = relations.aggregate(
        target_groups=Count("party", distinct=True, filter=Q(kind=RelationKind.TARGET_GROUP)),
        partners=Count("party", distinct=True, filter=Q(kind=RelationKind.PARTNER)),
    )
    return StartPage(
        date,
        tasks=tasks_at(date).count() + texts_at(date).count(),
        topics=Topic.objects.count(),
        laws=Law.objects.at(date).count(),
        **parties,
        shared=shared_topics(date, SHARED_SHOWN),
    )


def shared_topics(date: datetime.date | None, number: int) -> list[Topic]:
    """The topics that most units share: there a reader most needs to be told who has what. One query."""
    held = Responsibility.objects.at(date).held().order_by()
    units = Count("responsibilities__unit", distinct=True, filter=Q(responsibilities__in=held.values("pk")))
    shared = Topic.objects.annotate(units=units).filter(units__gt=1)
    return list(shared.order_by("-units", f"sort_{current_language()}")[:number])
