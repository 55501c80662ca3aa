"""Forms are drawn within Slack's rules, and their answers come back in the bot's types."""

import json
from dataclasses import replace
from typing import Any

import pytest

from adapters.slack.render_form import Sent, answers, modal, sent
from bot.domain.form import (
    AnyField,
    Choice,
    ChoiceField,
    ChoicesField,
    Form,
    TextField,
)
from tests.adapters.samples import AT, EMPTY, FORM
from tests.fakes.slack.blocks import check


def filled(view: dict[str, Any], **given: dict[str, Any]) -> dict[str, Any]:
    """The view as Slack sends it back, with these elements filled in."""
    kinds = {b["block_id"]: b["element"]["type"] for b in view["blocks"] if b["type"] == "input"}
    state = {name: {"answer": {"type": kinds[name], **element}} for name, element in given.items()}
    return {**view, "state": {"values": state}}


def test_a_form_with_every_kind_of_field_is_drawn_as_slack_wants_it() -> None:
    view = modal(FORM)

    assert check(view) == []
    assert len(view["title"]["text"]) <= 24
    assert [block["block_id"] for block in view["blocks"][1:]] == [one.name for one in FORM.fields]


@pytest.mark.parametrize("one", EMPTY, ids=lambda one: type(one).__name__)
def test_every_field_may_be_optional_and_empty(one: AnyField) -> None:
    view = modal(Form(title="t", does="x", fields=(one,)))

    assert check(view) == []
    assert view["blocks"][0]["optional"] is True


def test_answers_come_back_in_the_bots_types() -> None:
    view = filled(
        modal(FORM),
        title={"value": " Checkout & co &lt;b&gt; "},
        customers={"value": "12"},
        severity={"selected_option": {"value": "SEV1"}},
        tickets={"selected_options": [{"value": "1"}, {"value": "2"}]},
        liaison={"selected_user": "U012"},
        since={"selected_date_time": int(AT.timestamp())},
    )

    assert answers(view) == {
        "title": "Checkout & co <b>",
        "customers": 12,
        "severity": "SEV1",
        "tickets": ("1", "2"),
        "liaison": "slack:U012",
        "since": AT,
    }


def test_a_field_left_empty_is_absent() -> None:
    view = filled(
        modal(FORM),
        title={"value": None},
        customers={"value": None},
        severity={"selected_option": None},
        tickets={"selected_options": []},
        liaison={"selected_user": None},
        since={"selected_date_time": None},
    )

    assert answers(view) == {}


def test_a_form_says_what_it_is_when_it_comes_back() -> None:
    view = modal(FORM, also={"room": "slack:C1"})

    assert sent(view) == Sent("declare", "INC-1", "sev1", {"room": "slack:C1"}, "card declined")
    assert sent({"private_metadata": ""}) is None
    assert sent({}) is None


def test_words_that_slack_cannot_keep_are_cut_and_nothing_else_is() -> None:
    view = modal(replace(FORM, words="ä" * 5000), also={"room": "slack:C1"})

    assert len(view["private_metadata"]) <= 3000
    back = sent(view)
    assert back is not None
    assert back.about == "INC-1"
    assert back.words.startswith("äää")


@pytest.mark.parametrize("count", [1, 5, 6, 10, 11, 150])
def test_any_number_of_choices_is_drawn(count: int) -> None:
    choices = tuple(Choice(f"Ticket <!channel> {n}", str(n)) for n in range(count))
    one = ChoiceField(name="one", label="One", choices=choices, value="0")
    many = ChoicesField(name="many", label="Many", choices=choices, value=("0",))

    view = modal(Form(title="t", does="x", fields=(one, many)))

    assert check(view) == []
    assert "<!" not in json.dumps(view)
    assert "initial_option" in view["blocks"][0]["element"]


def test_a_form_without_fields_can_still_be_sent() -> None:
    assert check(modal(Form(title="t", does="x", fields=()))) == []


def test_nothing_to_choose_from_is_said_and_not_asked() -> None:
    view = modal(Form(title="t", does="x", fields=(ChoiceField(name="one", label="One", choices=()),)))

    assert check(view) == []
    assert "nothing to choose" in json.dumps(view)


def test_a_long_prefilled_text_is_cut_to_what_the_field_takes() -> None:
    view = modal(Form(title="t", does="x", fields=(TextField(name="a", label="A", value="x\x00" * 5000),)))

    element = view["blocks"][0]["element"]
    assert len(element["initial_value"]) == element["max_length"] == 200
    assert check(view) == []
