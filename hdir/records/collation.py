"""Norwegian alphabetical order, the same on every database.

Binary order puts Ås before Ærlig and Øst, and databases differ in which collations they have. So the
sorted form of a name is stored beside it, once per language, made from the text that a reader of that
language is shown, fallback included.
"""

import unicodedata

from django.db import models
from django.db.models.signals import pre_save

from hdir.records.languages import shown

# æ, ø and å come after z. These three ASCII characters do too, and in that order.
_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def sort_key(text: str) -> str:
    """What to sort a text by: case and other accents ignored, aa as å, ä as æ, ö as ø."""
    text = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_AFTER_Z)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def surname_first(name: str) -> str:
    """A person's name as a register sorts it: "Jakob Linhave" becomes "Linhave Jakob"."""
    first, _, last = name.rpartition(" ")
    return f"{last} {first}".strip()


class SortKeyField(models.CharField):
    """The sort key of a record's name, kept by the field itself at every kind of write.

    `language` is the reader's language; None for names that aren't translated.
    """

    def __init__(self, language: str | None = None, **kwargs):
        self.language = language
        kwargs.update(max_length=300, editable=False, default="", db_index=True)
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for made_here in ("max_length", "editable", "default", "db_index"):
            kwargs.pop(made_here, None)
        if self.language is not None:
            kwargs["language"] = self.language
        return name, path, args, kwargs

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            # loaddata writes rows raw, without Field.pre_save; the signal is sent all the same.
            pre_save.connect(self._on_save, sender=cls)

    def _on_save(self, instance, **kwargs):
        self.pre_save(instance, add=False)

    def pre_save(self, model_instance, add):
        if self.language is None:
            text = surname_first(model_instance.name)
        else:
            text = shown(model_instance, "name", self.language).text
        value = sort_key(text)[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


class AlphabeticalQuerySet(models.QuerySet):
    """QuerySet of a model with sort_nb, sort_nn and sort_en."""

    def alphabetical(self, language: str):
        """In Norwegian alphabetical order of the names a reader of the language is shown."""
        return self.order_by(f"sort_{language}", "pk")
