"""The questions that were written before the search, half of them as citizens put them."""

import json
from pathlib import Path

import pytest

from hdir.search.query import search

QUESTIONS = json.loads(Path(__file__).with_name("questions.json").read_text("utf-8"))
NEEDED = 0.95


def missed(question: dict) -> str:
    """What is wrong with the first three results; empty where the right unit is among them."""
    found = search(question["question"], question["language"])
    units = [result.unit.pk if result.unit else None for result in found[:3]]
    if question["units"] and not set(units) & set(question["units"]):
        return f"{question['question']}: {units} instead of {question['units']}"
    if denied := question.get("denied"):
        if denied in units:
            return f"{question['question']}: {denied} says that it hasn’t it"
        if denied not in [answer.responsibility.unit_id for answer in found.not_here]:
            return f"{question['question']}: nothing says that {denied} hasn’t it"
    return ""


def test_there_are_questions_enough_and_half_are_those_of_citizens():
    citizens = [q for q in QUESTIONS if q["asked_by"] == "citizen"]
    assert len(QUESTIONS) >= 60
    assert len(citizens) * 2 >= len(QUESTIONS)
    assert {q["language"] for q in QUESTIONS} == {"nb", "nn", "en"}
    assert len({(q["question"], q["language"]) for q in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("asked_by", ["citizen", "insider"])
def test_the_right_unit_is_among_the_first_three(content, asked_by):
    asked = [q for q in QUESTIONS if q["asked_by"] == asked_by]
    wrong = [problem for question in asked if (problem := missed(question))]
    assert len(asked) - len(wrong) >= NEEDED * len(asked), wrong


def test_what_a_unit_says_it_has_not_is_always_said(content):
    assert [missed(question) for question in QUESTIONS if "denied" in question] == [""] * 5
