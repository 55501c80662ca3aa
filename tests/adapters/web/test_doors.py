"""Several chats in one process."""

import pytest
from starlette.routing import Route

from adapters.web.doors import Doors, together


def test_the_doors_of_all_chats_are_opened_and_closed_together():
    happened: list[str] = []

    def door(chat: str) -> Doors:
        return Doors(
            voices={},
            routes=[Route(f"/{chat}", lambda _: None)],
            checks={chat: str},
            opening=lambda: happened.append(f"{chat} opens"),
            closing=lambda: happened.append(f"{chat} is closing"),
            closed=lambda: happened.append(f"{chat} is closed"),
        )

    both = together([door("slack"), door("teams")], lambda: happened.append("listens"))
    both.opening()
    both.closing()
    both.closed()

    assert list(both.checks) == ["slack", "teams"]
    assert len(both.routes) == 2
    assert happened == [
        "listens",
        "slack opens",
        "teams opens",
        "slack is closing",
        "teams is closing",
        "slack is closed",
        "teams is closed",
    ]


def test_one_door_that_cannot_be_closed_keeps_no_other_from_closing():
    happened: list[str] = []

    def stuck() -> None:
        raise RuntimeError("stuck")

    both = together(
        [Doors(voices={}, closed=stuck), Doors(voices={}, closed=lambda: happened.append("closed"))],
        lambda: None,
    )

    with pytest.raises(RuntimeError, match="stuck"):
        both.closed()
    assert happened == ["closed"]
