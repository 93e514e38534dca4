"""The organisation: units and their history, who leads them, what they do, for and with whom.

One subject per module; everything is imported from here.
"""

from directory.models.documents import Document
from directory.models.events import ChangeEvent, EventKind
from directory.models.facts import ContactKind, ContactPoint, Figure, Statement, StatementKind
from directory.models.laws import Law, LawKind, LawRole, LawRoleKind
from directory.models.parties import Party, PartyKind, Relation, RelationKind
from directory.models.posts import Manner, Membership, Person, Post, PostKind
from directory.models.tasks import Passage, PassageKind, Task
from directory.models.topics import Extent, Responsibility, Topic
from directory.models.units import EarlierState, Unit, UnitKind

__all__ = [
    "ChangeEvent",
    "ContactKind",
    "ContactPoint",
    "Document",
    "EarlierState",
    "EventKind",
    "Extent",
    "Figure",
    "Law",
    "LawKind",
    "LawRole",
    "LawRoleKind",
    "Manner",
    "Membership",
    "Party",
    "PartyKind",
    "Passage",
    "PassageKind",
    "Person",
    "Post",
    "PostKind",
    "Relation",
    "RelationKind",
    "Responsibility",
    "Statement",
    "StatementKind",
    "Task",
    "Topic",
    "Unit",
    "UnitKind",
]
