"""Units as a chart or a list of a date shows them: what they were then, and who led them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models import Membership, Post, PostKind, Unit, UnitKind
from hdir.pages.validity import validity_of
from hdir.records.periods import Standing

PLURALS: dict[str, str | Promise] = {
    UnitKind.MINISTRY: _("Ministries"),
    UnitKind.DIRECTORATE: _("Directorates"),
    UnitKind.DIVISION: pgettext_lazy("units", "Divisions"),
    UnitKind.DEPARTMENT: _("Departments"),
    UnitKind.PROGRAMME: _("Programmes"),
    UnitKind.SECTION: pgettext_lazy("units", "Sections"),
    UnitKind.PART: _("Parts of the section"),
    UnitKind.AGENCY: _("Agencies"),
}

# What is said of a unit that can't be taken for one of the date, and the tone of the chip that says it.
_STANDINGS: dict[Standing, tuple[str | Promise, str]] = {
    Standing.ENDED: (_("Ended"), "ended"),
    Standing.NOT_YET: (_("Not yet"), "quiet"),
    Standing.UNKNOWN: (_("unknown at this date"), "quiet"),
}


def kind_label(kind: str) -> str:
    """A kind of unit in the reader's language, for units and their earlier states alike."""
    return str(UnitKind(kind).label)


@dataclass
class Node:
    """A unit in the chart of a date, with what stood below it then."""

    unit: Unit
    kind: str
    date: datetime.date | None
    posts: list[Post] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    # Everything below it, shown or not, and how many of the units right below it aren't shown.
    weight: int = 0
    left_out: int = 0
    # Where a click on its fold leads: the query of an address, "" where it can't be folded.
    toggle: str = ""
    # What it was part of then; lists of units say so, the chart shows it.
    parent: Unit | None = None

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind)

    @property
    def unfolded(self) -> bool:
        """Whether what is below it is shown."""
        return bool(self.children)

    @property
    def unknown(self) -> bool:
        """Whether the documents neither confirm nor rule out that it existed on the date."""
        return validity_of(self.unit, self.date).state == Standing.UNKNOWN

    @property
    def marks(self) -> list[tuple[str | Promise, str]]:
        """What must be known of the unit before it is taken for one of the date: each in words, with the
        tone of its chip. The same in drawing, list and table."""
        placeholder: list[tuple[str | Promise, str]] = [(_("nothing published"), "quiet")]
        standing = _STANDINGS.get(validity_of(self.unit, self.date).state)
        return [*(placeholder if self.unit.placeholder else ()), *([standing] if standing else ())]

    @property
    def place_unknown(self) -> bool:
        """Whether the unit is part of something, but no document says of what on the date."""
        return self.unit.parent_id is not None and self.unit.state_at(self.date).parent_id is None

    @property
    def holders(self) -> list[Membership]:
        """Those who lead the unit; a professional lead doesn't, nor does who has left."""
        leading = [m for p in self.posts if p.kind == PostKind.HEAD for m in p.holders]
        return [m for m in leading if validity_of(m, self.date).state != Standing.ENDED]

    @property
    def perhaps(self) -> list[Membership]:
        """Those of the holders of whom it is unknown, though the unit itself is documented on the date."""
        if self.unknown:
            return []
        return [m for m in self.holders if validity_of(m, self.date).state == Standing.UNKNOWN]


def posts_by_unit(units: Iterable[Unit], date: datetime.date | None) -> dict[str, list[Post]]:
    """The posts of the units on a date, each with `holders`. Two queries."""
    found = defaultdict(list)
    posts = Post.objects.filter(unit__in=[u.pk for u in units])
    for post in posts.at(date).with_holders(date).order_by("position", "pk"):
        for membership in post.holders:
            membership.post = post
        found[post.unit_id].append(post)
    return found


def nodes(units: Iterable[Unit], date: datetime.date | None) -> list[Node]:
    """Units for a list, each with its kind of the date, its posts and what it was part of.

    Three queries, and one more for the names of a date.
    """
    states = [(unit, unit.state_at(date)) for unit in units]
    posts = posts_by_unit([unit for unit, _state in states], date)
    known = Unit.objects.prefetch_related("earlier_states") if date else Unit.objects.all()
    parents = known.in_bulk({s.parent_id for _unit, s in states if s.parent_id})
    return [Node(u, s.kind, date, posts.get(u.pk, []), parent=parents.get(s.parent_id)) for u, s in states]


def above(unit: Unit, units: dict[str, Unit], date: datetime.date | None) -> list[Unit]:
    """The units above one on a date, the highest first, from those given."""
    path: list[Unit] = []
    parent = unit.state_at(date).parent_id
    while parent in units and units[parent] not in path:
        path.insert(0, units[parent])
        parent = units[parent].state_at(date).parent_id
    return path
