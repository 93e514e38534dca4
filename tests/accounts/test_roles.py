"""What administrators may do: accounts and roles, and nothing that makes them more than they are."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, User

from directory.models import Unit
from tests.accounts.conftest import PASSWORD
from tests.admin.browser import form_of
from tests.signing_in import sign_in, with_app


def page_of(user, what="change") -> str:
    return f"/admin/auth/user/{user.pk}/{what}/"


@pytest.fixture
def root(db):
    return User.objects.create_superuser("root", password=PASSWORD)


def test_an_administrator_has_accounts_and_the_status_and_writes_nothing(content, administrator):
    desk = administrator.get("/admin/")
    assert "/admin/auth/user/" in desk.text
    assert "/admin/accounts/auditentry/" in desk.text
    assert "/admin/directory/unit/" not in desk.text
    assert administrator.get("/admin/status/").status_code == 200
    assert administrator.get("/admin/directory/unit/").status_code == 403
    assert administrator.get("/admin/auth/group/").status_code == 403


def test_a_role_is_given_and_taken(content, administrator, kari):
    page = administrator.get(page_of(kari))
    publisher = Group.objects.get(name="publisher")
    data = {**form_of(page), "groups": [publisher.pk]}
    assert administrator.post(page_of(kari), data).status_code == 302
    assert list(kari.groups.all()) == [publisher]
    kari.refresh_from_db()
    assert kari.check_password(PASSWORD)
    assert kari.is_staff


def test_who_leaves_is_shut_out_at_once(content, administrator, kari, client):
    sign_in(client, kari)
    assert client.get("/admin/").status_code == 200
    data = form_of(administrator.get(page_of(kari)))
    data.pop("is_active")
    administrator.post(page_of(kari), data)
    assert client.get("/admin/").url.startswith("/admin/login/")


def test_an_administrator_makes_no_superuser_and_gives_no_rights_besides_roles(content, administrator, kari):
    page = administrator.get(page_of(kari))
    assert "is_superuser" not in page.text
    forged = {**form_of(page), "is_superuser": "on", "user_permissions": ["1"], "password": "x"}
    administrator.post(page_of(kari), forged)
    kari.refresh_from_db()
    assert not kari.is_superuser
    assert not kari.user_permissions.exists()
    assert kari.check_password(PASSWORD)


def test_an_administrator_does_not_touch_superusers(content, administrator, root):
    assert 'name="_save"' not in administrator.get(page_of(root)).text
    for what in ("change", "delete", "invite", "factors"):
        assert administrator.post(page_of(root, what), {"post": "yes", "username": "mine"}).status_code == 403
    root.refresh_from_db()
    assert root.username == "root"
    assert root.has_usable_password()


def test_nobody_gives_themselves_a_role(content, administrator):
    me = User.objects.get(username="adam")
    data = {**form_of(administrator.get(page_of(me))), "groups": [Group.objects.get(name="publisher").pk]}
    administrator.post(page_of(me), data)
    assert [group.name for group in me.groups.all()] == ["administrator"]
    for what in ("delete", "invite", "factors"):
        assert administrator.post(page_of(me, what), {"post": "yes"}).status_code == 403


def test_editors_and_publishers_have_nothing_to_do_with_accounts(content, publisher, kari):
    for page in ("/admin/auth/user/", page_of(kari), page_of(kari, "invite"), page_of(kari, "factors"),
                 "/admin/accounts/auditentry/"):  # fmt: skip
        assert publisher.get(page).status_code == 403
        assert publisher.post(page).status_code == 403


def test_lost_factors_are_taken_away(content, administrator, kari, client):
    with_app(kari)
    sign_in(client, kari)
    page = administrator.get(page_of(kari, "factors"))
    assert "Make sure that it is them who asks" in page.text
    assert administrator.post(page_of(kari, "factors")).status_code == 302
    assert not Authenticator.objects.filter(user=kari).exists()
    assert client.get("/admin/").url == "/accounts/second-factor/"


def test_nobody_chooses_a_password_for_somebody_else(content, chief, kari):
    assert chief.get(page_of(kari, "password")).url == page_of(kari, "invite")
    assert kari.password not in chief.get(page_of(kari)).text


def test_the_list_says_who_has_which_role_and_a_second_factor(content, administrator, kari, root):
    text = administrator.get("/admin/auth/user/").text
    assert "superuser" in text
    assert "editor" in text
    assert text.count("icon-yes") > text.count("icon-no") > 0


def test_nobody_reads_secrets_of_second_factors_in_the_admin():
    assert not admin.site.is_registered(Authenticator)


def test_who_may_give_roles_may_not_write(content, administrator):
    assert administrator.post("/admin/directory/unit/hr/change/", {"name_nb": "Mitt"}).status_code == 403
    assert Unit.objects.get(pk="hr").name_nb != "Mitt"
