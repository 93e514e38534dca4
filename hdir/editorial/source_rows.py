"""Sources as rows of a form, without a line of JSON and without a script."""

from collections.abc import Mapping, Sequence
from itertools import count, takewhile
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from hdir.records.sources import HEADING_LENGTH, PARTS, PRINTED_LENGTH, validate_sources


class SourcesWidget(forms.Widget):
    """One row per citation and some empty ones. Saving with all of them filled brings new empty rows."""

    template_name = "admin/widgets/sources.html"
    use_fieldset = True

    def __init__(self, documents: Sequence[tuple[str, str]] = (), blank_rows: int = 1, attrs=None):
        super().__init__(attrs)
        self.documents = list(documents)
        self.blank_rows = blank_rows

    def id_for_label(self, id_: str | None) -> str:
        # The rows' own fields have labels; the whole has no single field that a label could point to.
        return ""

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        cited = [source for source in value or [] if isinstance(source, dict)]
        known = {key for key, _label in self.documents}
        strangers = sorted({s.get("document", "") for s in cited} - known - {""})
        return {
            "name": name,
            "rows": [
                {"name": f"{name}-{number}", "number": number + 1, "source": source}
                for number, source in enumerate([*cited, *({} for _ in range(self.blank_rows))])
            ],
            "documents": [*self.documents, *((key, key) for key in strangers)],
            "heading_length": HEADING_LENGTH,
            "printed_length": PRINTED_LENGTH,
        }

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        # Not through the form renderer, which doesn't know the project's templates.
        return mark_safe(  # noqa: S308 - a template, which escapes
            render_to_string(self.template_name, self.get_context(name, value, attrs))
        )

    def value_from_datadict(self, data, files, name: str) -> list[dict[str, str]]:
        rows = takewhile(lambda row: f"{row}-document" in data, (f"{name}-{n}" for n in count()))
        sources = [
            {part: text for part in PARTS if (text := _typed(part, data.get(f"{row}-{part}", "")))}
            for row in rows
            if f"{row}-remove" not in data
        ]
        return [source for source in sources if source]

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        return f"{name}-0-document" not in data


def _typed(part: str, text: str) -> str:
    """The text as it is kept: "27 – 29" is the line 27-29."""
    text = text.strip()
    return text.replace("–", "-").replace(" ", "") if part == "line" else text


class SourcesFormField(forms.Field):
    """The citations of a record."""

    widget = SourcesWidget
    default_validators = [validate_sources]

    def to_python(self, value: Any) -> list[dict[str, str]]:
        return value or []
