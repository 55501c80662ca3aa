"""The fake Zendesk on a port of 127.0.0.1."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.fakes.listening import Answer, Asked, listening
from tests.fakes.zendesk.fake import FakeZendesk


@contextmanager
def serving(zendesk: FakeZendesk | None = None) -> Iterator[FakeZendesk]:
    """A fake Zendesk that answers until the block ends; `zendesk.address` says where."""
    zendesk = zendesk or FakeZendesk()

    def answer(asked: Asked) -> Answer | None:
        if zendesk.down:
            return None
        path, query = asked.path.removeprefix("/api/v2"), {name: asked.first(name) for name in asked.query}
        return Answer(*zendesk.answer(asked.method, path, asked.body, query))

    with listening(answer) as zendesk.address:
        yield zendesk
