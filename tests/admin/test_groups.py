"""Who may do what."""

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from hdir.editorial.groups import is_part
from hdir.records.registry import content_models


def permissions(group: str) -> set[str]:
    codes = Group.objects.get(name=group).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{code}" for app, code in codes}


def expected(*actions: str, models=None) -> set[str]:
    return {
        f"{m._meta.app_label}.{action}_{m._meta.model_name}"
        for m in models or content_models()
        for action in actions
    }


def test_editor_writes_everything_and_deletes_only_parts(content):
    parts = [m for m in content_models() if is_part(m)]
    assert permissions("editor") == expected("view", "add", "change") | expected("delete", models=parts)


def test_publisher_may_do_everything_with_content_and_nothing_with_accounts(content):
    wanted = expected("view", "add", "change", "delete")
    assert permissions("publisher") == wanted | {"changes.publish_changeset"}


def test_administrator_has_accounts_and_nothing_of_the_content(content):
    users = {f"auth.{action}_user" for action in ("view", "add", "change", "delete")}
    assert permissions("administrator") == users | {"accounts.view_auditentry"}


def test_parts_are_what_belongs_to_another_record(content):
    whole = {m.__name__ for m in content_models() if not is_part(m)}
    assert whole == {
        "ChangeEvent",
        "Document",
        "Law",
        "Party",
        "Person",
        "Strategy",
        "Topic",
        "Unit",
    }


def test_what_a_group_was_given_besides_survives_the_next_migration(content):
    group = Group.objects.get(name="editor")
    view_users = apps.get_model("auth", "Permission").objects.get(codename="view_user")
    group.permissions.add(view_users)
    call_command("migrate", verbosity=0)
    assert "auth.view_user" in permissions("editor")
    assert Group.objects.count() == 3


def test_editor_cannot_delete_a_unit(editor):
    page = reverse("admin:directory_unit_delete", args=["hr"])
    assert editor.get(page).status_code == 403
    assert editor.post(page, {"post": "yes"}).status_code == 403


def test_somebody_who_may_only_look_reads_words_and_no_lists_of_data(editor):
    group = Group.objects.get(name="editor")
    group.permissions.set(group.permissions.filter(codename__startswith="view_"))
    page = reverse("admin:directory_post_change", args=["miljo-og-helse-avdelingsdirektor"])
    html = editor.get(page).content.decode()
    assert "003:52" in html
    assert '<div class="readonly">Bokmål</div>' in html
    assert "[{" not in html
    assert "[&quot;nb" not in html
    assert editor.post(page, {}).status_code == 403


def test_editor_sees_no_accounts(editor):
    assert editor.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert "Users" not in editor.get(reverse("admin:index")).content.decode()


def test_visitor_is_asked_to_log_in(client, content):
    page = reverse("admin:directory_unit_changelist")
    assert client.get(page).url == f"{reverse('admin:login')}?next={page}"
