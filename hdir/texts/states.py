"""The state of a text in a language: original, approved, stale or missing.

Nothing is stored as stale. An approval keeps the fingerprint of the original that the translation was
made from; when the original has another fingerprint now, the translation is stale.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy

from hdir.records.approvals import fingerprint
from hdir.records.languages import LANGUAGES, translated_fields
from hdir.records.models import Written


class State(models.TextChoices):
    """What a text is in one language."""

    ORIGINAL = "original", pgettext_lazy("text", "original")
    APPROVED = "approved", pgettext_lazy("text", "approved")
    STALE = "stale", pgettext_lazy("text", "stale")
    MISSING = "missing", pgettext_lazy("text", "missing")


# What somebody has to do something about.
TO_DO = (State.STALE, State.MISSING)


@dataclass(frozen=True)
class Text:
    """One text of a record in one language, beside its original."""

    field: str
    language: str
    state: State
    text: str
    original: str

    @property
    def words_to_do(self) -> int:
        """How many words of the original wait to be translated or looked through."""
        return len(self.original.split()) if self.state in TO_DO else 0


def texts(record: Written) -> Iterator[Text]:
    """Every text of a record in every language. Fields without text in any language have none."""
    for field in translated_fields(type(record)):
        by_language = {code: getattr(record, f"{field}_{code}") or "" for code in LANGUAGES}
        if not any(by_language.values()):
            continue
        original = by_language[record.origin]
        for code, text in by_language.items():
            approval = record.approved.get(code, {}).get(field)
            yield Text(field, code, _state(record.origin, code, text, original, approval), text, original)


def _state(origin: str, language: str, text: str, original: str, approval: str | None) -> State:
    if not text:
        return State.MISSING
    if language == origin:
        return State.ORIGINAL
    return State.APPROVED if approval == fingerprint(original) else State.STALE


def approve(record: Written, field: str, language: str) -> None:
    """Says that a translation says what the original says now. Doesn't save the record."""
    original = getattr(record, f"{field}_{record.origin}") or ""
    approved = {code: dict(fields) for code, fields in record.approved.items()}
    approved.setdefault(language, {})[field] = fingerprint(original)
    record.approved = tidy(record, approved)


def approve_all(record: Written, language: str | None = None) -> list[Text]:
    """Approves every stale translation of a record, in one language or all; returns those it was."""
    stale = [t for t in texts(record) if t.state == State.STALE and language in (None, t.language)]
    for text in stale:
        approve(record, text.field, text.language)
    return stale


def tidy(record: Written, approved: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Approvals in one order, without those of the original language and of texts that are gone."""
    kept: dict[str, dict[str, str]] = {}
    for code in LANGUAGES:
        marks = approved.get(code, {}) if code != record.origin else {}
        there = [f for f in translated_fields(type(record)) if getattr(record, f"{f}_{code}")]
        if by_field := {f: marks[f] for f in there if f in marks}:
            kept[code] = by_field
    return kept
