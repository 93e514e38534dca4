"""`manage.py print_chart DATE`: the chart of a day as text, one line a unit."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from directory.models import Unit
from directory.pages.chart import Node, nodes
from directory.pages.names import name_at, role
from directory.pages.outline import Outline
from hdir.records.languages import LANGUAGES


class Command(BaseCommand):
    """Units indented below what they are part of, with kind, leaders and whether it is documented."""

    help = (
        "Prints the chart as it was on a day: every unit below what it was part of, with its kind and its "
        "leaders; “?” after what the documents don't say of that day. The golden files of the tests are "
        "made by it (tests/golden/README.md)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("date", type=datetime.date.fromisoformat, help="The day, as 2017-01-31.")
        parser.add_argument("--language", choices=LANGUAGES, default="nb", help="Of the names (nb).")

    def handle(self, *args: Any, **options: Any) -> None:
        date = options["date"]
        with translation.override(options["language"]):
            outline = Outline.of(date)
            units = Unit.objects.prefetch_related("earlier_states").filter(pk__in=outline.tree.weights)
            found = {node.unit.pk: node for node in nodes(units, date)}
            self.stdout.write(f"# {date}: {outline.size} units, {outline.unknown} of them not documented (?)")
            placed = [key for key in outline.tree.roots if key not in outline.outside]
            self._write(placed, outline, found)
            if outline.outside:
                self.stdout.write("# Place in the chart unknown")
                self._write(outline.outside, outline, found)

    def _write(
        self, keys: Sequence[str], outline: Outline, found: Mapping[str, Node], depth: int = 0
    ) -> None:
        for key in keys:
            node = found[key]
            line = (
                f"{'  ' * depth}{name_at(node.unit, node.date)} [{node.kind}]{' ?' if node.unknown else ''}"
            )
            for membership in node.holders:
                unsure = "" if node.date and membership.known_at(node.date) else " ?"
                line += f" – {membership.person.name}, {role(membership)}{unsure}"
            self.stdout.write(line)
            self._write(outline.tree.children.get(key, ()), outline, found, depth + 1)
