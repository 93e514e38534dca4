"""Guessing is hopeless, and locks nobody else out."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from hdir.accounts import limits
from hdir.accounts.limits import Limit, TooManyError
from hdir.accounts.models import Attempt
from tests.accounts.conftest import PASSWORD, log_in
from tests.signing_in import code_of, with_app

TOO_MANY = "Too many failures"
WRONG = "The username or the password is wrong."


def guess(client, times, address="192.0.2.1", **more):
    for _time in range(times):
        answer = log_in(client, "wrong-password", REMOTE_ADDR=address, **more)
    return answer


def test_after_five_failures_nobody_guesses_on_from_there(visitor, kari):
    assert WRONG in guess(visitor, 5).text
    assert TOO_MANY in guess(visitor, 1).text
    # Not even with the right password: otherwise it could be guessed on.
    assert TOO_MANY in log_in(visitor, REMOTE_ADDR="192.0.2.1").text


def test_the_owner_gets_in_from_elsewhere_meanwhile(visitor, kari):
    guess(visitor, 6)
    assert log_in(visitor, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_who_has_signed_in_in_a_browser_before_gets_in_there_however_many_guess_elsewhere(visitor, kari):
    code = code_of(with_app(kari))
    log_in(visitor, REMOTE_ADDR="192.0.2.1")
    signed_in = visitor.post("/accounts/2fa/authenticate/", {"code": code})
    cookie = signed_in.cookies["known_browser"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/accounts/", True, "Lax")
    assert "kari" not in cookie.value
    visitor.post("/accounts/logout/")
    for number in range(60):
        guess(Client(), 1, f"203.0.113.{number}")
    # In a new browser nobody gets in for a while, from wherever; in the known one, from the same place too.
    stranger = Client(headers={"accept-language": "en"})
    assert TOO_MANY in log_in(stranger, REMOTE_ADDR="198.51.100.9").text
    assert log_in(visitor, REMOTE_ADDR="203.0.113.5").url == "/accounts/2fa/authenticate/"
    visitor.post("/accounts/logout/")
    # The known browser has its own count.
    assert WRONG in guess(visitor, 10).text
    assert TOO_MANY in guess(visitor, 1).text


def test_a_cookie_of_another_account_or_of_ones_own_making_makes_no_browser_known(visitor, kari):
    User.objects.create_user("ola", password=PASSWORD)
    visitor.cookies["known_browser"] = "ola:made-up"
    guess(visitor, 5)
    assert TOO_MANY in guess(visitor, 1).text


def test_from_one_place_not_everybodys_password_is_guessed(visitor, db):
    for number in range(6):
        User.objects.create_user(f"user-{number}", password=PASSWORD)
    for number in range(6):
        guess(visitor, 5, name=f"user-{number}")
    assert TOO_MANY in log_in(visitor, name="user-0", REMOTE_ADDR="192.0.2.1").text
    User.objects.create_user("somebody", password=PASSWORD)
    assert TOO_MANY in guess(visitor, 1, name="somebody").text


def test_whoever_has_an_ipv6_connection_has_one_place(visitor, kari):
    for number in range(5):
        guess(visitor, 1, f"2001:db8:1:2::{number}")
    assert TOO_MANY in guess(visitor, 1, "2001:db8:1:2:ffff::1").text
    assert WRONG in guess(visitor, 1, "2001:db8:1:3::1").text


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(visitor, kari, settings):
    settings.BEHIND_PROXY = True
    forged = [{"headers": {"x-forwarded-for": f"10.0.0.{n}, 192.0.2.1"}} for n in range(6)]
    answers = [log_in(visitor, "wrong", **more) for more in forged]
    assert TOO_MANY in answers[-1].text
    assert WRONG in answers[-2].text


def test_a_name_that_there_is_not_is_limited_alike(visitor, db):
    assert WRONG in guess(visitor, 5, name="nobody").text
    assert TOO_MANY in guess(visitor, 1, name="nobody").text


def test_the_second_factor_is_not_guessed_either(visitor, kari):
    code = code_of(with_app(kari))
    log_in(visitor)
    for _time in range(5):
        assert "The code is wrong" in visitor.post("/accounts/2fa/authenticate/", {"code": "123"}).text
    assert TOO_MANY in visitor.post("/accounts/2fa/authenticate/", {"code": code}).text


def test_successes_are_not_counted_and_waiting_helps(db):
    limit, now = [Limit("mark", 2)], timezone.now()
    for _time in range(5):
        limits.begin(limit, now).succeeded()
    limits.begin(limit, now)
    limits.begin(limit, now)
    with pytest.raises(TooManyError):
        limits.begin(limit, now)
    with pytest.raises(TooManyError):
        limits.begin(limit, now + datetime.timedelta(minutes=14))
    limits.begin(limit, now + datetime.timedelta(minutes=16))


def test_nothing_that_is_kept_names_anybody_and_nothing_is_kept_for_long(visitor, kari):
    guess(visitor, 2)
    marks = list(Attempt.objects.values_list("mark", flat=True))
    assert marks
    assert not any("kari" in mark or "192.0.2" in mark for mark in marks)
    limits.begin([Limit("other", 1)], timezone.now() + datetime.timedelta(minutes=61))
    assert set(Attempt.objects.values_list("mark", flat=True)) == {"other"}


def test_without_redis_people_still_sign_in(visitor, kari, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "hdir.forgiving_cache.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    secret = with_app(kari)
    log_in(visitor)
    assert visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).url == "/admin/"
