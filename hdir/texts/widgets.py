"""The box in which a text is written."""

from hdir.editorial.fields import AdminLines


class TextInput(AdminLines):
    """A text of several lines, with room for three."""

    def __init__(self, attrs=None):
        super().__init__({"rows": "3", **(attrs or {})})
