import pytest

from directory.models import Person, Unit
from hdir.records.collation import sort_key, surname_first


def test_norwegian_letters_come_last_and_aa_is_a_ring():
    names = ["Øst", "Ås", "Zorn", "Ærlig", "Aa", "Abel", "Éva", "Ole", "Öberg", "Ärlig"]
    assert sorted(names, key=sort_key) == [
        "Abel",
        "Éva",
        "Ole",
        "Zorn",
        "Ærlig",
        "Ärlig",
        "Öberg",
        "Øst",
        "Aa",
        "Ås",
    ]


def test_case_does_not_count():
    assert sort_key("HELSE") == sort_key("helse")


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Jakob Linhave", "Linhave Jakob"),
        ("Otto Christian Rø", "Rø Otto Christian"),
        ("Madonna", "Madonna"),
    ],
)
def test_people_are_listed_by_surname(name, listed):
    assert surname_first(name) == listed


def test_database_sorts_people_in_norwegian_order(content):
    names = [surname_first(p.name) for p in Person.objects.order_by("sort_name")]
    assert names == sorted(names, key=sort_key)
    assert names[0].startswith("Auestad")
    assert names[-1].startswith("Øien")


def test_a_missing_name_is_sorted_as_the_reader_is_shown_it(db):
    unit = Unit.objects.create(key="prove", kind="section", name_nb="Ørebarn", origin="nb")
    assert unit.sort_en == unit.sort_nb == sort_key("Ørebarn")
    unit.name_en = "Ear"
    unit.save()
    unit.refresh_from_db()
    assert (unit.sort_en, unit.sort_nn) == ("ear", sort_key("Ørebarn"))
