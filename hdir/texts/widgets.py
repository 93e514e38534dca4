"""The box in which a text is written."""

from django.contrib.admin.widgets import AdminTextareaWidget


class TextInput(AdminTextareaWidget):
    """A text of several lines. Browsers send "\\r\\n"; what is kept, compared and dumped has "\\n"."""

    def __init__(self, attrs=None):
        super().__init__({"rows": "3", **(attrs or {})})

    def value_from_datadict(self, data, files, name: str) -> str | None:
        text = super().value_from_datadict(data, files, name)
        return text.replace("\r\n", "\n") if text else text
