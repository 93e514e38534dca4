import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdir.records.keys import KEY_LENGTH, KEY_PATTERN, fold, make_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Miljø og helse", "miljo-og-helse"),
        ("Økonomi og styring", "okonomi-og-styring"),
        ("Økonomi og analyse", "okonomi-og-analyse"),
        ("Ernæring og forebygging i helsetjenesten", "ernaering-og-forebygging-i-helsetjenesten"),
        ("Berit Kolberg Rossiné", "berit-kolberg-rossine"),
        ("Siv Fjellkårstad", "siv-fjellkarstad"),
        ("Fredrik A.S.R. Hanssen", "fredrik-a-s-r-hanssen"),
        ("0-24-samarbeidet", "0-24-samarbeidet"),
        ("…", ""),
    ],
)
def test_key_is_the_name_as_people_type_it_without_norwegian_letters(name, key):
    assert make_key(name) == key


@given(st.lists(st.text(), max_size=4))
def test_every_key_is_readable_or_empty(parts):
    key = make_key(*parts)
    assert key == "" or (re.match(KEY_PATTERN, key) and len(key) <= KEY_LENGTH)


def test_long_key_is_cut_at_a_word():
    key = make_key("helse " * 40)
    assert key.endswith("-helse")
    assert KEY_LENGTH - len("-helse") < len(key) <= KEY_LENGTH


def test_fold_keeps_blanks_for_search():
    assert fold("Sjukehus på Åsen") == "sjukehus pa asen"
