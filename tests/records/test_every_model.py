"""Walks all content models, so that a new one can't escape what holds for every record."""

import pytest
from django.db import IntegrityError, models
from modeltranslation.translator import translator

from hdir.records.languages import translated_fields
from hdir.records.models import Named, Record, Written
from hdir.records.periods import Dated, PeriodQuerySet
from hdir.records.registry import content_models, model_for_label, model_for_list, model_for_type

MODELS = content_models()
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda m: m.list_name)

LISTS = (
    "units earlier-states posts people memberships passages tasks parties relations topics "
    "responsibilities laws law-roles figures contact-points statements events strategies goal-areas "
    "focus-areas contributions documents"
)


def constraint_names(model):
    return {constraint.name for constraint in model._meta.constraints}


def prefix(model):
    return f"{model._meta.app_label}_{model._meta.model_name}_"


def test_the_lists_are_those_of_the_contract():
    assert {model.list_name for model in MODELS} == set(LISTS.split())


@every_model
def test_key_is_the_primary_key_and_readable(model):
    assert model._meta.pk.name == "key"
    assert prefix(model) + "key_is_readable" in constraint_names(model)


@every_model
def test_model_is_found_by_list_type_and_label(model):
    assert model_for_list(model.list_name) is model
    assert model_for_type(model.type_name) is model
    assert model_for_label(model._meta.label_lower) is model


@every_model
def test_choices_are_constraints(model):
    for field in model._meta.fields:
        if field.choices and not field.name.endswith(("_nb", "_nn", "_en")):
            assert prefix(model) + f"{field.name}_is_one_of" in constraint_names(model), field.name


@every_model
def test_partial_dates_are_constraints(model):
    for field in model._meta.fields:
        if type(field).__name__ == "PartialDateField":
            assert prefix(model) + f"{field.name}_is_date" in constraint_names(model), field.name


@every_model
def test_a_record_with_a_period_can_be_asked_by_date(model):
    if issubclass(model, Dated):
        assert prefix(model) + "begins_before_ends" in constraint_names(model)
        assert isinstance(model._default_manager.all(), PeriodQuerySet)


@every_model
def test_a_record_with_text_has_an_original_language(model):
    assert bool(translated_fields(model)) == issubclass(model, Written)
    if issubclass(model, Named):
        assert "name" in translated_fields(model)


@every_model
def test_relations_never_delete_content_unasked(model):
    """Deleting a record may take its parts along, never something that stands on its own."""
    parts = {
        "directory.earlierstate",
        "directory.post",
        "directory.membership",
        "directory.passage",
        "directory.task",
        "directory.relation",
        "directory.responsibility",
        "directory.lawrole",
        "directory.figure",
        "directory.contactpoint",
        "directory.statement",
        "strategy.goalarea",
        "strategy.focusarea",
        "strategy.contribution",
    }
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE:
            assert model._meta.label_lower in parts, f"{model.__name__}.{field.name}"


@every_model
def test_default_manager_hides_nothing(model):
    assert model._default_manager.all().query.where.children == []


@every_model
def test_the_database_refuses_an_unreadable_key(model, content):
    record = model._default_manager.first()
    record.pk = "Ikke En Nøkkel"
    with pytest.raises(IntegrityError):
        record.save(force_insert=True)


def test_every_translated_model_is_content():
    registered = {m for m in translator.get_registered_models() if not m._meta.abstract}
    assert registered <= set(MODELS)
    assert all(issubclass(m, Record) for m in registered)
