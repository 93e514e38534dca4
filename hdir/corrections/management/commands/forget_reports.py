"""Deletes reports from readers when their time is over. Run it every day (docs/operations.md)."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from hdir.corrections.models import Report, ReportCount


class Command(BaseCommand):
    """What was promised on the form: 90 days after the answer, and never more than a year."""

    help = "Deletes reports from readers 90 days after they were answered, and all that are a year old."

    def handle(self, **options):
        now = timezone.now()
        ReportCount.objects.over(now).delete()
        number, _by_model = Report.objects.forgettable(now).delete()
        self.stdout.write(f"{number} reports deleted.")
