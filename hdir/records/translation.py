"""Registers translated fields with modeltranslation, one line a model.

The texts' columns are name_nb, name_nn, name_en … Only these are ever read, written or compared: the
bare column beside them follows whatever language is active, and means nothing.
"""

from django.db import models
from modeltranslation.translator import TranslationOptions, translator


def translate(model: type[models.Model], *fields: str) -> None:
    """Gives the fields of a model one column per language."""
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields})
    translator.register(model, options)
