"""Why a save was refused as a whole, in words that somebody can act on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hdir.changes.edits import Edit, Keys
from hdir.changes.snapshot import snapshots
from hdir.editorial.texts import field_label
from hdir.history.names import Names
from hdir.records.models import Record
from hdir.records.registry import content_models, counted, model_for_label
from hdir.records.rules import Problem, RulesBrokenError, enforce_rules

# So many records with the same fault are told as one.
_MANY = 4
_LISTED = 10


@dataclass(frozen=True)
class Refusal:
    """One reason: the message alone, for the field it is about, and with the record's name."""

    message: str
    in_words: str
    model: type[Record] | None = None
    key: str = ""
    name: str = ""
    field: str = ""


class RefusedError(Exception):
    """Nothing was saved, for these reasons."""

    def __init__(self, refusals: Iterable[Refusal]):
        self.refusals = list(refusals)
        super().__init__("; ".join(refusal.in_words for refusal in self.refusals))


def refuse_broken_rules() -> None:
    """Raises RefusedError if the content as it stands breaks a rule across rows.

    Call it inside the transaction: the names of new records can't be found after it is rolled back.
    """
    try:
        enforce_rules()
    except RulesBrokenError as error:
        raise RefusedError(in_words(error.problems)) from error


def in_words(problems: Iterable[Problem], edits: Iterable[Edit] = ()) -> list[Refusal]:
    """Problems as somebody reads them who doesn't know keys and labels. `edits` are those that were refused:
    records that are only there have their names from them."""
    problems = list(problems)
    wanted: Keys = defaultdict(set)
    for problem in problems:
        if model := model_for_label(problem.model):
            wanted[model].add(problem.key)
    names = Names(wanted, edits)
    return [_in_words(problem, names) for problem in problems]


def _in_words(problem: Problem, names: Names) -> Refusal:
    model = model_for_label(problem.model)
    if model is None:
        return Refusal(problem.message, str(problem))
    name = names.of(model, problem.key)
    words = _("%(kind)s “%(name)s”, %(field)s: %(message)s") % {
        "kind": capfirst(str(model._meta.verbose_name)),
        "name": name,
        "field": field_label(model._meta.get_field(problem.field)) if problem.field else _("all of it"),
        "message": problem.message,
    }
    return Refusal(problem.message, words, model, problem.key, name, problem.field)


def tell(request: HttpRequest, refusals: Iterable[Refusal]) -> None:
    """Says on the next page why something was refused."""
    for words in told(refusals):
        messages.error(request, words)


def told(refusals: Iterable[Refusal]) -> list[str]:
    """Refusals as sentences. What is wrong with many records is said once, with how many of which kind and
    links to the first of them."""
    groups: dict[str, list[Refusal]] = defaultdict(list)
    for refusal in refusals:
        groups[refusal.message].append(refusal)
    sentences: list[str] = []
    for message, group in groups.items():
        if len(group) < _MANY:
            sentences += [refusal.in_words for refusal in group]
        else:
            sentences.append(_together(message, group))
    return sentences


def _together(message: str, group: list[Refusal]) -> SafeString:
    numbers = Counter(refusal.model for refusal in group if refusal.model)
    kinds = (counted(model, number) for model, number in numbers.most_common())
    return format_html(
        "{} {} {} {}",
        message,
        _("It concerns %(count)s records: %(kinds)s.") % {"count": len(group), "kinds": ", ".join(kinds)},
        _("The first %(number)s:") % {"number": _LISTED} if len(group) > _LISTED else _("These are:"),
        format_html_join("; ", "{}", ((link,) for link in _links(group[:_LISTED]))),
    )


def _links(refusals: list[Refusal]) -> Iterator[str]:
    """The names of records, leading to their forms; those that were refused with the rest have none."""
    keys: Keys = defaultdict(set)
    for refusal in refusals:
        if refusal.model:
            keys[refusal.model].add(refusal.key)
    there = {model: set(snapshots(model, wanted)) for model, wanted in keys.items()}
    for refusal in refusals:
        if refusal.model is None:
            yield refusal.in_words
            continue
        options = refusal.model._meta
        words = _("%(kind)s “%(name)s”") % {
            "kind": capfirst(str(options.verbose_name)),
            "name": refusal.name,
        }
        if refusal.key in there[refusal.model]:
            address = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[refusal.key])
            words = format_html('<a href="{}">{}</a>', address, words)
        yield words


def others_publish() -> Refusal:
    """Others wrote for so long that nobody else could."""
    words = _(
        "Somebody else is publishing just now. Nothing was saved, and what you wrote is still here: try "
        "again."
    )
    return Refusal(words, words)


def refused_by_database(error: IntegrityError) -> RefusedError:
    """The same for what only the database noticed: a change of one record that breaks another, or two
    people who saved at the same moment."""
    for model in content_models():
        for constraint in model._meta.constraints:
            if constraint.name in str(error):
                words = _("%(kind)s: %(message)s") % {
                    "kind": capfirst(str(model._meta.verbose_name_plural)),
                    "message": constraint.get_violation_error_message(),
                }
                return RefusedError([Refusal(words, words)])
    words = _("Somebody else changed the same record at the same moment. Look at it and save again.")
    return RefusedError([Refusal(words, words)])
