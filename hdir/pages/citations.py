"""The sources of a page: which documents it rests on, where in them, and what was corrected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from directory.models import Document
from hdir.records.models import Record


@dataclass(frozen=True, order=True)
class Citation:
    """A place in a document, in the order of its lines."""

    first_line: int
    line: str
    heading: str
    printed: str

    @classmethod
    def of(cls, source: dict[str, str]) -> "Citation":
        line = source.get("line", "")
        return cls(
            int(line.split("-")[0]) if line else 0,
            line.replace("-", "–"),
            source.get("heading", ""),
            source.get("printed", ""),
        )


@dataclass(frozen=True)
class CitedDocument:
    """A document with the places that are cited in it."""

    document: Document
    citations: list[Citation]

    @property
    def corrected(self) -> list[Citation]:
        """The places where the words printed are kept beside our correction."""
        return [c for c in self.citations if c.printed]

    @property
    def places(self) -> list[Citation]:
        """The lines cited, each once."""
        seen: dict[str, Citation] = {}
        for citation in self.citations:
            if citation.line and (citation.line not in seen or not seen[citation.line].heading):
                seen[citation.line] = citation
        return list(seen.values())


def cited_documents(records: Iterable[Record | None]) -> list[CitedDocument]:
    """Every document that the records cite, in the order of the documents. One query."""
    places: dict[str, set[Citation]] = defaultdict(set)
    for record in records:
        for source in record.sources if record else ():
            places[source["document"]].add(Citation.of(source))
    documents = Document.objects.filter(pk__in=places) if places else []
    return [CitedDocument(d, sorted(places[d.pk])) for d in documents]
