"""Rules of the strategy that no single row can show (hdir/records/rules.py says when they run)."""

from collections.abc import Iterator

from django.db.models import F
from django.utils.translation import gettext as _

from hdir.records.rules import Problem, rule
from strategy.models import Contribution


@rule
def contributions_rest_on_the_units_own_work() -> Iterator[Problem]:
    """The task or law that a contribution rests on is that of the unit that contributes."""
    label = Contribution._meta.label_lower
    with_task = Contribution.objects.exclude(task=None)
    for contribution in with_task.exclude(task__passage__unit=F("unit")):
        yield Problem(
            label,
            contribution.pk,
            "task",
            _("The task belongs to another unit. Choose one of the unit that contributes."),
        )
    with_law = Contribution.objects.exclude(law_role=None)
    for contribution in with_law.exclude(law_role__unit=F("unit")):
        yield Problem(
            label,
            contribution.pk,
            "law_role",
            _("The role belongs to another unit. Choose one of the unit that contributes."),
        )
