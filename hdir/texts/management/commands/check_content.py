"""Reports how much content there is, what it lacks in each language, and which rules it breaks."""

import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import translation

from hdir.records.rules import broken_rules
from hdir.texts import gaps
from hdir.texts.lix import HEAVY

_HEAVIEST = 10


class Command(BaseCommand):
    """Exit code 1 if a rule across records is broken; gaps are reported and no failure."""

    help = "Counts the content and reports what is missing, stale, uncited or a placeholder, per language."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print for machines")

    def handle(self, **options):
        with translation.override("en"):
            problems = broken_rules()
        counts, found, scores = gaps.counts(), gaps.gaps(), gaps.readability()
        if options["json"]:
            report = {
                "counts": counts,
                "gaps": gaps.counted(found),
                "details": [asdict(gap) for gap in found],
                "lix": [asdict(score) for score in scores],
                "problems": [asdict(problem) for problem in problems],
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self._print(counts, found, scores, problems)
        if problems:
            sys.exit(1)

    def _print(self, counts, found, scores, problems):
        self.stdout.write(self.style.MIGRATE_HEADING("Records"))
        for list_name, number in counts.items():
            self.stdout.write(f"  {number:6} {list_name}")
        self.stdout.write(f"  {sum(counts.values()):6} in all")
        self.stdout.write(self.style.MIGRATE_HEADING("Gaps"))
        for gap in found:
            what = " ".join(part for part in (gap.kind, gap.field, gap.language) if part)
            self.stdout.write(f"  {gap.list_name} {gap.key}: {what}")
        for kind, by_language in gaps.counted(found).items():
            parts = [f"{number} {language}".rstrip() for language, number in by_language.items()]
            self.stdout.write(f"  {kind}: {', '.join(parts)}")
        if not found:
            self.stdout.write("  none")
        self.stdout.write(self.style.MIGRATE_HEADING("Readability (LIX)"))
        if scores:
            average = sum(score.lix for score in scores) / len(scores)
            heavy = sum(score.lix >= HEAVY for score in scores)
            self.stdout.write(f"  {average:.0f} on average, {heavy} of {len(scores)} at {HEAVY} or more")
        for score in scores[:_HEAVIEST]:
            self.stdout.write(
                f"  {score.lix:4} {score.list_name} {score.key}: {score.field} {score.language}"
            )
        self.stdout.write(self.style.MIGRATE_HEADING("Broken rules"))
        for problem in problems:
            self.stdout.write(self.style.ERROR(f"  {problem}"))
        if not problems:
            self.stdout.write("  none")
