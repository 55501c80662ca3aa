"""Several chats in one process."""

from functools import partial

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

    assert list(both.checks) == ["chats"]
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


@pytest.mark.parametrize(
    ("slack", "teams", "said"),
    [
        ("", "", ""),
        ("token revoked", "", ""),
        ("", "no keys", ""),
        ("token revoked", "no keys", "slack: token revoked; teams: no keys"),
    ],
)
def test_a_process_that_serves_two_chats_is_ready_while_one_of_them_works(slack, teams, said):
    chats = {"slack": slack, "teams": teams}
    doors = [Doors(voices={}, checks={chat: partial(str, wrong)}) for chat, wrong in chats.items()]

    assert together(doors, lambda: None).checks["chats"]() == said
    assert list(together(doors[:1], lambda: None).checks) == ["slack"]
