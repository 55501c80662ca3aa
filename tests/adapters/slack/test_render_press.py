"""What a button says comes back when it is pressed."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import render_press
from adapters.slack.render_press import Pressed, decode
from bot.domain.card import Button, Buttons, Menu, Option


def presses(blocks: list[dict[str, Any]]) -> list[Pressed | None]:
    """Every press that these blocks allow, as Slack would send it."""
    found = []
    for element in (element for block in blocks for element in block["elements"]):
        for option in element.get("options", [None]):
            sent = {"action_id": element["action_id"], "type": element["type"]}
            chosen = {"selected_option": option} if option else {"value": element["value"]}
            found.append(decode(sent | chosen))
    return found


signs = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@settings(deadline=None)
@given(st.lists(st.tuples(signs, signs, st.booleans()), max_size=12))
def test_every_button_comes_back_as_the_same_wish(wishes: list[tuple[str, str, bool]]) -> None:
    buttons = tuple(Button("press", "note", about, words, once=once) for about, words, once in wishes)

    found = presses(render_press.actions(Buttons(buttons[:5], more=buttons[5:])))

    expected = [Pressed("note", about, words, once) for about, words, once in wishes]
    assert sorted(map(str, found)) == sorted(map(str, expected))


@settings(deadline=None)
@given(st.lists(signs, min_size=1, max_size=120))
def test_every_choice_of_a_menu_comes_back_as_the_same_wish(words: list[str]) -> None:
    menu = Menu("Which?", "status", "INC-1", tuple(Option("x", one) for one in words))

    found = presses(render_press.choice(menu))

    assert sorted(map(str, found)) == sorted(str(Pressed("status", "INC-1", one)) for one in words)


def test_action_ids_are_unique_within_a_block() -> None:
    buttons = tuple(Button("press", "note", words="x" * 140 * (n % 2)) for n in range(20))

    (block,) = render_press.actions(Buttons(buttons))

    named = [element["action_id"] for element in block["elements"]]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"action_id": "press:0:x", "value": "not json"},
        {"action_id": "press:0:x", "value": "[]"},
        {"action_id": "press:0:x", "value": '{"a": "INC-1"}'},
        {"action_id": "menu:", "selected_option": {"value": "=x"}},
        {"action_id": "menu:0:sev:INC-1", "selected_option": None},
    ],
)
def test_a_press_that_is_not_ours_is_nothing(action: dict[str, Any]) -> None:
    assert decode(action) is None


def test_a_button_with_an_address_leads_there_and_is_always_to_be_seen() -> None:
    leads = Button("Join", "", url="https://meet.test/INC-1?a=1&b=2")

    (block,) = render_press.actions(Buttons((), more=(Button("Status", "status"), leads)))

    shown = next(one for one in block["elements"] if one["type"] == "button")
    assert shown["url"] == "https://meet.test/INC-1?a=1&b=2"
    assert decode(shown) is None


def test_a_button_with_an_address_that_is_none_is_not_there() -> None:
    assert render_press.actions(Buttons((Button("Join", "", url="javascript:alert(1)"),))) == []
