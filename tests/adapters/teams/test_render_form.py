"""Forms are drawn within the rules of Adaptive Cards, and their answers come back in the bot's types."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.teams import render
from bot.domain.card import Mention
from bot.domain.form import (
    Answer,
    AnyField,
    Choice,
    ChoiceField,
    ChoicesField,
    Form,
    MomentField,
    PersonField,
    TextField,
)
from tests.adapters.samples import AT, EMPTY, FIELDS, FORM
from tests.adapters.teams.schema import check, objects, texts

ANSWERS: dict[str, Answer] = {
    "title": "Checkout & co <b>",
    "customers": 12,
    "severity": "SEV1",
    "tickets": ("1", "2"),
    "liaison": "teams:29:1ana",
    "since": AT,
}


def filled(card: dict[str, Any], **given: str) -> dict[str, Any]:
    """The data of the card's button with its inputs, as Teams sends it back."""
    inputs = {one["id"]: one.get("value", "") for one in objects(card["body"]) if "id" in one}
    data: dict[str, Any] = card["actions"][0]["data"]
    return {**inputs, **given, **data}


@pytest.mark.parametrize("picker", [True, False])
@pytest.mark.parametrize("zone", ["", "Europe/Berlin", "Nowhere/At_All"])
def test_a_form_with_every_kind_of_field_is_drawn_as_teams_wants_it(picker: bool, zone: str) -> None:
    errors = {"title": "Say what is wrong.", "": "The incident is over.", "liaison": "Who?"}

    for values in (None, {}, ANSWERS):
        card = render.form(FORM, values=values, errors=errors, zone=zone, picker=picker)
        assert check(card) == []
        dialog = render.dialog(FORM, values=values, errors=errors, zone=zone, picker=picker)
        assert check(dialog["card"]["content"]) == []


@pytest.mark.parametrize("one", FIELDS.values(), ids=lambda one: type(one).__name__)
def test_every_field_has_a_label_that_is_read_aloud(one: AnyField) -> None:
    (first, *_) = [x for x in objects(render.form(replace(FORM, fields=(one,)))["body"]) if "id" in x]

    assert one.label in first["label"]


def test_what_was_filled_in_comes_back_as_it_was() -> None:
    assert render.answers(filled(render.form(FORM, values=ANSWERS, zone="Europe/Berlin"))) == ANSWERS


def test_what_was_filled_in_stays_when_something_is_wrong() -> None:
    card = render.form(FORM, values={"title": "mine"}, errors={"severity": "Choose one."})

    assert render.answers(filled(card)) == {"title": "mine"}


def test_a_field_left_empty_is_absent() -> None:
    inputs = filled(render.form(FORM, values={}))

    assert render.answers(inputs) == {}


def test_an_error_stands_below_its_field_and_one_without_a_field_stands_above_all() -> None:
    card = render.form(FORM, errors={"title": "Say what is wrong.", "": "The incident is over."})

    body = card["body"]
    assert texts(body[1]) == ["The incident is over."]
    at = next(n for n, one in enumerate(body) if one.get("id") == "text:title")
    assert texts(body[at + 1]) == ["Say what is wrong."]
    assert body[at + 1]["inlines"][0]["color"] == "Attention"


def test_a_form_says_what_it_is_when_it_comes_back() -> None:
    card = render.form(FORM, also={"once": "1"})
    dialog = render.dialog(FORM, also={"once": "1"})

    (button,) = dialog["card"]["content"]["actions"]
    sent = render.Sent("declare", "INC-1", "sev1", {"once": "1"})
    assert render.decode(filled(card)) == sent
    assert render.decode(filled(dialog["card"]["content"])) == sent
    assert button["type"] == "Action.Submit"
    assert dialog["title"] == FORM.title
    assert 100 < dialog["height"] < 800


def test_people_in_the_introduction_are_named_and_not_notified() -> None:
    card = render.form(replace(FORM, intro=(Mention("teams:29:1ana", "Ana"), " asks")))

    assert check(card) == []
    assert "<at>" not in json.dumps(card)
    assert texts(card["body"][1]) == ["Ana", " asks"]


def test_fields_may_have_names_that_data_has_too() -> None:
    fields = tuple(TextField(name=name, label=name) for name in ("does", "about", "words", "form", "also"))

    card = render.form(Form("t", "note", fields, about="INC-1"), values={"does": "x", "also": "y"})

    assert render.decode(filled(card)) == render.Sent("note", "INC-1")
    assert render.answers(filled(card)) == {"does": "x", "also": "y"}


def test_choices_may_have_commas_in_them() -> None:
    choices = (Choice("Both", "a,b"), Choice("Percent", "100%2C"), Choice("b", "b"))
    field = ChoicesField(name="some", label="Some", choices=choices)

    card = render.form(Form("t", "x", (field,)), values={"some": ("a,b", "100%2C")})

    assert check(card) == []
    assert render.answers(filled(card)) == {"some": ("a,b", "100%2C")}


@pytest.mark.parametrize(
    ("typed", "answer"), [("12", 12), ("-3", -3), ("7.0", 7), ("7.5", "7.5"), ("many", "many")]
)
def test_a_number_is_a_whole_one_or_what_was_typed_instead(typed: str, answer: object) -> None:
    assert render.answers({"number:customers": typed}) == {"customers": answer}


def test_a_number_may_come_as_a_number() -> None:
    assert render.answers({"number:customers": 12}) == {"customers": 12}


def test_a_picked_person_goes_before_a_typed_one() -> None:
    guid = "6f2c1a3e-0b6d-4c58-9d0e-6a1f6c0e8b11"

    assert render.answers({"named:who": "leo@acme.test"}) == {"who": "leo@acme.test"}
    assert render.answers({"named:who": "Leo", "person:who": guid}) == {"who": f"teams:{guid}"}
    assert render.answers({"person:who": guid, "named:who": "Leo"}) == {"who": f"teams:{guid}"}


def test_who_was_typed_is_kept_in_sight() -> None:
    form = Form("t", "role", (PersonField(name="who", label="Who?"),))

    hidden = next(one for one in objects(render.form(form)) if one.get("id") == "named:who")
    shown = next(
        one for one in objects(render.form(form, values={"who": "Leo"})) if one.get("id") == "named:who"
    )

    assert hidden["isVisible"] is False
    assert "isVisible" not in shown
    assert shown["value"] == "Leo"


def test_who_was_chosen_stays_chosen_by_whatever_id_they_are_known() -> None:
    form = Form("t", "role", (PersonField(name="who", label="Who?"),))

    for who in ("teams:29:1ana", "teams:6f2c1a3e-0b6d-4c58-9d0e-6a1f6c0e8b11", "slack:U012"):
        card = render.form(form, values={"who": who})
        picker = next(one for one in objects(card) if one.get("id") == "person:who")
        assert check(card) == []
        assert render.answers(filled(card)) == {"who": who}
        assert [one["value"] for one in picker.get("choices", [])] == ["29:1ana"] * (who == "teams:29:1ana")


def test_a_moment_is_asked_and_answered_in_the_persons_own_zone() -> None:
    form = Form("t", "note", (MomentField(name="at", label="When?", value=AT),))

    card = render.form(form, zone="Asia/Tokyo")

    day, time = (one for one in objects(card["body"]) if "id" in one)
    assert (day["value"], time["value"]) == ("2026-08-03", "18:12")
    assert day["label"] == "When? (Asia/Tokyo)"
    assert render.answers(filled(card)) == {"at": AT}
    assert render.answers(filled(card) | {"time:at": "00:30"}) == {
        "at": datetime(2026, 8, 2, 15, 30, tzinfo=UTC)
    }


@pytest.mark.parametrize(("day", "time"), [("", "09:30"), ("yesterday", ""), ("9999-12-31", "25:00")])
def test_a_moment_that_is_none_comes_back_as_it_was_typed(day: str, time: str) -> None:
    assert render.answers({"day:at": day, "time:at": time}) == {"at": f"{day} {time}".strip()}


def test_a_day_alone_is_its_beginning() -> None:
    assert render.answers({"day:at": "2026-08-03", "zone": "Asia/Tokyo"}) == {
        "at": datetime(2026, 8, 2, 15, 0, tzinfo=UTC)
    }


@pytest.mark.parametrize(
    "data", [{"text:": "x"}, {"odd:name": "x"}, {"text:a": None}, {"text:a": ["x"]}, {"": 1}]
)
def test_what_no_input_of_ours_sends_is_no_answer(data: dict[str, Any]) -> None:
    assert render.answers(data) == {}


@pytest.mark.parametrize("one", EMPTY, ids=lambda one: type(one).__name__)
def test_every_field_may_be_optional_and_empty(one: AnyField) -> None:
    card = render.form(Form(title="t", does="x", fields=(one,)))

    assert check(card) == []
    assert not any(element.get("isRequired") for element in objects(card))
    assert "optional" in json.dumps(card)


@pytest.mark.parametrize("count", [0, 1, 6, 7, 150])
def test_any_number_of_choices_is_drawn(count: int) -> None:
    choices = tuple(Choice(f"Entry {n}: " + "x" * 900, str(n)) for n in range(count))
    one = ChoiceField(name="one", label="One", choices=choices, value="0")

    card = render.form(Form(title="t", does="x", fields=(one,)), also={"form": "y" * 3000})

    assert check(card) == []
    assert ("nothing to choose" in json.dumps(card)) == (count == 0)


def test_a_form_without_fields_can_still_be_sent() -> None:
    form = Form(title="t", does="x", fields=())

    assert check(render.form(form)) == []
    assert check(render.dialog(form)["card"]["content"]) == []


def test_a_long_prefilled_text_is_cut_to_what_the_field_takes() -> None:
    card = render.form(Form("t", "x", (TextField(name="a", label="A", value="x\x00" * 5000),)))

    (field,) = (one for one in objects(card) if one.get("id") == "text:a")
    assert len(field["value"]) == field["maxLength"] == 200
