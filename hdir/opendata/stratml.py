"""StratML Part 1 (ISO 17469-1): a strategy as a plan, one file a language, for the schema knows none."""

import datetime
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.models import Statement, StatementKind
from hdir.opendata.contents import Contents, rows_at
from hdir.opendata.edition import ATTRIBUTION, LICENCE_NAME, PERSONS, Edition
from hdir.opendata.words import cited, running_text, text
from hdir.opendata.xml import written
from hdir.records.periods import first_day, in_words, last_day
from strategy.models import Contribution, FocusArea, GoalArea, Strategy

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
_WHOLE_DAY = 10


class _Element:
    """An element that is written only if it has something in it."""

    def __init__(self, name: str, content: str = "", **attributes: str):
        self.tree = ElementTree.Element(f"{{{NAMESPACE}}}{name}", attributes)
        self.tree.text = content or None

    def add(self, name: str, content: str | None = "", **attributes: str) -> None:
        """An element with text below this one, if there is any text."""
        if content:
            self.tree.append(_Element(name, content, **attributes).tree)

    def put(self, element: "_Element") -> None:
        """An element with elements below this one, if it has any."""
        if len(element.tree):
            self.tree.append(element.tree)


def stratml(strategy: Strategy, language: str, date: datetime.date | None = None) -> bytes:
    """The plan in a language, with the contributions of a date or all of them; with none at a date when the
    strategy was certainly not in force."""
    contents = Contents.at(date)
    # Also of a strategy that had ended by then: its file was asked for.
    contents.add(Strategy, [strategy])
    contents.add(GoalArea, GoalArea.objects.filter(strategy=strategy).order_by("pk"))
    contents.add(FocusArea, FocusArea.objects.filter(goal_area__strategy=strategy).order_by("pk"))
    contents.add(Contribution, rows_at(Contribution, date))
    with override(language):
        plan = _plan(strategy, contents, language)
    return written(plan.tree, NAMESPACE)


def _plan(strategy: Strategy, contents: Contents, language: str) -> _Element:
    plan = _Element("StrategicPlan")
    plan.add("Name", text(strategy, "name", language))
    plan.add("Description", text(strategy, "lead", language))
    plan.add("OtherInformation", _about(strategy, contents, language))
    plan.put(_core(strategy, contents, language))
    plan.put(_administrative(strategy))
    return plan


def _about(strategy: Strategy, contents: Contents, language: str) -> str:
    """What has no element of its own: the running text, how exact the dates are, and the terms."""
    edition = Edition.current()
    parts = [running_text(strategy, "body", language)]
    if strategy.period_in_words:
        parts.append(_("Period as the document gives it: %(period)s.") % {"period": strategy.period_in_words})
    if strategy.revised:
        parts.append(_("Revised: %(date)s.") % {"date": in_words(strategy.revised)})
    if contents.date:
        parts.append(units_of(strategy, contents.date, language))
    elif edition.true_for:
        parts.append(_("The units are those of %(date)s.") % {"date": in_words(edition.true_for)})
    parts += [
        _("Sources: %(sources)s.") % {"sources": cited(strategy)},
        str(ATTRIBUTION),
        str(PERSONS),
        _("Licence: %(licence)s. Version: %(version)s.")
        % {"licence": LICENCE_NAME, "version": edition.version},
    ]
    return "\n".join(part for part in parts if part)


def units_of(strategy: Strategy, day: datetime.date, language: str) -> str:
    """What a file of a day says of the units in it: of which day they are, or why there are none."""
    with override(language):
        date = {"date": in_words(day.isoformat())}
        if strategy.ruled_out(day):
            return _("The strategy was not in force on %(date)s, so that no units are named.") % date
        return _("The units are those of %(date)s.") % date


def _core(strategy: Strategy, contents: Contents, language: str) -> _Element:
    core = _Element("StrategicPlanCore")
    unit = strategy.unit
    organization = _Element("Organization")
    organization.add("Name", text(unit, "name", language))
    organization.add("Acronym", unit.abbreviation)
    organization.add("Identifier", f"unit-{unit.pk}")
    organization.add("Description", text(unit, "lead", language))
    core.put(organization)
    said = _statements(strategy, contents)
    for name, kind in (("Vision", StatementKind.VISION), ("Mission", StatementKind.MISSION)):
        found = [statement for statement in said if statement.kind == kind]
        element = _Element(name)
        element.add("Description", "\n".join(_statement(s, language) for s in found))
        if found:
            element.add("Identifier", f"statement-{found[0].pk}")
        core.put(element)
    for statement in said:
        if statement.kind == StatementKind.VALUE:
            value = _Element("Value")
            value.add("Name", text(statement, "name", language))
            value.add("Description", running_text(statement, "text", language))
            core.put(value)
    for area in sorted(
        contents.belonging(GoalArea, "strategy", strategy.pk), key=lambda a: (a.position, a.pk)
    ):
        core.put(_goal(area, contents, language))
    return core


def _statements(strategy: Strategy, contents: Contents) -> list[Statement]:
    """What the organisation said of itself in the very document that the strategy is known from."""
    documents = {source["document"] for source in strategy.sources}
    said = [
        statement
        for statement in contents.belonging(Statement, "unit", strategy.unit_id)
        if statement.sources and statement.sources[0]["document"] in documents
    ]
    return sorted(said, key=lambda s: (s.position, s.pk))


def _statement(statement: Statement, language: str) -> str:
    name, said = text(statement, "name", language), running_text(statement, "text", language)
    return f"{name}: {said}" if name and name != said else said


def _goal(area: GoalArea, contents: Contents, language: str) -> _Element:
    goal = _Element("Goal")
    goal.add("Name", text(area, "name", language))
    # The schema demands a description; the name stands in where the documents say nothing.
    goal.add(
        "Description",
        running_text(area, "aims", language) or text(area, "lead", language) or text(area, "name", language),
    )
    goal.add("Identifier", f"goal-area-{area.pk}")
    goal.add("SequenceIndicator", str(area.number))
    parts = [running_text(area, field, language) for field in ("background", "consequences")]
    goal.add("OtherInformation", "\n".join(part for part in parts if part))
    areas = contents.belonging(FocusArea, "goal_area", area.pk)
    for number, focus_area in enumerate(sorted(areas, key=lambda a: (a.position, a.pk)), start=1):
        goal.put(_objective(focus_area, f"{area.number}.{number}", contents, language))
    return goal


def _objective(area: FocusArea, number: str, contents: Contents, language: str) -> _Element:
    objective = _Element("Objective")
    objective.add("Name", text(area, "name", language))
    objective.add("Identifier", f"focus-area-{area.pk}")
    objective.add("SequenceIndicator", number)
    carried = contents.belonging(Contribution, "focus_area", area.pk)
    for contribution in sorted(carried, key=lambda c: (c.position, c.pk)):
        stakeholder = _Element("Stakeholder", StakeholderTypeType="Organization")
        named = contribution.unit.state_at(contents.date).named
        stakeholder.add("Name", text(named, "name", language))
        stakeholder.add(
            "Description",
            f"{contribution.get_basis_display()}: {running_text(contribution, 'reason', language)}",
        )
        objective.put(stakeholder)
    objective.add("OtherInformation", ", ".join(text(area, "other_names", language).splitlines()))
    return objective


def _administrative(strategy: Strategy) -> _Element:
    """The period as whole days, for the schema has no others; how exact it is known says `_about`."""
    information = _Element("AdministrativeInformation")
    if strategy.valid_from:
        information.add("StartDate", first_day(strategy.valid_from).isoformat())
    if strategy.valid_to:
        information.add("EndDate", last_day(strategy.valid_to).isoformat())
    if strategy.revised and len(strategy.revised) == _WHOLE_DAY:
        information.add("PublicationDate", strategy.revised)
    information.add("Source", f"{settings.SITE_URL}/id/strategy/{strategy.pk}")
    return information
