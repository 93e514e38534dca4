"""A conflict as it is shown and settled: three values side by side, and a choice for each field."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hdir.changes.edits import Clash, Keys, kind_of
from hdir.changes.merge import Conflict, Kind
from hdir.changes.snapshot import plain, specs_by_name
from hdir.history.differences import Piece, words_changed
from hdir.history.names import Names, pointed_at
from hdir.history.wording import column_label, value_in_words
from hdir.records.approvals import fingerprint
from hdir.records.models import Record
from hdir.records.plain_text import validate_text

OURS, THEIRS, EDITED = "ours", "theirs", "edited"


@dataclass(frozen=True)
class Dispute:
    """One conflict with everything that its row on the page needs."""

    model: type[Record]
    key: str
    conflict: Conflict
    title: str
    label: str
    before: str
    ours: str
    theirs: str

    @property
    def name(self) -> str:
        """The name of its choice in the form, and the mark that links lead to; unique on a page."""
        return f"{self.model._meta.label_lower}/{self.key}/{self.conflict.field}"

    @property
    def mark(self) -> str:
        """Differs where one of the three values does: a choice holds for what was shown."""
        conflict = self.conflict
        return fingerprint(json.dumps([conflict.base, conflict.ours, conflict.theirs], sort_keys=True))

    @property
    def about_record(self) -> bool:
        """Whether the record itself is in question, not one of its fields."""
        return self.conflict.field == ""

    @property
    def kind(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))

    @property
    def may_be_edited(self) -> bool:
        """Whether a third text can be written instead of choosing one."""
        if self.about_record or kind_of(self.model, self.conflict.field) is not Kind.SINGLE:
            return False
        spec = specs_by_name(self.model)[self.conflict.field]
        return not spec.is_relation and isinstance(spec.field, models.CharField | models.TextField)

    @property
    def our_pieces(self) -> list[Piece]:
        return words_changed(self.before, self.ours)

    @property
    def their_pieces(self) -> list[Piece]:
        return words_changed(self.before, self.theirs)


def disputes(clashes: Iterable[Clash]) -> list[Dispute]:
    """Conflicts as they are shown, by record and field."""
    clashes = list(clashes)
    names = _names(clashes)
    return [_dispute(clash, names) for clash in clashes]


def _dispute(clash: Clash, names: Names) -> Dispute:
    conflict, model = clash.conflict, clash.model
    sides = (conflict.base, conflict.ours, conflict.theirs)
    if conflict.field == "":
        here, gone = _("The record, as it is"), _("no record")
        label, words = _("The record itself"), [gone if side is None else here for side in sides]
    else:
        label = column_label(model, conflict.field)
        words = [value_in_words(model, conflict.field, side, names) for side in sides]
    return Dispute(model, clash.key, conflict, names.of(model, clash.key), label, *words)


def _names(clashes: list[Clash]) -> Names:
    """The names of the records in conflict, and of those that their values point to."""
    wanted: Keys = defaultdict(set)
    for clash in clashes:
        wanted[clash.model].add(clash.key)
        conflict = clash.conflict
        for side in (conflict.base, conflict.ours, conflict.theirs):
            values = {conflict.field: side} if conflict.field else {}
            for model, key in pointed_at(clash.model, values):
                wanted[model].add(key)
    return Names(wanted)


@dataclass(frozen=True)
class Choice:
    """What somebody chose for a dispute: whose value, and the value itself."""

    dispute: Dispute
    side: str
    value: object


def read_choices(data: Mapping[str, str], found: Iterable[Dispute]) -> tuple[list[Choice], dict[str, str]]:
    """The choices that a form sent, and what is wrong with them by the name of the dispute. A dispute that
    nothing was chosen for is left out."""
    choices, errors = [], {}
    for dispute in found:
        side = data.get(dispute.name, "")
        if side and data.get(f"{dispute.name}/shown") != dispute.mark:
            errors[dispute.name] = _("It has changed since you opened this page. Look again, and choose.")
        elif side == OURS:
            choices.append(Choice(dispute, side, dispute.conflict.ours))
        elif side == THEIRS:
            choices.append(Choice(dispute, side, dispute.conflict.theirs))
        elif side == EDITED and dispute.may_be_edited:
            try:
                value = _read(dispute, data.get(f"{dispute.name}/text", ""))
            except ValidationError as error:
                errors[dispute.name] = " ".join(error.messages)
            else:
                choices.append(Choice(dispute, side, value))
    return choices, errors


def _read(dispute: Dispute, text: str) -> object:
    text = text.replace("\r\n", "\n").strip()
    validate_text(text)
    column = specs_by_name(dispute.model)[dispute.conflict.field].field
    if not text and column.blank:
        return None
    return plain(column.clean(text, None))
