"""The components for the organisation's own things, each with an example for the gallery.

The examples are records that aren't in the database: the gallery looks the same whatever the content.
"""

from directory.models import (
    ChangeEvent,
    ContactKind,
    ContactPoint,
    EventKind,
    Extent,
    Figure,
    Law,
    LawRole,
    LawRoleKind,
    Manner,
    Membership,
    Party,
    PartyKind,
    Passage,
    PassageKind,
    Person,
    Post,
    Relation,
    RelationKind,
    Responsibility,
    Statement,
    StatementKind,
    Task,
    Topic,
    Unit,
    UnitKind,
)
from directory.pages.chart import Node
from directory.pages.subjects import Share
from directory.pages.unit import PassageNode, TaskNode
from hdir.pages.components import declare


def _named(model, key: str, nb: str, nn: str, en: str, **fields):
    return model(key=key, name_nb=nb, name_nn=nn, name_en=en, given_in=["nb"], **fields)


def _unit() -> Unit:
    return _named(
        Unit,
        "global-helse",
        "Global helse",
        "Global helse",
        "Global Health",
        kind=UnitKind.DEPARTMENT,
    )


def _division() -> Unit:
    return _named(
        Unit,
        "divisjon-folkehelse",
        "Divisjon folkehelse",
        "Divisjon folkehelse",
        "Division of Public Health",
        kind=UnitKind.DIVISION,
    )


def _membership() -> Membership:
    post = Post(
        key="global-helse-avdelingsdirektor",
        unit=_unit(),
        title_nb="avdelingsdirektør",
        title_nn="avdelingsdirektør",
        title_en="Head of Department",
        given_in=["nb"],
    )
    person = Person(key="kari-nordmann", name="Kari Nordmann")
    return Membership(key="example", post=post, person=person, manner=Manner.CONSTITUTED)


def _tree() -> list[Node]:
    membership = _membership()
    membership.post.holders = [membership]
    below = Node(_unit(), UnitKind.DEPARTMENT, None, posts=[membership.post])
    return [Node(_division(), UnitKind.DIVISION, None, children=[below])]


def _passage() -> PassageNode:
    passage = Passage(
        key="example-passage",
        unit=_unit(),
        kind=PassageKind.TASKS,
        heading_nb="Oppgaver",
        heading_nn="Oppgåver",
        heading_en="Tasks",
    )
    task = Task(
        key="example-task",
        passage=passage,
        text_nb="Gi råd til kommunene",
        text_nn="Gi råd til kommunane",
        text_en="Advise the municipalities",
    )
    return PassageNode(passage, [TaskNode(task)])


def _responsibility() -> Responsibility:
    return Responsibility(
        key="example-responsibility",
        unit=_unit(),
        topic=_named(Topic, "beredskap", "Beredskap", "Beredskap", "Preparedness"),
        extent=Extent.NOT,
        instead=_division(),
        note_nb="Ikke kommunene.",
        note_nn="Ikkje kommunane.",
        note_en="Not the municipalities.",
    )


def _relation() -> Relation:
    party = _named(Party, "norad", "Norad", "Norad", "Norad", kind=PartyKind.ORGANISATION)
    return Relation(
        key="example-relation",
        unit=_unit(),
        party=party,
        kind=RelationKind.PARTNER,
        printed="NORAD",
    )


def _law_role() -> LawRole:
    law = _named(Law, "folkehelseloven", "Folkehelseloven", "Folkehelselova", "Public Health Act")
    return LawRole(
        key="example-law-role",
        unit=_unit(),
        law=law,
        role=LawRoleKind.ADMINISTERS,
        paragraph="§ 5",
    )


def _figure() -> Figure:
    return Figure(
        key="example-figure",
        unit=_unit(),
        value=16,
        measure_nb="medarbeidere",
        measure_nn="medarbeidarar",
        measure_en="employees",
        approximate=True,
        meaning_nb="Så mange arbeider her.",
        meaning_nn="Så mange arbeider her.",
        meaning_en="The number of people working here.",
    )


def _contact_point() -> ContactPoint:
    return ContactPoint(
        key="example-contact-point",
        unit=_unit(),
        kind=ContactKind.TELEPHONE,
        value="800 00 000",
        label_nb="Veiledning",
        label_nn="Rettleiing",
        label_en="Guidance",
    )


def _event() -> ChangeEvent:
    return ChangeEvent(
        key="example-event",
        date="2016-01",
        kind=EventKind.PLACED,
        name_nb="Ny etat",
        name_nn="Ny etat",
        name_en="A new agency",
    )


def _statement() -> Statement:
    return Statement(
        key="example-statement",
        unit=_unit(),
        kind=StatementKind.VALUE,
        name_nb="Åpenhet",
        name_nn="Openheit",
        name_en="Openness",
        given_in=["nb"],
        text_nb="Arbeidet er åpent.",
        text_nn="Arbeidet er ope.",
        text_en="The work is open.",
    )


declare(
    "tree",
    "The chart: units with what is below them, folded with <details>. Nodes of directory/pages/chart.py.",
    "nodes",
    example=lambda: {"nodes": _tree()},
)
declare(
    "unit-link",
    "A link to a unit under the name it had on the date.",
    "unit",
    date=None,
    example=lambda: {"unit": _unit()},
)
declare(
    "leader",
    "A person in a post with the exact role; with show_unit also where.",
    "membership",
    show_unit=False,
    date=None,
    example=lambda: {"membership": _membership(), "show_unit": True},
)
declare(
    "passage",
    "A heading with its list, its text or the nothing below it. A node of directory/pages/unit.py.",
    "passage",
    level=3,
    example=lambda: {"passage": _passage()},
)
declare(
    "responsibility",
    "How far a unit has a topic, or who has it instead; headed by the topic or, with show_unit, the unit.",
    "responsibility",
    show_unit=False,
    date=None,
    level=3,
    example=lambda: {"responsibility": _responsibility()},
)
declare(
    "share",
    "A unit's part in a topic beside those of others: how far, what sets it apart, who leads it. A share of "
    "directory/pages/subjects.py.",
    "share",
    example=lambda: {"share": Share(_responsibility(), Node(_unit(), UnitKind.DEPARTMENT, None))},
)
declare(
    "relation",
    "A target group or partner, with the words printed and the unit of ours that it is.",
    "relation",
    date=None,
    example=lambda: {"relation": _relation()},
)
declare(
    "law-role",
    "What a unit does with a law, or expressly doesn't. Stands below the law or the unit.",
    "role",
    example=lambda: {"role": _law_role()},
)
declare(
    "figure",
    "A number of the documents, exact or approximate.",
    "figure",
    example=lambda: {"figure": _figure()},
)
declare(
    "contact-point",
    "Where a unit is found. Site names are text: the documents print no addresses.",
    "point",
    example=lambda: {"point": _contact_point()},
)
declare(
    "event",
    "What happened and when; with show_units (prefetch units and parties) also to whom.",
    "event",
    show_units=False,
    date=None,
    level=3,
    example=lambda: {"event": _event()},
)
declare(
    "statement",
    "What an organisation said of itself, under its name. Its period is said where it isn't that of "
    "the edition (a document).",
    "statement",
    edition=None,
    level=4,
    example=lambda: {"statement": _statement()},
)
