import json

import pytest

from adapters.http import Declined
from adapters.teams.refusals import CODES, code, in_our_words
from bot.errors import Refused, RoomGone, TryLater


def declined(status: int, body: object = "") -> Declined:
    return Declined("Teams refused it.", status, body if isinstance(body, str) else json.dumps(body))


def coded(status: int, said: str) -> Declined:
    return declined(status, {"error": {"code": said, "message": "…"}})


@pytest.mark.parametrize("said", sorted(CODES))
def test_every_code_that_we_know_has_a_whole_sentence(said: str) -> None:
    error = in_our_words(coded(403, said))

    assert isinstance(error, CODES[said][0])
    assert str(error).endswith(".")


def test_a_code_inside_a_text_is_found() -> None:
    body = {"errorCode": 209, "message": json.dumps({"subCode": "MessageWritesBlocked", "details": "…"})}

    assert code(declined(403, body)) == "MessageWritesBlocked"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (coded(400, "BadSyntax"), "BadSyntax"),
        (declined(400, {"errorCode": 209}), "209"),
        (declined(400, "<html>"), "http_400"),
        (declined(400, {"error": "invalid_request"}), "http_400"),
    ],
)
def test_any_other_refusal_is_told_with_teams_own_word(error: Declined, said: str) -> None:
    assert code(error) == said
    assert said in str(in_our_words(error))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (coded(403, "BotNotInConversationRoster"), RoomGone),
        (coded(403, "SomethingNew"), RoomGone),
        (coded(404, "ConversationNotFound"), RoomGone),
        (declined(404), RoomGone),
        (declined(413), Refused),
        (coded(401, "Unauthorized"), TryLater),
        (coded(403, "MessageWritesBlocked"), Refused),
    ],
)
def test_what_a_refusal_means_for_a_room(error: Declined, kind: type[Exception]) -> None:
    assert type(in_our_words(error)) is kind


@pytest.mark.parametrize("error", [coded(403, "BotNotInConversationRoster"), declined(404), declined(403)])
def test_a_person_is_no_room_that_could_be_gone(error: Declined) -> None:
    ours = in_our_words(error, person=True)

    assert type(ours) is Refused
    assert "They have not added Caseline" in str(ours)
