"""Forms: every field has a name, a hint and a place for what is wrong; answers come back in types."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from adapters.playground.answers import read
from adapters.playground.people import CAST
from adapters.playground.render_form import draw_field, draw_form
from bot.domain.form import AnyField, Form, TextField
from tests.adapters.playground.samples import AT, FIELDS
from tests.adapters.playground.test_render import EVIL, Reader

PEOPLE = [one.id for one in CAST]
FORM = Form(title="Declare", does="declare", fields=FIELDS, intro=("Say what is wrong.",))
GOOD = {
    "title": " Checkout is down ",
    "story": "",
    "count": "7",
    "severity": "SEV1",
    "channel": "4",
    "options": ["private", "drill"],
    "person": "playground:mia",
    "at": "2026-03-02T10:12:00.000+01:00",
}


def test_there_is_a_sample_of_every_field():
    assert {type(field) for field in FIELDS} == set(get_args(AnyField))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_is_labelled_and_tied_to_what_is_wrong_with_it(field):
    reader = Reader(draw_field(field, "f1", CAST))
    ids = {attributes.get("id") for _, attributes in reader.tags}

    described = [a["aria-describedby"] for _, a in reader.tags if "aria-describedby" in a]
    assert described[0].split()[-1] in ids
    assert reader.all("legend") or reader.all("label")[0]["for"] in ids
    assert field.label in reader.text


def test_a_form_has_one_way_to_send_and_one_to_leave():
    reader = Reader(draw_form(FORM, "f1", CAST))

    assert [one["type"] for one in reader.all("button")] == ["button", "submit"]
    assert reader.all("form")[0]["data-token"] == "f1"


def test_hostile_text_in_a_form_stays_text():
    evil = TextField(name="a", label=EVIL, hint=EVIL, value="</textarea>" + EVIL, placeholder=EVIL, long=True)
    reader = Reader(draw_form(Form(title=EVIL, does="x", fields=(evil,), submit=EVIL), "f1", CAST))

    assert not reader.all("script")
    assert len(reader.all("textarea")) == 1


def test_answers_come_back_in_the_bot_s_types():
    answers, wrong = read(FORM, GOOD, PEOPLE)

    assert not wrong
    assert answers == {
        "title": "Checkout is down",
        "count": 7,
        "severity": "SEV1",
        "channel": "4",
        "options": ("private", "drill"),
        "person": "playground:mia",
        "at": AT,
    }
    assert isinstance(answers["at"], datetime)
    assert answers["at"].tzinfo is UTC


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("title", ""),
        ("title", "x" * 81),
        ("title", None),
        ("count", "11"),
        ("count", "1.5"),
        ("count", "٣x"),
        ("count", "9" * 5_000),
        ("severity", "SEV9"),
        ("severity", ["SEV1"]),
        ("options", ["everything"]),
        ("person", "playground:nobody"),
        ("person", ""),
        ("at", "tomorrow"),
        ("at", "2026-03-02T10:12"),
    ],
)
def test_an_answer_that_makes_no_sense_is_told_beside_its_field(name, sent):
    _, wrong = read(FORM, GOOD | {name: sent}, PEOPLE)

    assert list(wrong) == [name]
    assert wrong[name].endswith(".")
