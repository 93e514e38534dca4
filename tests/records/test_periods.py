import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from directory.models import EarlierState, Membership, Unit
from hdir.records.periods import first_day, in_words, last_day, overlap, validate_partial_date

D = datetime.date


@pytest.mark.parametrize("value", ["2016", "2016-02", "2016-02-29"])
def test_year_month_and_day_are_dates(value):
    validate_partial_date(value)


@pytest.mark.parametrize("value", ["", "16", "2016-13", "2016-2", "2015-02-29", "2016-01-01T00", "x"])
def test_anything_else_is_no_date(value):
    with pytest.raises(ValidationError):
        validate_partial_date(value)


def test_bounds_of_a_partial_date():
    assert (first_day("2016"), last_day("2016")) == (D(2016, 1, 1), D(2016, 12, 31))
    assert (first_day("2016-02"), last_day("2016-02")) == (D(2016, 2, 1), D(2016, 2, 29))
    assert (first_day("2016-02-03"), last_day("2016-02-03")) == (D(2016, 2, 3), D(2016, 2, 3))


@given(st.dates(min_value=D(1000, 1, 1), max_value=D(9999, 12, 30)))
def test_every_day_lies_within_its_month_and_year(day):
    iso = day.isoformat()
    for partial in (iso, iso[:7], iso[:4]):
        assert first_day(partial) <= day <= last_day(partial)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("nb", "1. januar 2016", "januar 2016"),
        ("nn", "1. januar 2016", "januar 2016"),
        ("en", "1 January 2016", "January 2016"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language, day, month):
    with translation.override(language):
        assert in_words("2016-01-01") == day
        assert in_words("2016-01") == month
        assert in_words("2016") == "2016"


def unit(**period):
    return Unit(key="prove", kind="section", name_nb="Prøve", origin="nb", **period)


@pytest.mark.parametrize(
    ("period", "day", "there"),
    [
        ({}, D(1900, 1, 1), True),
        ({"valid_from": "2016"}, D(2015, 12, 31), False),
        ({"valid_from": "2016"}, D(2016, 1, 1), True),
        ({"valid_from": "2016-03"}, D(2016, 2, 29), False),
        ({"valid_from": "2016-03"}, D(2016, 3, 1), True),
        ({"valid_to": "2018"}, D(2018, 12, 31), True),
        ({"valid_to": "2018"}, D(2019, 1, 1), False),
        ({"valid_to": "2018-02"}, D(2018, 2, 28), True),
        ({"valid_to": "2018-02"}, D(2018, 3, 1), False),
        ({"valid_to": "2018-02-03"}, D(2018, 2, 4), False),
    ],
)
def test_at_leaves_out_only_what_was_certainly_not_so(db, period, day, there):
    unit(**period).save()
    assert Unit.objects.at(day).filter(pk="prove").exists() is there
    assert Unit.objects.at(None).filter(pk="prove").exists()


@pytest.mark.parametrize("day", [D(2014, 1, 1), D(2016, 6, 1), D(2018, 12, 31)])
def test_known_between_documented_ends(day):
    period = Membership(valid_from="2014", valid_to="2018")
    assert period.known_at(day)
    assert not period.known_at(D(2013, 12, 31))
    assert not period.known_at(D(2019, 1, 1))


def test_known_on_the_day_it_is_confirmed_and_unknown_the_day_before():
    confirmed = Membership(confirmed="2017-01-01")
    assert confirmed.known_at(D(2017, 1, 1))
    assert not confirmed.known_at(D(2016, 12, 31))
    assert not confirmed.known_at(D(2017, 1, 2))


def test_known_from_a_documented_beginning_until_it_was_last_confirmed():
    placed = Membership(valid_from="2016-01-01", confirmed="2017-01-01")
    assert placed.known_at(D(2016, 7, 1))
    assert not placed.known_at(D(2017, 7, 1))


def renamed(until, **period):
    one = unit(**period)
    one.save()
    EarlierState.objects.create(key="prove-til", unit=one, until=until, kind="section", name_nb="Før")
    return Unit.objects.prefetch_related("earlier_states").get(pk=one.pk)


@pytest.mark.parametrize(
    ("until", "period", "day", "known"),
    [
        # Who was renamed on a day existed on that day and the next, whatever else is unknown.
        ("2015-12-31", {}, D(2015, 12, 30), False),
        ("2015-12-31", {}, D(2015, 12, 31), True),
        ("2015-12-31", {}, D(2016, 1, 1), True),
        ("2015-12-31", {}, D(2016, 1, 2), False),
        ("2015-12-31", {"confirmed": "2017-01-01"}, D(2016, 6, 1), True),
        ("2015-12-31", {"confirmed": "2017-01-01"}, D(2017, 1, 2), False),
        ("2015-12-31", {"valid_from": "2010"}, D(2012, 6, 1), True),
        ("2015-12-31", {"valid_from": "2010"}, D(2010, 6, 1), False),
        ("2015-12-31", {"valid_to": "2018"}, D(2018, 12, 31), True),
        # A leap day, and a year as the end of an earlier state.
        ("2016-02-29", {}, D(2016, 3, 1), True),
        ("2015", {}, D(2015, 12, 31), True),
        ("2015", {}, D(2015, 6, 1), False),
    ],
)
def test_a_dated_rename_is_evidence_that_the_unit_was_there(db, until, period, day, known):
    assert renamed(until, **period).known_at(day) is known


@pytest.mark.parametrize(
    ("period", "day", "standing"),
    [
        ({"valid_from": "2016"}, D(2015, 12, 31), "not-yet"),
        ({"valid_from": "2016"}, D(2016, 1, 1), "unknown"),
        ({"valid_from": "2016-02-29", "confirmed": "2016-02-29"}, D(2016, 2, 28), "not-yet"),
        ({"valid_from": "2016-02-29", "confirmed": "2016-02-29"}, D(2016, 2, 29), "known"),
        ({"valid_to": "2018-02"}, D(2018, 3, 1), "ended"),
        ({"valid_to": "2018-02"}, D(2018, 2, 28), "unknown"),
        ({}, D(2017, 1, 1), "unknown"),
        ({"confirmed": "2017"}, D(2017, 12, 31), "known"),
        ({"confirmed": "2017"}, D(2018, 1, 1), "unknown"),
    ],
)
def test_a_fact_is_not_yet_known_unknown_or_ended(period, day, standing):
    assert Membership(**period).standing(day) == standing


def test_the_last_month_there_is_has_a_last_day():
    assert last_day("9999-12") == D(9999, 12, 31)


def test_a_period_that_ends_before_it_begins_is_refused_by_the_database(db):
    with pytest.raises(IntegrityError):
        unit(valid_from="2018", valid_to="2014").save()


def test_a_date_of_another_form_is_refused_by_the_database(db):
    with pytest.raises(IntegrityError):
        unit(valid_from="1.1.2016").save()


@pytest.mark.parametrize(
    ("one", "other", "certain"),
    [
        ({}, {}, True),
        ({"valid_to": "2016"}, {}, False),
        ({"valid_from": "2014", "valid_to": "2016"}, {"valid_from": "2016"}, False),
        ({"valid_from": "2014", "valid_to": "2016-06-01"}, {"valid_from": "2016-05-01"}, True),
        ({"valid_from": "2014", "valid_to": "2015"}, {"valid_from": "2016"}, False),
        ({"valid_from": "2014"}, {"valid_from": "2016"}, True),
    ],
)
def test_only_a_certain_overlap_counts(one, other, certain):
    assert overlap(Membership(**one), Membership(**other)) is certain
