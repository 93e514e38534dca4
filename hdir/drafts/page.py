"""What the page of a change set says."""

from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from hdir.changes.edits import Edit
from hdir.changes.models import Action, ChangeSet, State
from hdir.changes.publication import edits_of, onto_live
from hdir.changes.staging import staged
from hdir.changes.write import UnwritableError, check
from hdir.conflicts.disputes import Dispute, disputes
from hdir.drafts.rights import may_approve, may_publish
from hdir.drafts.warnings import Warning, warnings_of
from hdir.drafts.work import mark_of
from hdir.editorial.refusals import in_words, told
from hdir.history.wording import RecordWords, in_words_of
from hdir.records.models import Record
from hdir.records.rules import Problem


@dataclass(frozen=True)
class Line:
    """A record of the change set in words, with where it can be seen."""

    words: RecordWords
    preview: str = ""  # of an open one
    public: str = ""
    # The record's model and key, "directory.unit/hr", if the draft can be worked on in its form.
    place: str = ""

    @property
    def whole_place(self) -> str:
        """The record's model and key, also where it has no form."""
        return _place(self.words.edit)


@dataclass(frozen=True)
class ChangeSetPage:
    """A change set, in words, with what the reader may do with it."""

    change_set: ChangeSet
    lines: list[Line]
    disputes: list[Dispute] = field(default_factory=list)
    may_publish: bool = False
    may_approve: bool = False
    is_own: bool = False
    # Several drafts of the same records, which will be merged.
    others: list[ChangeSet] = field(default_factory=list)
    # What somebody should look at before it is published; none of it is in the way.
    warnings: list[Warning] = field(default_factory=list)
    # Why it couldn't be published as it is.
    refusals: list[str] = field(default_factory=list)
    # Of what is shown: who approves it says that this is what was read.
    mark: str = ""

    @property
    def is_draft(self) -> bool:
        return self.change_set.state == State.DRAFT

    @property
    def is_scheduled(self) -> bool:
        """Approved, and published when its time comes."""
        return self.change_set.state == State.APPROVED

    @property
    def may_submit(self) -> bool:
        """What contradicts the published content is settled first: nobody could approve it."""
        return self.is_draft and bool(self.lines) and not self.disputes

    @property
    def is_applied(self) -> bool:
        return self.change_set.state == State.APPLIED

    @property
    def may_take_up(self) -> bool:
        """Whether the reader may make a draft again of what was discarded."""
        return self.change_set.state == State.REJECTED and (self.is_own or self.may_publish)


def change_set_page(change_set: ChangeSet, user) -> ChangeSetPage:
    """The page of a change set, for somebody. An open one is shown as it would be published now."""
    own = change_set.author == user.get_username()
    mark = str(mark_of(change_set))
    edits = edits_of(change_set)
    if not change_set.is_open:
        lines = [_line(words) for words in in_words_of(edits)]
        return ChangeSetPage(change_set, lines, is_own=own, may_publish=may_publish(user, change_set))
    left, clashes = onto_live(edits)
    warnings: list[Warning] = []
    problems: list[Problem] = []
    try:
        with staged(left):
            words_of_all = in_words_of(left)
            lines = [_line(words, change_set) for words in words_of_all]
            warnings = warnings_of(words_of_all)
            problems = _broken(left)
    except UnwritableError as error:
        lines = [_line(words) for words in in_words_of(left)]
        problems = error.problems
    return ChangeSetPage(
        change_set,
        lines,
        disputes(clashes),
        may_publish=may_publish(user, change_set),
        may_approve=may_approve(user, change_set) and bool(lines) and not clashes,
        is_own=own,
        others=_others(change_set),
        warnings=warnings,
        refusals=told(in_words(problems, left)),
        mark=mark,
    )


def _broken(edits: list[Edit]) -> list[Problem]:
    """The rules that edits break, which are in place now."""
    try:
        check(edits)
    except UnwritableError as error:
        return error.problems
    return []


def _line(words: RecordWords, change_set: ChangeSet | None = None) -> Line:
    record = words.record
    if record is None:
        return Line(words)
    public = address_of(record)
    path, mark, fragment = public.lstrip("/").partition("#")
    return Line(
        words,
        preview=reverse("drafts:preview", args=[change_set.pk, path]) + mark + fragment
        if change_set and public
        else "",
        public="" if change_set else public,
        place=_place(words.edit) if change_set else "",
    )


def _place(edit: Edit) -> str:
    return f"{edit.model._meta.label_lower}/{edit.key}"


def form_to_edit(change_set: ChangeSet, place: str = "") -> str:
    """The admin form in which a draft is worked on: of the record at a place (Line.place), else of the first
    that the draft doesn't remove. "" if there is none, and for a package as a whole. A place may end in a
    field, "directory.unit/hr#lead_nn"; the address then leads to it."""
    place, mark, field_name = place.partition("#")
    if change_set.is_package and not place:
        return ""
    for edit in edits_of(change_set):
        if edit.action != Action.REMOVE and place in {"", _place(edit)}:
            meta = edit.model._meta
            form = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[edit.key])
            return f"{form}#id_{field_name}" if mark else form
    return ""


def address_of(record: Record) -> str:
    """The public page of a record, "" if it has none."""
    try:
        return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
    except (AttributeError, NoReverseMatch):
        return ""


def _others(change_set: ChangeSet) -> list[ChangeSet]:
    return open_drafts_of(
        change_set.changes.values_list("model", "key").order_by("pk"), besides=change_set.pk
    )


def open_drafts_of(records, besides: int | None = None) -> list[ChangeSet]:
    """The open change sets that are about any of some records, given by model label and key."""
    wanted = set(records)
    keys = {key for _model, key in wanted}
    if not keys:
        return []
    found = (
        ChangeSet.objects.open()
        .filter(changes__key__in=sorted(keys)[:500])
        .values_list("pk", "changes__model", "changes__key")
    )
    same = {pk for pk, model, key in found if (model, key) in wanted and pk != besides}
    return list(ChangeSet.objects.open().filter(pk__in=same))
