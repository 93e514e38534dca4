"""The words of the field, explained for the glossary page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hdir.records.collation import sort_key


@dataclass(frozen=True)
class Term:
    """A word and what it means on this site. The key is the fragment of its address."""

    key: str
    name: Promise
    explanation: Promise


TERMS = (
    Term(
        "unit",
        pgettext_lazy("glossary", "unit"),
        _(
            "Any part of the organisation: a ministry, a directorate, a division, a "
            "department, a section, an agency."
        ),
    ),
    Term(
        "ministry",
        pgettext_lazy("glossary", "ministry"),
        _(
            "The highest level of the state’s administration, led by a minister. The "
            "Directorate comes under the Ministry of Health and Care Services."
        ),
    ),
    Term(
        "directorate",
        pgettext_lazy("glossary", "directorate"),
        _(
            "A national public body under a ministry. It gives professional advice, carries "
            "out policy and administers laws."
        ),
    ),
    Term(
        "division",
        pgettext_lazy("glossary", "division"),
        _("The largest part of the Directorate’s own organisation. It is made up of departments."),
    ),
    Term(
        "department",
        pgettext_lazy("glossary", "department"),
        _("A part of a division, with its own tasks and usually its own head."),
    ),
    Term(
        "section",
        pgettext_lazy("glossary", "section"),
        _("A part of a department. A section may itself have parts."),
    ),
    Term(
        "agency",
        pgettext_lazy("glossary", "agency"),
        _("A body with a name and tasks of its own that is part of the Directorate, such as Helfo."),
    ),
    Term(
        "programme",
        pgettext_lazy("glossary", "programme"),
        _("Work with a set aim for a set time. On this site a programme stands beside the departments."),
    ),
    Term(
        "post",
        pgettext_lazy("glossary", "post"),
        _("A place in a unit that a person holds, with a title. A post can be vacant."),
    ),
    Term(
        "head",
        pgettext_lazy("glossary", "head"),
        _("The person who leads a unit."),
    ),
    Term(
        "ordinary",
        pgettext_lazy("glossary", "ordinary holder"),
        _("Somebody who holds a post for good, neither constituted nor acting."),
    ),
    Term(
        "constituted",
        pgettext_lazy("glossary", "constituted"),
        _("Appointed to a post for a time, often while it is being filled. In Norwegian: konstituert."),
    ),
    Term(
        "acting",
        pgettext_lazy("glossary", "acting"),
        _("Doing the work of a post in place of the one who holds it. In Norwegian: fungerende."),
    ),
    Term(
        "professional-lead",
        pgettext_lazy("glossary", "professional lead"),
        _(
            "Somebody who answers for the professional content of a unit without being its "
            "head. In Norwegian: fagansvarlig."
        ),
    ),
    Term(
        "strategy",
        pgettext_lazy("glossary", "strategy"),
        _(
            "The Directorate’s plan for how to carry out its mission in a period. The one on "
            "this site was for 2014–2018 and has ended."
        ),
    ),
    Term(
        "goal-area",
        pgettext_lazy("glossary", "goal area"),
        _(
            "One of the five main parts of the strategy. Each says what the Directorate wants "
            "to achieve, why, and what follows from it."
        ),
    ),
    Term(
        "focus-area",
        pgettext_lazy("glossary", "focus area"),
        _("A field within a goal area where the Directorate wanted to become stronger. There are 21."),
    ),
    Term(
        "contribution",
        pgettext_lazy("glossary", "contribution"),
        _("That a unit carries a focus area. This site says which task or law that rests on, and why."),
    ),
    Term(
        "stated",
        pgettext_lazy("glossary", "stated"),
        _("Said by the documents themselves."),
    ),
    Term(
        "judged",
        pgettext_lazy("glossary", "editorial judgement"),
        _("Not said by any document. We concluded it from what they do say, and give the reason."),
    ),
    Term(
        "target-group",
        pgettext_lazy("glossary", "target group"),
        _("Those whom a unit does its work for."),
    ),
    Term(
        "partner",
        pgettext_lazy("glossary", "partner"),
        _("Those whom a unit does its work with."),
    ),
    Term(
        "topic",
        pgettext_lazy("glossary", "topic"),
        _(
            "A subject that people ask about, such as dental health. It leads to the units "
            "that are responsible."
        ),
    ),
    Term(
        "main-responsibility",
        pgettext_lazy("glossary", "main responsibility"),
        _("The unit is the one to turn to, even if others have a part of the topic."),
    ),
    Term(
        "shared-responsibility",
        pgettext_lazy("glossary", "shared responsibility"),
        _("Several units have the topic together, or each has its part of it."),
    ),
    Term(
        "operative-responsibility",
        pgettext_lazy("glossary", "operative responsibility"),
        _(
            "The daily work, such as handling applications and payments. Another unit may be "
            "responsible for the rules."
        ),
    ),
    Term(
        "delegated",
        pgettext_lazy("glossary", "delegated"),
        _("Authority that a ministry has under a law and has passed on to the Directorate."),
    ),
    Term(
        "administer",
        pgettext_lazy("glossary", "administer a law"),
        _("To be the one who applies a law, sees to it that it works, and proposes changes."),
    ),
    Term(
        "statement",
        pgettext_lazy("glossary", "statement"),
        _(
            "What the Directorate says of itself, such as its mission, its vision or its "
            "values, in a given period."
        ),
    ),
    Term(
        "last-confirmed",
        pgettext_lazy("glossary", "last confirmed"),
        _("The date of the newest document that says something. It may have changed since."),
    ),
    Term(
        "unknown",
        pgettext_lazy("glossary", "unknown"),
        _("No document says whether it was so. It may have been, or not."),
    ),
    Term(
        "source",
        pgettext_lazy("glossary", "source"),
        _("The document and the lines in it that a fact comes from: 003:27 is line 27 of document 003."),
    ),
    Term(
        "printed",
        pgettext_lazy("glossary", "printed"),
        _("The words as they stand in the document, where we corrected a misprint."),
    ),
    Term(
        "our-translation",
        pgettext_lazy("glossary", "our translation"),
        _("No document gives the name in this language. We translated it."),
    ),
    Term(
        "placeholder",
        pgettext_lazy("glossary", "placeholder"),
        _("A text such as “Information will come”. This site then says that nothing is published."),
    ),
)


def sorted_terms() -> list[Term]:
    """The terms in Norwegian alphabetical order of their names in the reader's language."""
    return sorted(TERMS, key=lambda term: sort_key(str(term.name)))
