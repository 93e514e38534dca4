"""The index: a row for each record that can be found, and the vocabulary of their texts.

Everything here is made from the content and can be made again (`manage.py rebuild_search`). The rows point to
no record: they are changed together with the content, inside the same transaction (hdir/search/index.py).
"""

from typing import Self

from django.db import models

from hdir.records.keys import KEY_LENGTH

# Raised whenever the index says something else for the same content; an older index is then made again.
VERSION = 9

SHORTEST_PIECE = 4  # letters; shorter words aren't found inside others
BEFORE_A_PIECE = 3  # letters at least before a piece inside a word: less is no word


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries."""

    def shown(self) -> Self:
        """Only what a reader is shown of them: half a row is for looking up and ranking."""
        return self.only("type", "key", "path", "documented", "name", "other_names", "texts")


class Entry(models.Model):
    """A record that can be found. `type` and `key` name it; the rest is what search needs to know of it.

    `names`, `aliases`, `words` and `context` hold terms (hdir/search/terms.py), names and aliases one a
    line. `tokens` is what the database looks up, in FTS5 or as a tsvector: the same terms behind a letter
    that says where they stand (hdir/search/matching.py).
    """

    type = models.CharField(max_length=30)
    key = models.CharField(max_length=KEY_LENGTH)
    path = models.CharField(max_length=300)  # below /<language>/
    origin = models.CharField(max_length=2)
    begins = models.CharField(max_length=10, null=True)
    ends = models.CharField(max_length=10, null=True)
    # The times for which it is documented, [first day, last day] each; None where it is of no date.
    documented = models.JSONField(null=True)
    # The responsible units, the first one first: [key, begins, ends, its division] each, and the words
    # that ask for a part that only this one has.
    holders = models.JSONField(default=list)
    divisions = models.TextField(default="")
    # What a reader is shown, by language: a name, and lists of other names and of paragraphs.
    name = models.JSONField(default=dict)
    other_names = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)

    names = models.TextField(default="")
    aliases = models.TextField(default="")
    words = models.TextField(default="")
    context = models.TextField(default="")
    tokens = models.TextField(default="")
    # The vocabulary's words that stand in it, so that their number can be kept.
    vocabulary = models.TextField(default="")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["type", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.type} {self.key}"


class Word(models.Model):
    """A word of the vocabulary with its term, and the number of entries that it stands in."""

    word = models.CharField(max_length=60, db_index=True)
    term = models.CharField(max_length=60, db_index=True)
    shown = models.CharField(max_length=80)
    entries = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "search word"
        verbose_name_plural = "search words"
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["word", "term"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word


class Piece(models.Model):
    """The rest of a word from one of its letters on, so that words are found inside compounds.

    Compared byte by byte on both databases (migration 0001), so that all that begin alike are a range.
    """

    word = models.ForeignKey(Word, models.CASCADE, related_name="pieces")
    piece = models.CharField(max_length=60)
    start = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "search piece"
        verbose_name_plural = "search pieces"
        ordering = ["pk"]
        indexes = [models.Index(fields=["piece"], name="search_piece_begins")]

    def __str__(self) -> str:
        return self.piece


class IndexState(models.Model):
    """The one row that says by which version of the code the index was made."""

    version = models.PositiveIntegerField()
    # How many entries there are: how rare a word is depends on it.
    entries = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "state of the search index"
        verbose_name_plural = "state of the search index"

    def __str__(self) -> str:
        return str(self.version)
