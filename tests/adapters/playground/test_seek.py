"""Typing into a search box of the playground: who may, what comes back, and what a form sends then."""

import pytest
from starlette.applications import Starlette

from adapters.playground import CAST, playground
from bot.domain.form import Choice, Form, TextField, TicketsField
from bot.domain.interaction import Interaction, Reply
from tests.adapters.playground.conftest import WORDS, Bot, Client, Page

FIELDS = (
    TicketsField(name="tickets", label="Which tickets?", required=False),
    TextField(name="pasted", label="Or paste them", required=False, long=True),
)
FOUND = (Choice("zendesk:1 · open · <b>Card</b>", "zendesk:1"), Choice("github does not answer", "!github"))


class Linking(Bot):
    """Asks which tickets, and remembers what was typed."""

    def handle(self, said: Interaction) -> Reply:
        if said.command == "link" and said.fields is None:
            self.heard.append(said)
            return Reply(form=Form("Link tickets", "link", FIELDS, about="INC-1"))
        return super().handle(said)


@pytest.fixture
def sought() -> list[Interaction]:
    return []


@pytest.fixture
def page(clock, sought):
    bot = Linking()

    def find(said: Interaction) -> tuple[Choice, ...]:
        sought.append(said)
        return FOUND

    made = playground(CAST, WORDS, bot.handle, clock, address="http://127.0.0.1:8080/", find=find)
    yield Page(made, bot, Client(Starlette(routes=made.routes)))
    made.door.close()


def opened(page: Page) -> str:
    """The token of a form that Ana has open."""
    html = page.says("ana", "support", "/case link").json()["form"]
    return html.split('data-token="')[1].split('"')[0]


def test_what_is_typed_is_searched_for_the_form_that_is_open(page, sought):
    token = opened(page)

    answer = page.does("ana", "seek", form=token, text="card")

    assert answer.json() == {"options": [{"label": one.label, "value": one.value} for one in FOUND]}
    [said] = sought
    assert (said.command, said.about, said.words) == ("link", "INC-1", "card")
    assert (said.person.id, said.room.name) == ("playground:ana", "support")


@pytest.mark.parametrize(("who", "form"), [("leo", ""), ("ana", "f0000")])
def test_nobody_searches_in_a_form_that_is_not_theirs(page, sought, who, form):
    token = opened(page)

    answer = page.does(who, "seek", form=form or token, text="card")

    assert answer.json() == {"options": []}
    assert sought == []


def test_who_is_not_here_searches_nothing(page, sought):
    answer = page.does("nobody", "seek", form=opened(page), text="card")

    assert answer.status_code == 404
    assert sought == []


def test_a_last_question_that_arrives_after_the_form_was_sent_finds_nothing_and_is_no_error(page, sought):
    token = opened(page)
    page.does("ana", "forms", form=token, answers={"tickets": ["zendesk:1"]})

    answer = page.does("ana", "seek", form=token, text="card")

    assert (answer.status_code, answer.json()) == (200, {"options": []})
    assert sought == []


def test_ten_thousand_characters_are_refused_and_nobody_is_asked(page, sought):
    token = opened(page)

    answer = page.does("ana", "seek", form=token, text="x" * 10_000)

    assert answer.status_code == 400
    assert sought == []


def test_another_site_cannot_search(page, sought):
    token = opened(page)

    answer = page.does("ana", "seek", form=token, text="card", headers={"Origin": "https://evil.test"})

    assert answer.status_code == 403
    assert sought == []


def test_a_form_sends_what_was_chosen_and_what_was_typed(page):
    token = opened(page)

    page.does("ana", "forms", form=token, answers={"tickets": ["zendesk:1", " card ", "", 7], "pasted": " "})

    assert dict(page.bot.heard[-1].fields) == {"tickets": ("zendesk:1", "card")}


@pytest.mark.parametrize("sent", [["x"] * 101, ["x" * 10_001]])
def test_too_much_at_once_is_said_beside_the_field(page, sent):
    token = opened(page)

    answer = page.does("ana", "forms", form=token, answers={"tickets": sent})

    assert "too much" in answer.json()["errors"]["tickets"]


@pytest.mark.parametrize("word", ["link_from", "ticket_from"])
def test_a_message_is_linked_or_becomes_a_ticket_from_its_menu(page, word):
    page.says("ana", "support", "https://desk.test/tickets/1")
    id = page.posts("ana", "support")[-1]["id"]

    page.does("ana", "shortcut", word=word, channel="support", message=id)

    said = page.bot.heard[-1]
    assert (said.command, said.message.text) == (word, "https://desk.test/tickets/1")


def test_a_button_means_its_words_and_not_the_card_on_which_it_stands(page):
    page.says("ana", "support", "/case help")
    id = page.posts("ana", "support")[-1]["id"]
    button = {"does": "ticket_from", "about": "INC-1", "words": "Kim cannot pay"}

    page.does("ana", "actions", channel="support", message=id, **button)

    said = page.bot.heard[-1]
    assert (said.command, said.words, said.message) == ("ticket_from", "Kim cannot pay", None)
