"""What each document gave: which records rest on which of its lines."""

import re
from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.safestring import SafeString

from directory.models import Document, Unit
from directory.pages.labels import label, labelled, unit_of
from hdir.pages.markup import in_language
from hdir.records.models import Record
from hdir.records.registry import content_models, model_for_list

PER_PAGE = 100


@dataclass(frozen=True)
class Given:
    """A record that rests on a document, with where in it and what was printed there."""

    record: Model
    label: SafeString | str
    unit: Unit | None
    sources: list[dict[str, str]]


@dataclass(frozen=True)
class Kind:
    """One kind of record that a document gave, and how many."""

    list_name: str
    label: str
    count: int
    current: bool


@dataclass
class DocumentPage:
    """A document, how many records of each kind rest on it, and those of one kind."""

    document: Document
    kinds: list[Kind]
    total: int
    corrections: int
    page: Page | None
    given: list[Given]


def documents_by_key() -> dict[str, Document]:
    """All documents. One query: they are few, and every citation needs their names."""
    return {document.pk: document for document in Document.objects.all()}


def _sources_by_model() -> list[QuerySet]:
    """Key, sources and list name of every record, one query a model, to be united.

    Plain QuerySets: modeltranslation's put the columns into an order of their own, and a union of them
    takes keys for sources.
    """
    return [
        QuerySet(model)
        .annotate(of_list=Value(model.list_name))
        .order_by()
        .values_list("pk", "sources", "of_list")
        for model in content_models()
    ]


def _citing(document: str) -> dict[str, list[tuple[str, list[dict[str, str]]]]]:
    """List name to (key, citations of the document), in the order of its lines. One query for all models."""
    queries = [
        rows.alias(as_text=Cast("sources", TextField())).filter(as_text__contains=f'"document": "{document}"')
        for rows in _sources_by_model()
    ]
    rows = queries[0].union(*queries[1:], all=True)
    found: dict[str, list[tuple[str, list[dict[str, str]]]]] = {}
    for key, sources, list_name in rows:
        here = [source for source in sources if source["document"] == document]
        if here:
            found.setdefault(list_name, []).append((key, here))
    for cited in found.values():
        cited.sort(key=lambda row: (_first_line(row[1]), row[0]))
    return found


def _first_line(sources: list[dict[str, str]]) -> int:
    return min(int(re.split("-", source.get("line", "0"))[0]) for source in sources)


def counts() -> Counter[str]:
    """How many records cite each document. One query."""
    queries = _sources_by_model()
    found: Counter[str] = Counter()
    for _key, sources, _list_name in queries[0].union(*queries[1:], all=True):
        found.update({source["document"] for source in sources})
    return found


def document_page(document: Document, list_name: str, number: str | None) -> DocumentPage:
    """The page that lists the records of one kind; of the first kind there is for an unknown one."""
    citing = _citing(document.pk)
    names = [m.list_name for m in content_models() if m.list_name in citing]
    if list_name not in names:
        list_name = names[0] if names else ""
    kinds = [Kind(name, _plural(name), len(citing[name]), name == list_name) for name in names]
    corrections = sum(
        any("printed" in source for source in sources) for cited in citing.values() for _key, sources in cited
    )
    total = sum(kind.count for kind in kinds)
    if not list_name:
        return DocumentPage(document, kinds, total, corrections, None, [])
    page = Paginator(citing[list_name], PER_PAGE).get_page(number)
    return DocumentPage(document, kinds, total, corrections, page, _given(list_name, page))


def _plural(list_name: str) -> str:
    model = model_for_list(list_name)
    return str(model._meta.verbose_name_plural) if model else list_name


def _given(list_name: str, page: Page) -> list[Given]:
    """The records of one page, each with its label and unit. One query."""
    model = model_for_list(list_name)
    if model is None:
        return []
    by_key = labelled(model).in_bulk([key for key, _sources in page])
    return [Given(by_key[key], _in_own_language(by_key[key]), _unit(by_key[key]), s) for key, s in page]


def _unit(record: Record) -> Unit | None:
    # What the agency says of itself stands on a page of its own, not on the unit's.
    return None if record.list_name == "statements" else unit_of(record)


def _in_own_language(record: Record) -> SafeString:
    found = label(record)
    return in_language("span", found.language, found.text)
