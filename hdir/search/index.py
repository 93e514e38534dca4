"""Making the index, and keeping it true while the content changes."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from django.db import connection, transaction
from django.db.models import Model

from directory.models import Unit, UnitKind
from hdir.records.models import Record
from hdir.search.kinds import KINDS, Draft, Holder, Lists
from hdir.search.matching import (
    ALIAS,
    ANYWHERE,
    DIVISION,
    KIND,
    LONGEST_WHOLE,
    MADE_FROM,
    NAME,
    ORIGIN,
    WHOLE_ALIAS,
    WHOLE_NAME,
    made_from,
    token,
)
from hdir.search.models import (
    BEFORE_A_PIECE,
    SHORTEST_PIECE,
    VERSION,
    Entry,
    IndexState,
    Piece,
    Word,
)
from hdir.search.terms import Token, common_words, tokens

logger = logging.getLogger(__name__)

_BATCH = 500
# Content that a reader can wait for. A larger one is made by rebuild_search only.
_SMALL = 5_000
# Any constant will do: it names the lock that all who make the index wait for.
_INDEX_LOCK = 4_815_162_343

# A word with its term and how it is read.
Spelt = tuple[str, str]


class NotReadyError(Exception):
    """The index is empty or of another version, and the content too large to make it on the way."""


def _current_state() -> IndexState | None:
    """The index's state if it was made by this version of the code and isn't empty beside content."""
    state = IndexState.objects.first()
    if state and state.version == VERSION and (state.entries or not Unit.objects.exists()):
        return state
    return None


def is_outdated() -> bool:
    """Whether there is an index, or content without one, that this version of the code must make again.

    False while the content's tables aren't there yet: migrations come one app after the other.
    """
    tables = set(connection.introspection.table_names())
    models: list[type[Model]] = [Entry, IndexState, *(kind.model for kind in KINDS)]
    if not {model._meta.db_table for model in models} <= tables:
        return False
    return _current_state() is None and Unit.objects.exists()


def make_ready() -> int:
    """Makes the index if it is missing or old, so that search never answers nothing for want of one.

    Returns the number of entries. Raises NotReadyError where it would take a reader too long.
    """
    state = _current_state()
    return state.entries if state else _made_on_the_way()


def _made_on_the_way() -> int:
    content = sum(kind.model._default_manager.count() for kind in KINDS)
    if content > _SMALL:
        logger.error("The search index isn't ready. Run: manage.py rebuild_search")
        raise NotReadyError
    with transaction.atomic():
        _wait_for_others()
        if state := _current_state():  # somebody else was faster
            return state.entries
        logger.warning("The search index was missing or old. It is made now.")
        return rebuild()


def rebuild() -> int:
    """Makes the whole index again, in one transaction. Returns the number of entries."""
    with transaction.atomic():
        _wait_for_others()
        return replace_all(draft for kind in KINDS for draft in kind.drafts())


def _wait_for_others() -> None:
    """Inside a transaction: lets one at a time make the index. SQLite's transactions wait anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_INDEX_LOCK])


def replace_all(drafts: Iterable[Draft]) -> int:
    """Makes the index say exactly this. Returns the number of entries."""
    for model in (Piece, Word, Entry, IndexState):
        everything = model._default_manager.all()
        everything._raw_delete(everything.db)
    vocabulary: Counter[Spelt] = Counter()
    shown: dict[Spelt, str] = {}
    chart = _Chart()
    number = 0
    entries = (_entry(draft, chart, vocabulary, shown) for draft in drafts)
    while batch := list(islice(entries, _BATCH)):
        Entry.objects.bulk_create(batch)
        number += len(batch)
    _add_words(vocabulary, shown)
    IndexState.objects.create(version=VERSION, entries=number)
    _analyse()
    return number


def _analyse() -> None:
    """Tells the database what is in the index, so that it chooses well between its ways to look up."""
    with connection.cursor() as cursor:
        for model in (Entry, Word, Piece):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def update(keys: Mapping[type[Record], Iterable[str]]) -> None:
    """Brings up to date what is said of these records, and of all those that they have a part in.

    Runs inside the transaction that changed the content. Made from scratch where there is no index yet.
    """
    state = IndexState.objects.select_for_update().first()
    if state is None or state.version != VERSION or not state.entries:
        rebuild()
        return
    touched = _touched({model: set(found) for model, found in keys.items()})
    if not touched:
        return
    existing = {
        (entry.type, entry.key): entry
        for type_name, found in touched.items()
        for entry in _in_batches(type_name, found)
    }
    vocabulary: Counter[Spelt] = Counter()
    shown: dict[Spelt, str] = {}
    for entry in existing.values():
        vocabulary.subtract(_spelt(entry))
    chart = _Chart()
    fresh = [
        _entry(draft, chart, vocabulary, shown)
        for kind in KINDS
        if kind.model.type_name in touched
        for draft in kind.drafts(touched[kind.model.type_name])
    ]
    kept = []
    for entry in fresh:
        if old := existing.pop((entry.type, entry.key), None):
            entry.pk = old.pk
            kept.append(entry)
    fields = [f.name for f in Entry._meta.fields if not f.primary_key]
    Entry.objects.bulk_update(kept, fields, batch_size=100)
    Entry.objects.bulk_create([entry for entry in fresh if entry.pk is None], batch_size=_BATCH)
    gone = Entry.objects.filter(pk__in=[entry.pk for entry in existing.values()])
    gone.delete()
    _change_words(vocabulary, shown)
    state.entries = Entry.objects.count()
    state.save(update_fields=["entries"])


def _in_batches(type_name: str, keys: set[str]) -> Iterator[Entry]:
    every = sorted(keys)
    for start in range(0, len(every), _BATCH):
        yield from Entry.objects.filter(type=type_name, key__in=every[start : start + _BATCH])


def _touched(keys: dict[type[Record], set[str]]) -> dict[str, set[str]]:
    """The keys, by type, of the entries that a change of these records has a part in.

    What a record has a part in now is asked of the content; what it had a part in before, of the index.
    """
    if Unit in keys:
        # A unit that moves takes all below it to another division.
        for key in list(keys[Unit]):
            below = Unit.objects.descendants(key)
            keys[Unit] |= set(below.order_by().values_list("pk", flat=True))
    touched: dict[str, set[str]] = {}
    for kind in KINDS:
        found = {key for model, changed in keys.items() for key in kind.touched_by(model, changed)}
        if found:
            touched[kind.model.type_name] = found
    before = made_from(
        token(MADE_FROM, model.type_name, key) for model, changed in keys.items() for key in changed
    )
    for start in range(0, len(before), _BATCH):
        rows = Entry.objects.filter(pk__in=before[start : start + _BATCH]).values_list("type", "key")
        for type_name, key in rows:
            touched.setdefault(type_name, set()).add(key)
    return touched


class _Chart:
    """What is to be known of units: when they are there, and which division each belongs to by the latest
    known chart. One query."""

    @cached_property
    def units(self) -> dict[str, tuple[str | None, str, str | None, str | None]]:
        rows = Unit.objects.order_by().values_list("pk", "parent", "kind", "begins", "ends")
        return {pk: (parent, kind, begins, ends) for pk, parent, kind, begins, ends in rows}

    def kept(self, holder: Holder) -> list[str | None]:
        """A holder as an entry keeps it, with its division.

        A unit has nothing before there is such a unit, nor afterwards.
        """
        unit, begins, ends, *parts = holder
        _parent, _kind, first, last = self.units.get(unit, (None, "", None, None))
        begins = max(filter(None, (begins, first)), default=None)
        ends = min(filter(None, (ends, last)), default=None)
        return [unit, begins, ends, self._division(unit), *parts]

    def divisions(self, holders: list[Holder]) -> list[str]:
        """The divisions of units, each once, in alphabetical order."""
        return sorted({found for unit, *_when in holders if (found := self._division(unit))})

    def _division(self, unit: str | None) -> str | None:
        seen: set[str] = set()
        while unit and unit not in seen and unit in self.units:
            seen.add(unit)
            parent, kind, _begins, _ends = self.units[unit]
            if kind == UnitKind.DIVISION:
                return unit
            unit = parent
        return None


def _entry(draft: Draft, chart: _Chart, vocabulary: Counter[Spelt], shown: dict[Spelt, str]) -> Entry:
    """The entry of a record; counts its words in the vocabulary."""
    record = draft.record
    names = _term_lines({language: [name] for language, name in draft.name.items()}, shown)
    aliases = _term_lines(draft.other_names, shown)
    texts = _term_lines(draft.texts, shown)
    around = _term_lines(draft.context, shown)
    # Words that every sentence has are looked up by nobody; left out, the index is half as large.
    words = dict.fromkeys(t.term for line in texts for t in line if t.word not in common_words())
    context = dict.fromkeys(t.term for line in around for t in line if t.word not in common_words())
    found = {(t.word, t.term) for lines in (names, aliases, texts, around) for line in lines for t in line}
    vocabulary.update(found)
    belongs_to = chart.divisions(draft.holders)
    entry = Entry(
        type=record.type_name,
        key=record.pk,
        path=draft.path,
        origin=getattr(record, "origin", ""),
        begins=draft.begins,
        ends=draft.ends,
        documented=_documented(draft),
        holders=[chart.kept(holder) for holder in draft.holders],
        divisions=" ".join(belongs_to),
        name=draft.name,
        other_names=draft.other_names,
        texts=draft.texts,
        names=_written(names),
        aliases=_written(aliases),
        words=" ".join(words),
        context=" ".join(context),
        vocabulary=" ".join(sorted(f"{word}:{term}" for word, term in found)),
    )
    entry.tokens = " ".join(_tokens(entry, draft, belongs_to))
    return entry


def _documented(draft: Draft) -> list[list[str]] | None:
    if draft.facts is None:
        return None
    spans = {span for fact in draft.facts for span in fact.documented}
    return [[first.isoformat(), last.isoformat()] for first, last in sorted(spans)]


def _term_lines(lists: Lists, shown: dict[Spelt, str]) -> list[list[Token]]:
    lines = []
    for language, texts in lists.items():
        for text in texts:
            line = list(tokens(text, language))
            lines.append(line)
            for one in line:
                shown.setdefault((one.word, one.term), one.shown)
    return lines


def _written(lines: list[list[Token]]) -> str:
    """Lines of terms without the words that every sentence has, each line once."""
    kept = (" ".join(t.term for t in line if t.word not in common_words()) for line in lines)
    bare = (" ".join(t.term for t in line) for line in lines)
    return "\n".join(dict.fromkeys(line or whole for line, whole in zip(kept, bare, strict=True)))


def _tokens(entry: Entry, draft: Draft, divisions: list[str]) -> Iterator[str]:
    """What the database looks up, each token once."""
    found: dict[str, None] = {}
    for place, whole, lines in ((NAME, WHOLE_NAME, entry.names), (ALIAS, WHOLE_ALIAS, entry.aliases)):
        for line in lines.splitlines():
            if line:
                found[whole + line.replace(" ", "")[:LONGEST_WHOLE]] = None
            for term in line.split():
                found[place + term] = None
    everything = (entry.names, entry.aliases, entry.words, entry.context)
    for term in " ".join(everything).split():
        found[ANYWHERE + term] = None
    found[token(KIND, entry.type)] = None
    found[token(ORIGIN, entry.origin)] = None
    for division in divisions:
        found[token(DIVISION, division)] = None
    for record in (draft.record, *draft.parts):
        found[token(MADE_FROM, record.type_name, record.pk)] = None
    for unit, *_when in draft.holders:  # a unit that moves changes their division
        found[token(MADE_FROM, Unit.type_name, unit)] = None
    yield from found


def _spelt(entry: Entry) -> Iterator[Spelt]:
    for pair in entry.vocabulary.split():
        word, _, term = pair.partition(":")
        yield word, term


def _add_words(vocabulary: Counter[Spelt], shown: dict[Spelt, str]) -> None:
    """New words of the vocabulary, with their pieces."""
    rows = sorted((spelt, number) for spelt, number in vocabulary.items() if number > 0)
    words = Word.objects.bulk_create(
        [
            Word(word=word, term=term, shown=shown.get((word, term), word)[:80], entries=number)
            for (word, term), number in rows
        ],
        batch_size=_BATCH,
    )
    pieces = ((word.pk, word.word[start:], start) for word in words for start in _starts(word.word))
    quoted = connection.ops.quote_name(Piece._meta.db_table)
    # Without objects: there are eight pieces to a word, and half the time went into making them.
    sql = f"INSERT INTO {quoted} (word_id, piece, start) VALUES (%s, %s, %s)"  # noqa: S608 - our own name
    with connection.cursor() as cursor:
        while batch := list(islice(pieces, _BATCH * 10)):
            cursor.executemany(sql, batch)


def _starts(word: str) -> list[int]:
    """Where the pieces of a word begin: at its own beginning, and where enough stands before and after."""
    if len(word) < SHORTEST_PIECE:
        return []
    inside = range(BEFORE_A_PIECE, len(word) - SHORTEST_PIECE + 1) if not word.isdigit() else ()
    return [0, *inside]


def _change_words(changed: Counter[Spelt], shown: dict[Spelt, str]) -> None:
    """Adds to, or takes from, the numbers of entries that words stand in."""
    moved = {spelt: number for spelt, number in changed.items() if number}
    known: dict[Spelt, Word] = {}
    every = sorted({word for word, _term in moved})
    for start in range(0, len(every), _BATCH):
        for one in Word.objects.filter(word__in=every[start : start + _BATCH]):
            known[one.word, one.term] = one
    changed_rows, gone = [], []
    for spelt, number in moved.items():
        if row := known.get(spelt):
            left = row.entries + number
            if left <= 0:
                gone.append(row.pk)
            else:
                row.entries = left
                changed_rows.append(row)
    Word.objects.bulk_update(changed_rows, ["entries"], batch_size=_BATCH)
    Word.objects.filter(pk__in=gone).delete()
    _add_words(Counter({s: n for s, n in moved.items() if s not in known}), shown)
