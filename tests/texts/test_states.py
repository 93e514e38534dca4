import pytest

from directory.models import Unit
from hdir.records.approvals import fingerprint
from hdir.records.registry import content_models
from hdir.texts.board import lines, totals, waiting, written_models
from hdir.texts.states import State, approve, approve_all, texts


def states(record, field):
    return {t.language: t.state for t in texts(record) if t.field == field}


@pytest.fixture
def hr(content):
    return Unit.objects.get(pk="hr")


def test_an_approved_translation(hr):
    assert states(hr, "lead") == {
        "nb": State.ORIGINAL,
        "nn": State.APPROVED,
        "en": State.APPROVED,
    }


def test_changing_an_original_makes_exactly_its_translations_stale(hr):
    hr.lead_nb += " Og mer."
    assert states(hr, "lead") == {"nb": State.ORIGINAL, "nn": State.STALE, "en": State.STALE}
    assert states(hr, "body")["nn"] == State.APPROVED
    hr.save()
    stale = [
        (one.record.pk, text.field)
        for language in ("nn", "en")
        for one in waiting(language)
        for text in one.texts
    ]
    assert stale == [("hr", "lead"), ("hr", "lead")]


def test_changing_it_back_makes_them_fresh_again(hr):
    before, hr.lead_nb = hr.lead_nb, "Noe annet."
    hr.lead_nb = before
    assert states(hr, "lead")["nn"] == State.APPROVED


def test_approving_one_language_leaves_the_other_stale(hr):
    hr.lead_nb += " Og mer."
    approve(hr, "lead", "nn")
    assert states(hr, "lead") == {"nb": State.ORIGINAL, "nn": State.APPROVED, "en": State.STALE}


def test_approving_all_says_what_was_approved(hr):
    hr.lead_nb += " Og mer."
    assert [(t.field, t.language) for t in approve_all(hr)] == [("lead", "nn"), ("lead", "en")]
    assert approve_all(hr) == []


def test_another_original_language_makes_the_others_wait(hr):
    hr.origin = "nn"
    assert states(hr, "lead") == {"nb": State.STALE, "nn": State.ORIGINAL, "en": State.STALE}


def test_a_text_that_is_missing(hr):
    hr.lead_en = None
    assert states(hr, "lead")["en"] == State.MISSING
    assert next(t for t in texts(hr) if t.state == State.MISSING).words_to_do == len(hr.lead_nb.split())


def test_a_field_without_any_text_has_no_state(hr):
    assert states(hr, "other_names") == {}


def test_an_approval_of_a_text_that_is_gone_is_dropped(hr):
    hr.lead_en = None
    hr.body_nb += " Og mer."
    approve(hr, "body", "en")
    assert "lead" not in hr.approved["en"]


def test_fingerprints_do_not_depend_on_how_letters_are_composed():
    assert fingerprint("Å") == fingerprint("A\u030a") != fingerprint("A")


def test_nothing_waits_in_the_real_content(content):
    assert {language: cell.waiting for language, cell in totals(lines()).items()} == {
        "nb": [],
        "nn": [],
        "en": [],
    }


def test_the_board_has_a_line_for_every_model_with_text(content):
    assert [line.model for line in lines()] == written_models()
    assert len(written_models()) == len(content_models()) - 2  # people and memberships have no text
