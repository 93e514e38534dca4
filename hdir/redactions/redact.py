"""The only rewriting of history (docs/decisions/0022): a person's name goes out of everything, in one step.

The posts stay; nobody is named in them. The log keeps that something happened, when, and in which change set,
and loses what it said.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from directory.models import Membership, Person
from hdir.changes.edits import Keys
from hdir.changes.models import Action, Baseline, Change, ChangeSet, Origin, State
from hdir.changes.publication import turn
from hdir.changes.signals import content_changed
from hdir.corrections.models import Report
from hdir.drafts.work import SENT
from hdir.records.keys import fold
from hdir.records.models import Record, Written
from hdir.records.registry import content_models
from hdir.redactions.models import Tombstone
from hdir.redactions.words import GONE, Words
from hdir.texts.models import ReplacedOriginal
from hdir.texts.states import State as TextState
from hdir.texts.states import approve, texts

TITLE = "A name was taken out"


def redact(person: Person, reason: str, author: str = "") -> Tombstone:
    """Takes a person's name out of content and log, and leaves a tombstone.

    One transaction: whoever keeps something made from the content (search, caches) hears of it in there.
    """
    with turn():
        held, names = _memberships_ever(person), _names_ever(person)
        stone = _tombstone(Person, person.pk, reason, author, name=person.name)
        stones = {(stone.model, person.pk): stone}
        for name in _once_each(names - {person.name}):
            _tombstone(Person, "", reason, author, name=name)
        for key in held:
            # A membership's key is made of the name. Its address is to say that it is gone, not why.
            stones[Membership._meta.label_lower, key] = _tombstone(Membership, key, reason, author)
        _take_out_of_drafts(stones)
        _empty_log(stones)
        words = Words(names, [person.pk, *held])
        # Django takes the key from the object with the row.
        keys: Keys = {Person: {person.pk}, Membership: set(held)}
        _remove_rows(person)
        for model, rewritten in _take_out_of_texts(words).items():
            keys.setdefault(model, set()).update(rewritten)
        change_set = _published(stones.values())
        # What was made from the content is found no more, but a shared cache would keep it for a day. It is
        # emptied before those who hear of the redaction put the new generation there.
        transaction.on_commit(cache.clear, robust=True)
        content_changed.send(sender=Tombstone, change_set=change_set, keys=keys, erases=True)
    return stone


def _tombstone(model: type[Record], key: str, reason: str, author: str, name: str = "") -> Tombstone:
    stone = Tombstone(model=model._meta.label_lower, reason=reason, author=author)
    stone.key_digest = stone.digest(key) if key else ""
    stone.name_digest = stone.digest(name) if name else ""
    stone.save()
    return stone


def _names_ever(person: Person) -> set[str]:
    """What the person is called, and was called as far as the log and the files say."""
    label = Person._meta.label_lower
    names = {person.name}
    for changed in Change.objects.filter(model=label, key=person.pk).values_list("before", "after"):
        names |= {values["name"] for values in changed if values and values.get("name")}
    for known in Baseline.objects.filter(model=label, key=person.pk).values_list("agreed", "offered"):
        names |= {values["name"] for values in known if values and values.get("name")}
    return names


def _once_each(names: Iterable[str]) -> list[str]:
    """Names without those that differ only in how they are written: a tombstone knows them all."""
    return sorted({fold(name): name for name in names}.values())


def _memberships_ever(person: Person) -> list[str]:
    """The keys of all memberships that the person has or, as the log knows, once had."""
    label = Membership._meta.label_lower
    keys = set(Membership.objects.filter(person=person).values_list("pk", flat=True))
    logged = Change.objects.filter(model=label).filter(
        models.Q(before__person=person.pk) | models.Q(after__person=person.pk)
    )
    return sorted(keys | set(logged.values_list("key", flat=True)))


def _take_out_of_drafts(stones: Mapping[tuple[str, str], Tombstone]) -> None:
    """What was to be done with these records won't be; it never happened, so that nothing of it is kept.

    What is left of a draft can be sent and published. One that was sent is a draft again, as whenever what it
    does changes: somebody has approved, or read, something else. One that was discarded can be taken up.
    """
    with override(settings.MAIL_LANGUAGE):  # a comment is read by colleagues
        why = gettext("A name was taken out for good, and with it what this did. Look at what is left.")
    for label, key in stones:
        never = Change.objects.filter(model=label, key=key).exclude(change_set__state=State.APPLIED)
        waiting = ChangeSet.objects.filter(pk__in=never.values("change_set"), state__in=SENT)
        waiting.update(state=State.DRAFT, approver="", publish_at=None, comment=why)
        never.delete()


def _empty_log(stones: Mapping[tuple[str, str], Tombstone]) -> None:
    """Changes of these records, by model and key, keep their place, and lose their key and values."""
    for (label, key), stone in stones.items():
        Change.objects.filter(model=label, key=key).update(key=stone.stand_in, before={}, after={})
        Baseline.objects.filter(model=label, key=key).delete()
        LogEntry.objects.filter(content_type__app_label=label.split(".")[0], object_id=key).update(
            object_id=stone.stand_in, object_repr=GONE, change_message=""
        )


def _remove_rows(person: Person) -> None:
    Membership.objects.filter(person=person).delete()
    person.delete()


def _text_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields of a model that hold what somebody wrote."""
    for field in model._meta.fields:
        free = isinstance(field, models.CharField | models.TextField | models.JSONField)
        if free and not (field.primary_key or field.choices or field.generated or field.is_relation):
            yield field


def _take_out_of_texts(words: Words) -> Keys:
    """Everything else that names the person: running texts, what was printed, the log's titles.

    Returns the records that were rewritten: what was made from them has the name until it is made again.
    """
    rewritten: Keys = {}
    log: list[type[models.Model]] = [Change, ChangeSet, Baseline, ReplacedOriginal, LogEntry, Report]
    for model in [*content_models(), *log]:
        fields = list(_text_fields(model))
        for row in model._base_manager.order_by("pk").iterator():
            changed = {}
            for field in fields:
                value = getattr(row, field.name)
                if (without := words.without(value)) != value:
                    changed[field.name] = without
            if changed and isinstance(row, Record):
                _rewrite(row, changed)
                rewritten.setdefault(type(row), set()).add(row.pk)
            elif changed:
                for name, value in changed.items():
                    setattr(row, name, value)
                row.save(update_fields=changed)
    return rewritten


def _rewrite(record: Record, values: Mapping[str, object]) -> None:
    """Saves a record with other values. A translation that said what its original says still does: the name
    has gone out of both."""
    as_it_was = list(texts(record)) if isinstance(record, Written) else []
    for name, value in values.items():
        setattr(record, name, value)
    if isinstance(record, Written):
        for text in as_it_was:
            if text.state == TextState.APPROVED:
                approve(record, text.field, text.language)
    record.modified = timezone.now()
    # The bare columns of translated fields follow the active language: as the loader does.
    with override("nb"):
        record.save()


def _published(stones: Iterable[Tombstone]) -> ChangeSet:
    """The redaction itself in the log: readers and programs learn that something was removed, not what."""
    change_set = ChangeSet.objects.create(
        origin=Origin.CORRECTION,
        title=TITLE,
        state=State.APPLIED,
        applied=timezone.now(),
        number=ChangeSet.objects.latest_number() + 1,
    )
    for stone in stones:
        Change.objects.create(
            change_set=change_set, model=stone.model, key=stone.stand_in, action=Action.REMOVE
        )
    return change_set
