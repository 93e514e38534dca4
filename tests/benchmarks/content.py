"""Made-up content of any size in the shape of the real one: three languages, approvals, sources, periods.

Deterministic: the same number of units gives the same files, byte for byte, on every machine. Per unit there
are about as many posts, tasks, responsibilities … as in the real content.
"""

import json
import random
from collections.abc import Callable
from pathlib import Path

from hdir.records.approvals import fingerprint
from hdir.records.registry import content_models, model_for_list

Fields = dict[str, object]
Rows = dict[str, dict[str, Fields]]  # by list and key

SOURCES = [{"document": "900", "line": "1"}]
CONFIRMED = "2017-01-01"
_CHILDREN = 8  # units that a unit has below it
_KINDS = ("directorate", "division", "department", "section", "part")
_MANNERS = ("ordinary", "ordinary", "ordinary", "acting", "constituted")
_EXTENTS = ("main", "main", "part", "shared", "operative", "not")

# The same word in bokmål, nynorsk and English.
_SUBJECTS = [
    ("beredskap", "beredskap", "preparedness"),
    ("folkehelse", "folkehelse", "public health"),
    ("legemidler", "legemiddel", "medicines"),
    ("ernæring", "ernæring", "nutrition"),
    ("rehabilitering", "rehabilitering", "rehabilitation"),
    ("psykisk helse", "psykisk helse", "mental health"),
    ("tannhelse", "tannhelse", "dental health"),
    ("pasientsikkerhet", "pasienttryggleik", "patient safety"),
    ("smittevern", "smittevern", "infection control"),
    ("digitalisering", "digitalisering", "digitalisation"),
    ("tilskudd", "tilskot", "grants"),
    ("utdanning", "utdanning", "education"),
]
_OBJECTS = [
    ("kommunene", "kommunane", "the municipalities"),
    ("sykehusene", "sjukehusa", "the hospitals"),
    ("fastlegene", "fastlegane", "the general practitioners"),
    ("pårørende", "pårørande", "relatives"),
    ("frivillige", "frivillige", "volunteers"),
    ("skolene", "skulane", "the schools"),
    ("departementet", "departementet", "the ministry"),
]
_SENTENCES = [
    (
        "Enheten har ansvar for {} og gir råd til {}.",
        "Eininga har ansvar for {} og gir råd til {}.",
        "The unit is responsible for {} and advises {}.",
    ),
    (
        "Arbeidet med {} blir gjort sammen med {}.",
        "Arbeidet med {} blir gjort saman med {}.",
        "The work on {} is done together with {}.",
    ),
    (
        "Kunnskap om {} blir samlet inn fra {} hvert år.",
        "Kunnskap om {} blir samla inn frå {} kvart år.",
        "Knowledge of {} is gathered from {} every year.",
    ),
]


class _Content:
    """The content as it is made up, list by list."""

    def __init__(self, units: int):
        self.rows: Rows = {model.list_name: {} for model in content_models()}
        self._random = random.Random(units)

    def add(self, list_name: str, key: str, **fields: object) -> str:
        self.rows[list_name][key] = {**fields, **({} if list_name == "documents" else {"sources": SOURCES})}
        return key

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def pick(self, choices):
        return self._random.choice(choices)

    def one_of(self, list_name: str) -> str:
        return f"{list_name}-{self._random.randrange(len(self.rows[list_name])):06}"

    def written(self, **texts: tuple[str, str, str]) -> Fields:
        """Texts in three languages, with translations that are approved."""
        marks = {field: fingerprint(versions[0]) for field, versions in sorted(texts.items())}
        columns = {
            f"{field}_{language}": text
            for field, versions in texts.items()
            for language, text in zip(("nb", "nn", "en"), versions, strict=True)
        }
        return {**columns, "origin": "nb", "approved": {"en": marks, "nn": marks}}

    def prose(self, sentences: int) -> tuple[str, str, str]:
        chosen = [
            (self.pick(_SENTENCES), self.pick(_SUBJECTS), self.pick(_OBJECTS)) for _ in range(sentences)
        ]
        nb, nn, en = (
            " ".join(sentence[n].format(subject[n], target[n]) for sentence, subject, target in chosen)
            for n in range(3)
        )
        return nb, nn, en

    def name(self, number: int) -> tuple[str, str, str]:
        nb, nn, en = self.pick(_SUBJECTS)
        return f"{nb.capitalize()} {number}", f"{nn.capitalize()} {number}", f"{en.capitalize()} {number}"


def content(units: int) -> Rows:
    """The fields of all records, by list and key. `units` is at least 1."""
    made = _Content(units)
    made.add("documents", "900", language="nb", **made.written(name=made.name(900)))
    for list_name, per_unit, fill in (
        ("topics", 0.5, _topic),
        ("laws", 0.2, _law),
        ("parties", 0.4, _party),
        ("units", 1, _unit),
        ("strategies", 0, _strategy),
        ("goal-areas", 0.02, _goal_area),
        ("focus-areas", 0.1, _focus_area),
    ):
        _fill(made, list_name, max(1, round(units * per_unit)), fill)
    for number in range(units):
        _what_belongs_to(made, number)
    return made.rows


def _fill(made: _Content, list_name: str, count: int, fill: Callable[[_Content, int], Fields]) -> None:
    for number in range(count):
        made.add(list_name, f"{list_name}-{number:06}", **fill(made, number))


def _topic(made: _Content, number: int) -> Fields:
    return made.written(name=made.name(number), synonyms=("a\nb", "a\nb", "a\nb"), description=made.prose(1))


def _law(made: _Content, number: int) -> Fields:
    return {
        "kind": made.pick(("act", "regulation")),
        "identifier": f"LOV-{1900 + number % 100}-01-01-{number}",
        "confirmed": CONFIRMED,
        **made.written(name=made.name(number), official_title=made.prose(1)),
    }


def _party(made: _Content, number: int) -> Fields:
    return {"kind": made.pick(("organisation", "group")), **made.written(name=made.name(number))}


def _unit(made: _Content, number: int) -> Fields:
    level, first, parent = 0, 0, None
    while number > first * _CHILDREN:  # how far below the top
        level, first = level + 1, first * _CHILDREN + 1
    if number:
        parent = f"units-{(number - 1) // _CHILDREN:06}"
    return {
        "kind": _KINDS[min(level, len(_KINDS) - 1)],
        **({"parent": parent} if parent else {}),
        "position": number % _CHILDREN + 1,
        "given_in": ["nb"],
        "confirmed": CONFIRMED,
        **made.written(name=made.name(number), lead=made.prose(2), body=made.prose(5)),
    }


def _strategy(made: _Content, number: int) -> Fields:
    period = {"valid_from": "2014", "valid_to": "2018"}
    return {"unit": "units-000000", **period, **made.written(name=made.name(number), lead=made.prose(3))}


def _goal_area(made: _Content, number: int) -> Fields:
    texts = made.written(name=made.name(number), lead=made.prose(3), aims=made.prose(6))
    return {"strategy": "strategies-000000", "number": number + 1, **texts}


def _focus_area(made: _Content, number: int) -> Fields:
    return {"goal_area": made.one_of("goal-areas"), **made.written(name=made.name(number))}


def _what_belongs_to(made: _Content, number: int) -> None:
    unit, mark = f"units-{number:06}", f"{number:06}"
    if made.chance(0.7):
        post = made.add(
            "posts", f"post-{mark}", unit=unit, confirmed=CONFIRMED, **made.written(title=made.name(number))
        )
        person = made.add("people", f"person-{mark}", name=f"Kari Nordmann {number}")
        dates = {"confirmed": CONFIRMED, **({"valid_from": "2016-01"} if made.chance(0.3) else {})}
        made.add(
            "memberships",
            f"membership-{mark}",
            post=post,
            person=person,
            manner=made.pick(_MANNERS),
            **dates,
        )
    passage = made.add(
        "passages",
        f"passage-{mark}",
        unit=unit,
        kind="tasks",
        confirmed=CONFIRMED,
        **made.written(heading=made.name(number)),
    )
    tasks = [
        made.add(
            "tasks",
            f"task-{mark}-{place}",
            passage=passage,
            position=place,
            **made.written(text=made.prose(1)),
        )
        for place in range(1, 5)
    ]
    for place in range(1, 5):
        made.add(
            "responsibilities",
            f"responsibility-{mark}-{place}",
            unit=unit,
            topic=made.one_of("topics"),
            extent=made.pick(_EXTENTS),
            position=place,
            confirmed=CONFIRMED,
            **made.written(note=made.prose(1)),
        )
    for place in range(1, 3):
        law_role = {"law": made.one_of("laws"), "role": made.pick(("administers", "advises", "mentions"))}
        shared = {"unit": unit, "position": place, "confirmed": CONFIRMED}
        made.add(
            "law-roles",
            f"law-role-{mark}-{place}",
            **shared,
            **law_role,
            **made.written(qualifier=made.prose(1)),
        )
        kind = made.pick(("target-group", "partner"))
        relation = {"party": made.one_of("parties"), "kind": kind, "printed": f"samarbeid {place}"}
        made.add("relations", f"relation-{mark}-{place}", **shared, **relation, origin="nb")
    made.add(
        "contributions",
        f"contribution-{mark}",
        unit=unit,
        focus_area=made.one_of("focus-areas"),
        basis="judged",
        task=made.pick(tasks),
        confirmed=CONFIRMED,
        **made.written(reason=made.prose(2)),
    )
    if made.chance(0.2):
        about = {"units": sorted({unit, made.one_of("units")}), "parties": [made.one_of("parties")]}
        made.add(
            "events",
            f"event-{mark}",
            kind="started",
            date="2016",
            **about,
            **made.written(name=made.name(number), text=made.prose(1)),
        )


def write(folder: Path, rows: Rows) -> list[Path]:
    """Writes content as fixture files, complete, those first that others point to. Returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for list_name, by_key in rows.items():
        model = model_for_list(list_name)
        if model is None:
            raise ValueError(list_name)
        label = model._meta.label_lower
        records = [{"model": label, "pk": key, "fields": by_key[key]} for key in sorted(by_key)]
        path = folder / f"{list_name}.json"
        path.write_text(json.dumps(records, ensure_ascii=False, indent=2) + "\n", "utf-8")
        paths.append(path)
    return paths
