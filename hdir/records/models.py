"""What every content record is. The models themselves are in directory/ and strategy/.

Rows in the tables are public. What isn't public yet is never a row (docs/architecture.md).
"""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdir.records.approvals import ApprovalsField
from hdir.records.collation import SortKeyField
from hdir.records.keys import KEY_PATTERN, KeyField
from hdir.records.languages import LANGUAGES, Shown, current_language, field_of, shown
from hdir.records.sources import SourcesField


class Language(models.TextChoices):
    """The languages of the content; the codes are those of BCP 47."""

    NB = "nb", _("Bokmål")
    NN = "nn", _("Nynorsk")
    EN = "en", _("English")

    @property
    def in_a_sentence(self) -> str:
        """Its name as it stands inside a sentence: in Norwegian, languages have small letters."""
        return str(self.label) if current_language() == self.EN else str(self.label).lower()


def one_of(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The choices of a field, as a constraint of its table."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_is_one_of",
        condition=models.Q(**{f"{field}__in": choices.values}),
    )


class RecordQuerySet(models.QuerySet):
    """Queries that every content record has."""

    def get_by_natural_key(self, key: str):
        """The record with a key; Django's serializers ask by this name."""
        return self.get(pk=key)


class Record(models.Model):
    """A content record: it has a key for ever, and says where it is known from."""

    # The list's address in the API and the fixture's file name, and the same in the singular.
    list_name: ClassVar[str]
    type_name: ClassVar[str]
    # The texts that a page about the record is there for, the first that has any text being the one.
    main_texts: ClassVar[tuple[str, ...]] = ("name",)

    key = KeyField()
    sources = SourcesField()
    modified = models.DateTimeField(_("modified"), default=timezone.now, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_key_is_readable",
                condition=models.Q(key__regex=KEY_PATTERN),
            )
        ]

    def natural_key(self) -> tuple[str]:
        """The key, as Django's serializers ask for it."""
        return (self.key,)

    def name_at_hand(self, relation: str) -> str:
        """The name of a record that this one points to; its key where it wasn't read with this one, since
        what a record is called may cost no query."""
        if field_of(self, relation).is_cached(self):  # type: ignore[attr-defined]
            return str(getattr(self, relation))
        return getattr(self, f"{relation}_id")


class Written(Record):
    """A record with translated text. `origin` is the language the text was first written in.

    `approved` says of each translation which original it was made from (hdir/records/approvals.py).
    """

    # The texts that are written in Markdown and shown as HTML (hdir/records/markdown.py).
    running_texts: ClassVar[tuple[str, ...]] = ()

    origin = models.CharField(_("original language"), max_length=2, choices=Language, default=Language.NB)

    approved = ApprovalsField()

    class Meta:
        abstract = True
        constraints = [one_of("origin", Language)]


def _languages_only(value: object) -> None:
    # Each once: counting also refuses what can't be in a set.
    if not isinstance(value, list) or any(v not in LANGUAGES or value.count(v) > 1 for v in value):
        raise ValidationError(_("A list of nb, nn and en is needed."))


class Given(models.Model):
    """A record whose name is taken from the documents in some languages and translated by us in others."""

    given_in = models.JSONField(
        _("name given in"),
        default=list,
        blank=True,
        validators=[_languages_only],
        help_text=_("The languages in which the documents give this name. The others are our translation."),
    )

    class Meta:
        abstract = True


class Named(Written, Given):
    """A record that is listed by its translated `name`, in Norwegian alphabetical order."""

    sort_nb = SortKeyField("nb")
    sort_nn = SortKeyField("nn")
    sort_en = SortKeyField("en")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.shown_name.text or self.pk

    @property
    def shown_name(self) -> Shown:
        """The name in the reader's language, or the nearest one."""
        return shown(self, "name")
