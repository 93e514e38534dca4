import re

import polib
import pytest
from django.conf import settings

from hdir.editorial.terms import DESK_TERMS
from hdir.pages.terms import TERMS
from hdir.records.languages import LANGUAGES
from hdir.records.registry import content_models
from hdir.texts.board import written_models
from hdir.texts.glossary import glossary_markdown
from hdir.texts.termbase import all_terms, hits, misses


def test_terms_are_complete_and_in_order():
    keys = [term.key for term in all_terms()]
    assert keys == sorted(set(keys))
    assert len(keys) > 150
    for term in all_terms():
        assert all(term.names[language] for language in LANGUAGES), term.key
        # A term that a document gives says which; one that none gives is ours.
        assert bool(term.given) == bool(term.source), term.key


@pytest.mark.parametrize("model", written_models(), ids=lambda m: m.list_name)
def test_where_a_term_stands_in_the_original_its_equivalent_stands_in_the_translation(model, content):
    found = [str(miss) for record in model.objects.all() for miss in misses(record)]
    assert found == []


def test_a_translation_without_the_fixed_term_is_found(content):
    unit = next(m for m in content_models() if m.list_name == "units").objects.get(pk="hr")
    unit.body_nb = "Avdelingen forvalter tilskudd."
    unit.body_nn = "Avdelinga forvaltar støtte."
    assert "tilskot" in {m.term.names["nn"] for m in misses(unit) if m.language == "nn"}


def test_hits_prefer_the_longer_term():
    found = {term.key for term in hits("Tverrfaglig spesialisert rusbehandling og legevakt", "nb")}
    assert "legevakt" in found
    assert not any(
        a != b and b in a
        for a in (t.names["nb"] for t in hits("psykisk helsevern", "nb"))
        for b in (t.names["nb"] for t in hits("psykisk helsevern", "nb"))
    )


# The stem that a message in Norwegian has where the English one has the word.
STEMS = {
    "change set": {"nb": "endringssett", "nn": "endringssett"},
    "draft": {"nb": "utkast", "nn": "utkast"},
    "package": {"nb": "pakke", "nn": "pakk"},
    "preview": {"nb": "forhåndsvis", "nn": "førehandsvis"},
    "approval": {"nb": "godkjenning", "nn": "godkjenning"},
    "publish": {"nb": "publiser", "nn": "publiser"},
    "published": {"nb": "publiser", "nn": "publiser"},
    "conflict": {"nb": "konflikt", "nn": "konflikt"},
    "earlier versions": {"nb": "tidligere versjoner", "nn": "tidlegare versjonar"},
    "restore": {"nb": "gjenopprett", "nn": "gjenopprett"},
    "baseline": {"nb": "felles utgangspunkt", "nn": "felles utgangspunkt"},
    "redaction": {"nb": "sladd", "nn": "sladd"},
    "placeholder": {"nb": "plassholder", "nn": "plasshaldar"},
}


@pytest.mark.parametrize("word", STEMS)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_interface_uses_the_words_of_the_glossary(word, language):
    path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    entries = [e for e in polib.pofile(str(path)) if re.search(rf"\b{word}\b", e.msgid, re.IGNORECASE)]
    assert entries
    said = {e.msgid: e.msgstr or e.msgstr_plural[0] for e in entries}
    assert {msgid: text for msgid, text in said.items() if STEMS[word][language] not in text.lower()} == {}


def test_the_words_of_the_desk_are_not_in_the_public_glossary():
    public = {term.key for term in TERMS}
    desk = {term.key for term in DESK_TERMS}
    assert {"change set", "draft", "package", "conflict", "tombstone", "baseline", "snapshot"} <= desk
    assert public & desk == {"source"}


def test_the_glossary_in_docs_is_the_termbase():
    written = (settings.BASE_DIR / "docs" / "glossary.md").read_text("utf-8")
    assert written == glossary_markdown(), "run manage.py write_glossary"
