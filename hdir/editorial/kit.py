"""What the admin of every content record is made of.

The admin classes themselves are in directory/admin/ and strategy/admin.py.
"""

from hdir.editorial import site  # noqa: F401 - gives the admin its name
from hdir.editorial.fieldsets import language, period, sources
from hdir.editorial.keys import key_from
from hdir.editorial.options import (
    RecordAdmin,
    RecordInline,
    TranslatedRecordAdmin,
    TranslatedRecordInline,
)
from hdir.editorial.search import in_all_languages
from hdir.editorial.texts import missing_column, record_column, text_column

__all__ = [
    "RecordAdmin",
    "RecordInline",
    "TranslatedRecordAdmin",
    "TranslatedRecordInline",
    "in_all_languages",
    "key_from",
    "language",
    "missing_column",
    "period",
    "record_column",
    "sources",
    "text_column",
]
