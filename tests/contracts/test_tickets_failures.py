"""How every system of tickets fails: in the words of the bot, and for as long as it should."""

import httpx
import pytest

from bot.domain.ticket_ability import Ability
from bot.errors import AdapterError, NotLetIn, Refused, TicketGone, TryLater
from tests.contracts.tickets_all import ACTS, FOUND, Wire, acts, every, id_of, refuse_everything, system
from tests.contracts.tickets_samples import SECRETS


@acts
def test_bad_credentials_are_not_let_in(name, ability):
    connected = system(name, Wire(httpx.Response(401, json={"error": "no"})))

    with pytest.raises(NotLetIn):
        ACTS[ability](connected, id_of(name))


@every
@pytest.mark.parametrize("ability", [Ability.FETCH, Ability.HISTORY])
@pytest.mark.parametrize(("status", "forbidden"), [(404, False), (403, True)])
def test_a_ticket_that_cannot_be_read_is_gone(name, ability, status, forbidden):
    connected = system(name, Wire(httpx.Response(status, json={"error": "no"})))

    with pytest.raises(TicketGone) as gone:
        ACTS[ability](connected, id_of(name))

    assert gone.value.forbidden is forbidden


@acts
def test_a_limit_is_kept_for_as_long_as_they_say(name, ability):
    connected = system(name, Wire(httpx.Response(429, headers={"Retry-After": "17"})))

    with pytest.raises(TryLater) as later:
        ACTS[ability](connected, id_of(name))

    assert later.value.after == 17


@acts
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_trouble_of_theirs_is_tried_later(name, ability, status):
    connected = system(name, Wire(httpx.Response(status, text="<html>Sorry</html>")))

    with pytest.raises(TryLater):
        ACTS[ability](connected, id_of(name))


@acts
@pytest.mark.parametrize(
    "error",
    [httpx.ConnectError("no"), httpx.ConnectTimeout("no"), httpx.ReadTimeout("slow"), httpx.ReadError("cut")],
)
def test_no_answer_is_tried_later(name, ability, error):
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(TryLater):
        ACTS[ability](system(name, Wire(fail)), id_of(name))


@acts
@pytest.mark.parametrize("body", ["<html>Sign in</html>", '{"id": 7, "subj', "[" * 100_000])
def test_what_cannot_be_read_is_tried_later(name, ability, body):
    with pytest.raises(TryLater):
        ACTS[ability](system(name, Wire(httpx.Response(200, text=body))), id_of(name))


@acts
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_not_followed(name, ability, status):
    wire = Wire(httpx.Response(status, headers={"Location": "https://evil.test/tickets/7"}))

    with pytest.raises(Refused):
        ACTS[ability](system(name, wire), id_of(name))

    assert [one.url.host for one in wire.asked if one.url.host == "evil.test"] == []


@every
@pytest.mark.parametrize(
    "answer",
    [httpx.Response(401), httpx.Response(403), httpx.Response(404), httpx.Response(429), httpx.Response(503)],
    ids=lambda one: str(one.status_code),
)
def test_a_check_says_what_is_wrong_and_does_not_fail(name, answer):
    found = list(system(name, Wire(answer)).check())

    assert [one for one in found if not one.ok]
    assert [secret for secret in SECRETS if secret in str(found)] == []


@every
def test_whoever_is_not_let_in_is_told_so_once(name):
    found = list(system(name, Wire(httpx.Response(401))).check())

    assert [one.what.split()[0].casefold() for one in found if not one.ok] == [name]


@pytest.mark.parametrize(
    ("name", "more"),
    [("servicenow", {}), ("salesforce", {"incident_field": ""})],
    ids=["servicenow", "salesforce"],
)
@pytest.mark.parametrize("on", [True, False])
def test_a_desk_without_tags_is_marked_in_silence(name, more, on):
    """Else every ticket of it would say beside it that it could not be tagged."""
    reason = FOUND[name].ABILITIES[Ability.TAG]

    done = system(name, refuse_everything, **more).mark(id_of(name), "incident:inc-12", on=on)

    assert (done, bool(reason)) == (None, True)


@every
def test_a_system_that_is_closed_leaves_quietly(name):
    connected = system(name, Wire(httpx.Response(503)))
    with pytest.raises(AdapterError):
        connected.fetch(id_of(name))

    assert connected.close() is None
