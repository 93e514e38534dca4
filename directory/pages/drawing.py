"""The organisation as a drawing: what its boxes say, and in which sizes it is drawn."""

import html
from collections.abc import Callable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.chart.layout import lay_out
from directory.chart.shapes import Shape
from directory.chart.svg import Sheet, inline, standalone
from directory.models import Manner, Membership, UnitKind
from directory.pages import names
from directory.pages.chart import Node
from directory.pages.organisation import OrganisationPage
from hdir.pages.documented import documented_dates
from hdir.records.languages import current_language, shown
from hdir.records.periods import in_words

# Name, width in pixels and columns of each drawing; the stylesheet shows the one that the screen has room
# for, and paper gets the widest.
SIZES = (("wide", 1180, 7), ("middle", 700, 4), ("narrow", 288, 1))
FILE = (1180, 7)

# Kinds that a unit's name doesn't say.
_SAID = (UnitKind.AGENCY, UnitKind.PROGRAMME, UnitKind.PART)


def inline_drawings(nodes: Sequence[Node], address: Callable[[str], str]) -> list[SafeString]:
    """The chart in each size, for a page. `address` makes the link of a unit from its own address."""
    shapes = [_shape(node, address) for node in nodes]
    label = _("Organisation chart")
    return [
        mark_safe(inline(lay_out(shapes, width, columns), label, size))  # noqa: S308 - svg.py escapes it all
        for size, width, columns in SIZES
    ]


def chart_file(page: OrganisationPage, *, white: bool) -> str:
    """The chart as an SVG file: what it shows, of when, and links that lead to this site from anywhere."""
    date = page.choices.date

    def address(path: str) -> str:
        return f"{settings.SITE_URL}{path}?date={date}" if date else f"{settings.SITE_URL}{path}"

    parts = [("", lay_out([_shape(node, address, file=True) for node in page.roots], *FILE))]
    if page.outside:
        shapes = [_shape(node, address, file=True) for node in page.outside]
        parts.append((_("Place in the chart unknown at this date"), lay_out(shapes, *FILE)))
    return standalone(
        Sheet(_("Organisation chart"), tuple(_captions(page)), tuple(parts), current_language(), white)
    )


def _captions(page: OrganisationPage) -> list[str]:
    """What date the drawing is true for, and where it comes from."""
    date = page.choices.date
    if date:
        captions = [_("What is known about %(date)s.") % {"date": in_words(date.isoformat())}]
        if page.outline.unknown:
            captions.append(_("A dashed frame: the documents do not say whether it was so on this date."))
    elif true_for := documented_dates().chart:
        captions = [_("The chart is as of %(date)s.") % {"date": in_words(true_for)}]
    else:
        captions = []
    owner = "" if settings.SITE_OFFICIAL else f"{_('An independent edition.')} "
    return [*captions, f"{owner}{settings.SITE_URL}{reverse('directory:organisation')}"]


def _shape(node: Node, address: Callable[[str], str], *, file: bool = False) -> Shape:
    found = shown(node.unit.state_at(node.date).named, "name")
    below = tuple(_shape(child, address, file=file) for child in node.children)
    if node.children and node.left_out:
        below = (*below, _rest(node, address))
    marks = [f"unit-{node.kind}"]
    said = [node.kind_label, *(_said(m, node) for m in node.holders)]
    notes = [node.kind_label] if node.kind in _SAID else []
    notes += [_leader(m, node) for m in node.holders]
    remarks = [str(remark).lower() for remark, _tone in node.marks]
    said += remarks
    if node.unknown:
        marks.append("unknown")
        remarks.pop()  # the frame says it
    notes += remarks
    return Shape(
        key=node.unit.pk,
        name=found.text,
        notes=tuple(notes),
        label=f"{found.text} – {'; '.join(said)}",
        address=address(node.unit.get_absolute_url()),
        language=found.language if found.language != current_language() else "",
        marks=tuple(marks),
        weight=node.weight,
        children=below,
        # Nothing can be folded on paper; a folded branch still says how much it holds.
        **({} if file and node.children else _toggle(node, found.text)),
    )


def _toggle(node: Node, name: str) -> dict[str, str]:
    if not node.toggle:
        return {}
    number = ngettext("%(number)s unit", "%(number)s units", node.weight) % {"number": node.weight}
    if node.children:
        said = _("Fold what is below %(name)s") % {"name": name}
        return {"toggle": f"− {number}", "toggle_label": f"{said}: {number}", "toggle_address": node.toggle}
    said = _("Unfold what is below %(name)s") % {"name": name}
    return {"toggle": f"+ {number}", "toggle_label": f"{said}: {number}", "toggle_address": node.toggle}


def _rest(node: Node, address: Callable[[str], str]) -> Shape:
    """Stands for the units of a long list that aren't drawn, and leads to the unit that has them all."""
    more = ngettext("and %(number)s more", "and %(number)s more", node.left_out) % {"number": node.left_out}
    return Shape(
        key=f"{node.unit.pk}/rest",
        name=f"… {more}",
        address=f"{address(node.unit.get_absolute_url())}#below",
        marks=("rest",),
    )


def _name(membership: Membership, node: Node) -> str:
    """Who holds a post, with "perhaps" where the unit is documented on the date and this isn't."""
    name = membership.person.name
    return _("perhaps %(name)s") % {"name": name} if membership in node.perhaps else name


def _leader(membership: Membership, node: Node) -> str:
    name = _name(membership, node)
    if membership.manner == Manner.ORDINARY:
        return name
    return f"{name} ({membership.get_manner_display()})"


def _said(membership: Membership, node: Node) -> str:
    return f"{_name(membership, node)}, {_role(membership)}"


def _role(membership: Membership) -> str:
    """The person's exact role as plain text."""
    return html.unescape(strip_tags(str(names.role(membership))))
