"""What the content lacks: texts in a language, fresh translations, sources, anything but a placeholder."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from hdir.records.models import Record, Written
from hdir.records.registry import content_models
from hdir.texts.lix import lix
from hdir.texts.states import TO_DO, texts

# A document is where facts come from; it has no source itself.
_NEED_NO_SOURCE = {"documents"}
# Shorter texts are names and lists of names, of which LIX says nothing.
_LEAST_WORDS = 25


@dataclass(frozen=True, order=True)
class Gap:
    """Something that a record lacks. `kind` is "missing", "stale", "uncited" or "placeholder"."""

    list_name: str
    key: str
    kind: str
    field: str = ""
    language: str = ""


def gaps() -> list[Gap]:
    """Every gap in the content, in a fixed order."""
    return sorted(
        gap for model in content_models() for record in model._default_manager.all() for gap in _of(record)
    )


def _of(record: Record) -> Iterator[Gap]:
    if not record.sources and record.list_name not in _NEED_NO_SOURCE:
        yield Gap(record.list_name, record.pk, "uncited")
    if getattr(record, "placeholder", False):
        yield Gap(record.list_name, record.pk, "placeholder")
    if isinstance(record, Written):
        for text in texts(record):
            if text.state in TO_DO:
                yield Gap(record.list_name, record.pk, text.state.value, text.field, text.language)


def counts() -> dict[str, int]:
    """How many records each list has."""
    return {model.list_name: model._default_manager.count() for model in content_models()}


def counted(found: list[Gap]) -> dict[str, dict[str, int]]:
    """The number of gaps of each kind by language; "" stands for gaps that have no language."""
    numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for gap in found:
        numbers[gap.kind][gap.language] += 1
    return {kind: dict(by_language) for kind, by_language in numbers.items()}


@dataclass(frozen=True)
class Readability:
    """How heavy a running text is to read (hdir/texts/lix.py)."""

    lix: int
    list_name: str
    key: str
    field: str
    language: str


def readability() -> list[Readability]:
    """Every running text in Norwegian with its LIX, the heaviest first."""
    found = []
    for model in content_models():
        if not issubclass(model, Written):
            continue
        for record in model._default_manager.all():
            for text in texts(record):
                score = lix(text.text) if len(text.text.split()) >= _LEAST_WORDS else None
                if score is not None and text.language != "en":
                    found.append(Readability(score, record.list_name, record.pk, text.field, text.language))
    return sorted(found, key=lambda r: (-r.lix, r.list_name, r.key, r.field, r.language))
