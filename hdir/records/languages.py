"""Which language a reader is shown, and which one it really is."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import get_language
from modeltranslation.translator import NotRegistered, translator

LANGUAGES = ("nb", "nn", "en")

# nn→nb→en, nb→nn→en, en→nb→nn: the nearest language that a reader of the first one understands.
FALLBACK = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}


@dataclass(frozen=True)
class Shown:
    """A text together with the language it is written in; both empty where there is no text."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def current_language() -> str:
    """The reader's language; bokmål where Django has none active (commands, the shell)."""
    language = (get_language() or "nb").split("-")[0]
    return language if language in LANGUAGES else "nb"


def shown(record, field: str, language: str | None = None) -> Shown:
    """The text of a translated field in the reader's language, else in the nearest one that has it."""
    for candidate in FALLBACK[language or current_language()]:
        if text := getattr(record, f"{field}_{candidate}"):
            return Shown(text, candidate)
    return Shown("", "")


def field_of(model: type[models.Model] | models.Model, name: str) -> models.Field:
    """A column's field by its name; never the other end of a relation."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} is no column of {model._meta.label}")
    return field


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The names, without language, of a model's translated fields, in the order of the model."""
    try:
        registered = translator.get_options_for_model(model)
    except NotRegistered:
        return ()
    return tuple(f.name for f in model._meta.fields if f.name in registered.get_field_names())
