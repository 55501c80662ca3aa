"""Every card and form of the bot, in its typical states, as the playground's page gets it."""

from html.parser import HTMLParser

import pytest

from adapters.playground.people import CAST
from adapters.playground.render import draw
from adapters.playground.render_form import draw_form
from bot.domain.form import Form
from tests.cards.examples import examples

EXAMPLES = examples("playground")
ALONE = {"input", "br", "img", "hr", "path", "use"}


class Reader(HTMLParser):
    """Complains about what is not closed, and about ids that stand twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_sound_html_that_runs_nothing(name: str) -> None:
    one = EXAMPLES[name]

    html = draw_form(one, "t", CAST) if isinstance(one, Form) else draw(one)

    reader = Reader()
    reader.feed(html)
    assert (reader.wrong, reader.open) == ([], [])
    assert len(reader.ids) == len(set(reader.ids))
    assert "<script" not in html
    assert "onerror=" not in html
