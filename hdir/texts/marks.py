"""The approval of a translation that is put into a record's values from outside a form."""

from hdir.changes.merge import Values
from hdir.records.approvals import fingerprint
from hdir.records.languages import LANGUAGES, translated_fields
from hdir.records.models import Record


def with_mark_of_side(model: type[Record], values: Values, column: str, source: Values | None) -> Values:
    """Values whose translation in `column` has just been chosen, with its approval.

    It brings the approval it has in `source`; without a source it was written by somebody who had the
    original beside it. Values without a translation in that column are returned as they are.
    """
    place = next(
        ((f, code) for f in translated_fields(model) for code in LANGUAGES if column == f"{f}_{code}"), None
    )
    if place is None or place[1] == values.get("origin"):
        return values
    field, language = place
    mark = _mark_in(source, language, field) if source is not None else None
    if source is None and values.get(column):
        mark = fingerprint(str(values.get(f"{field}_{values.get('origin')}") or ""))
    known = values.get("approved")
    approved = {code: dict(marks) for code, marks in (known if isinstance(known, dict) else {}).items()}
    approved.setdefault(language, {}).pop(field, None)
    if mark:
        approved[language][field] = mark
    left = {code: marks for code, marks in approved.items() if marks}
    others = {name: value for name, value in values.items() if name != "approved"}
    return {**others, "approved": left} if left else others


def _mark_in(values: Values, language: str, field: str) -> str | None:
    approved = values.get("approved")
    return approved.get(language, {}).get(field) if isinstance(approved, dict) else None
