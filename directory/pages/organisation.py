"""The page of the whole organisation: what of it is shown, in which view, and where its links lead."""

import datetime
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from directory.chart import folds
from directory.models import Unit
from directory.pages.chart import Node, posts_by_unit
from directory.pages.outline import Outline

VIEWS: dict[str, str | Promise] = {
    "drawing": gettext_lazy("Drawing"),
    "list": pgettext_lazy("view", "List"),
    "table": pgettext_lazy("view", "Table"),
}
# So many branches can be open at once; more in an address are no reader's wish.
_MOST_OPEN = 100


@dataclass(frozen=True)
class Choices:
    """What the address asks for. The address is the page's only memory."""

    date: datetime.date | None
    view: str = "drawing"
    heads: bool = True
    # The branches that are open; None where the address says nothing.
    open: tuple[str, ...] | None = None

    @classmethod
    def of(cls, asked: QueryDict, date: datetime.date | None) -> "Choices":
        """Reads `view=drawing|list|table`, `heads=yes|no` and any number of `open=<key of a unit>`.

        Raises BadRequest for a view that there isn't. A key that is no unit of the date opens nothing.
        """
        view = asked.get("view", "drawing")
        if view not in VIEWS:
            raise BadRequest(_("There is no such view. There are: drawing, list, table."))
        heads = asked.get("heads", "yes")
        if heads not in {"yes", "no"}:
            raise BadRequest(_("Leaders are shown with heads=yes and hidden with heads=no."))
        opened = None
        if "open" in asked:
            opened = tuple(dict.fromkeys(key for key in asked.getlist("open")[:_MOST_OPEN] if key))
        return cls(date, view, heads == "yes", opened)

    def query(self, **changes: Any) -> str:
        """The query of an address with these choices, some of them changed: "?view=list" or "?"."""
        wanted = replace(self, **changes)
        pairs: list[tuple[str, str]] = []
        if wanted.view != "drawing":
            pairs.append(("view", wanted.view))
        if not wanted.heads:
            pairs.append(("heads", "no"))
        pairs += [("open", key) for key in wanted.open or ()]
        if wanted.open == ():
            pairs.append(("open", ""))
        if wanted.date:
            pairs.append(("date", wanted.date.isoformat()))
        return f"?{urlencode(pairs)}"


@dataclass
class OrganisationPage:
    """The organisation on a date as far as it is unfolded, the same for drawing, list and table."""

    choices: Choices
    outline: Outline
    roots: list[Node]
    # Units whose place was unknown then: they existed, but no document says below what.
    outside: list[Node]
    # The branches that are folded by a click of their own, and which of them are open.
    foldable: list[str] = field(default_factory=list)
    left_out: int = 0

    @classmethod
    def of(cls, choices: Choices) -> "OrganisationPage":
        """In a fixed number of queries: six, one more at a date, two less without the leaders."""
        outline = Outline.of(choices.date)
        tree = outline.tree
        seen = folds.shown(tree, folds.opened(tree, choices.open, outline.parents))
        page = cls(choices, outline, [], [], left_out=seen.roots_left_out)
        stem = tree.stem()
        page.foldable = [
            key
            for key in seen.keys
            if key not in stem and tree.weights[key] and outline.parents.get(key) in stem
        ]
        nodes = page._nodes(seen)
        for key in seen.roots:
            (page.outside if key in outline.outside else page.roots).append(nodes[key])
        return page

    @property
    def shown(self) -> int:
        """How many units stand on the page."""
        return sum(1 for _row in self.rows)

    @property
    def rows(self) -> list[tuple[Node, Node | None, int]]:
        """Every unit shown with the one it is part of and its level, in reading order."""
        found: list[tuple[Node, Node | None, int]] = []
        waiting: list[tuple[Node, Node | None, int]] = [
            (n, None, 0) for n in reversed([*self.roots, *self.outside])
        ]
        while waiting:
            node, _parent, level = row = waiting.pop()
            found.append(row)
            waiting += [(child, node, level + 1) for child in reversed(node.children)]
        return found

    @property
    def folded(self) -> bool:
        """Whether some units stand in branches that are folded."""
        return self.shown < self.outline.size

    @property
    def views(self) -> list[tuple[str, str | Promise, str]]:
        """Each view: what it is in the address, what it is called, and the query that leads to it."""
        return [(view, name, self.choices.query(view=view)) for view, name in VIEWS.items()]

    @property
    def heads_query(self) -> str:
        """The query of the page with leaders, or without them where it has them."""
        return self.choices.query(heads=not self.choices.heads)

    @property
    def all_open_query(self) -> str:
        """The query that unfolds every branch; "" where nothing is folded, or too much for one page."""
        whole = self.outline.size <= folds.WHOLE
        return self.choices.query(open=None) if whole and self.folded else ""

    @property
    def all_folded_query(self) -> str:
        """The query that folds every branch; "" where all are folded."""
        unfolded = any(node.children for node, _parent, _level in self.rows if node.unit.pk in self.foldable)
        return self.choices.query(open=()) if unfolded else ""

    @property
    def download_query(self) -> str:
        """The query of the drawing as a file."""
        return self.choices.query(view="drawing")

    @property
    def download_query_white(self) -> str:
        """The query of the drawing as a file on white."""
        query = self.download_query
        return f"{query}{'' if query == '?' else '&'}background=white"

    def _nodes(self, seen: folds.Shown) -> dict[str, Node]:
        date = self.choices.date
        units = Unit.objects.filter(pk__in=seen.keys).prefetch_related("earlier_states").in_bulk()
        posts = posts_by_unit(units.values(), date) if self.choices.heads else {}
        nodes = {}
        for key in seen.keys:
            unit = units[key]
            nodes[key] = Node(unit, unit.state_at(date).kind, date, posts.get(key, []))
        for key, node in nodes.items():
            node.weight = self.outline.tree.weights[key]
            node.children = [nodes[child] for child in seen.children[key]]
            node.left_out = seen.left_out[key]
        for key, node in nodes.items():
            if node.weight and (key in self.foldable or not node.children):
                node.toggle = self._toggle(node, nodes)
        return nodes

    def _toggle(self, node: Node, nodes: dict[str, Node]) -> str:
        """The query that folds the branch if it is open, or opens it."""
        asked = self.choices.open
        if asked is None:
            asked = tuple(key for key in self.foldable if nodes[key].children)
        key = node.unit.pk
        if node.children:
            parents, tree = self.outline.parents, self.outline.tree
            kept = tuple(k for k in asked if k != key and key not in tree.path(k, parents))
        else:
            kept = (*asked, key)
        # The address stays short where nothing is asked for but what is shown anyway.
        usual = self.outline.size <= folds.WHOLE and set(kept) == set(self.foldable)
        return self.choices.query(open=None if usual else kept)
