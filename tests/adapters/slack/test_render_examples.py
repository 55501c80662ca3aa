"""Every card and form of the bot, in its typical states, as Slack gets it."""

import pytest

from adapters.slack import render
from adapters.slack.render_form import modal
from bot.domain.form import Form
from tests.cards.examples import examples
from tests.fakes.slack.blocks import check

EXAMPLES = examples("slack")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_drawn_as_slack_wants_it(name: str) -> None:
    one = EXAMPLES[name]

    drawn = [modal(one)] if isinstance(one, Form) else [render.message(one), render.message(one, newer=False)]

    assert [wrong for each in drawn for wrong in check(each)] == []
