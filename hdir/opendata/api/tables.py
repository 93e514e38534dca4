"""Lists as CSV (RFC 4180), and the description of their columns (CSV on the Web).

A text that a spreadsheet would run as a formula is made harmless by an apostrophe before it
(docs/decisions/0019): that is lossless, for a text beginning with an apostrophe gets one too.
"""

import csv
import datetime
from collections.abc import Iterator

from hdir.opendata.api.addresses import absolute, list_url
from hdir.opendata.api.fields import Cell, Column, moment
from hdir.opendata.api.parameters import Asked
from hdir.opendata.edition import ATTRIBUTION, LICENCE, PERSONS, SITE_NAME, Edition

BYTE_ORDER_MARK = "\ufeff"
_RISKY = ("=", "+", "-", "@", "'", "\t", "\r")
PORTION = 500  # rows that are in memory at a time
MEDIA_TYPE = "text/csv; charset=utf-8; header=present"


class _Line:
    """What csv.writer writes to: gives the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula. Numbers are numbers and stay as they are."""
    if isinstance(cell, str) and cell.startswith(_RISKY):
        return f"'{cell}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


def columns_of(api_list, asked: Asked) -> list[Column]:
    """The columns of a list's table, in their order."""
    return [c for field in _fields(api_list, asked) for c in field.columns(asked.language)]


def _fields(api_list, asked: Asked) -> list:
    return list(api_list.serializer(context={"fields": asked.fields}).fields.values())


def lines(api_list, rows, asked: Asked) -> Iterator[str]:
    """The table line by line; rows are read in portions, each with its relations."""
    writer = csv.writer(_Line(), delimiter=asked.delimiter)
    fields = _fields(api_list, asked)
    head = writer.writerow([column.name for column in columns_of(api_list, asked)])
    yield (BYTE_ORDER_MARK if asked.bom else "") + head
    for item in api_list.answers(rows.iterator(chunk_size=PORTION), asked.date, asked.fields):
        cells = [c for field in fields for c in field.cells(item[field.field_name], asked.language)]
        yield writer.writerow([harmless(cell) for cell in cells])


def metadata(api_list, asked: Asked, url: str, modified: datetime.datetime | None) -> dict:
    """CSVW metadata of a list's table, which is at `url`, in English. `modified` is when it last changed."""
    described = {name: field.help_text for name, field in _named_fields(api_list).items()}
    edition = Edition.current()
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": f"{SITE_NAME}: {api_list.name}",
        "dc:description": api_list.about,
        "dc:license": {"@id": LICENCE},
        "dc:bibliographicCitation": str(ATTRIBUTION),
        "dc:rights": str(PERSONS),
        "dc:source": {"@id": list_url("documents")},
        "dc:creator": {"@id": absolute("/")},
        **({"dc:modified": moment(modified)} if modified else {}),
        "dc:hasVersion": edition.version,
        **({"dc:temporal": edition.true_for} if edition.true_for else {}),
        "dialect": {
            "encoding": "utf-8",
            "delimiter": asked.delimiter,
            "lineTerminators": ["\r\n"],
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "notes": ["A text that begins with =, +, -, @ or ' has an apostrophe before it, to be taken off."],
        "tableSchema": {
            "primaryKey": "key",
            "columns": [_described(column, described) for column in columns_of(api_list, asked)],
        },
    }


def _named_fields(api_list) -> dict:
    return dict(api_list.serializer().fields)


def _described(column: Column, described: dict[str, str]) -> dict:
    name = max((n for n in described if column.name == n or column.name.startswith(f"{n}_")), key=len)
    found: dict = {
        "name": column.name,
        "titles": column.name,
        "datatype": column.datatype,
        "dc:description": described[name],
    }
    if column.language:
        found["lang"] = column.language
    if column.separator:
        found["separator"] = column.separator
    if column.about:
        found["dc:relation"] = {"@id": list_url(column.about)}
    return found
