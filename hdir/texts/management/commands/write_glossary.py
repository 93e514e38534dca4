"""Writes docs/glossary.md from the termbase."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from hdir.texts.glossary import glossary_markdown


class Command(BaseCommand):
    """A test compares the file with the termbase."""

    help = "Writes docs/glossary.md from hdir/texts/termbase.json."

    def handle(self, **options):
        path = Path(settings.BASE_DIR) / "docs" / "glossary.md"
        path.write_text(glossary_markdown(), "utf-8")
        self.stdout.write(f"written: docs/{path.name}")
