"""What holds for every system of tickets; an adapter is found by its name and needs no line here."""

import base64
import hmac
import inspect
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ticket import Draft, Knock, Query
from bot.domain.ticket_ability import Ability
from bot.errors import AdapterError, Forged, NotLetIn, Refused, TicketGone, TryLater
from bot.ports import TicketSystem
from bot.settings_tickets import Desk, Tickets
from tests.contracts.tickets_samples import ADDRESSES, LOGIN, SAMPLES, SECRET, SECRETS
from tests.tickets import DOCUMENT, PAGES, ROOT, adapters

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
FOUND = adapters()
PORT = {name: one for name, one in vars(TicketSystem).items() if inspect.isfunction(one) and name[0] != "_"}
every = pytest.mark.parametrize("name", FOUND)

Handle = Callable[[httpx.Request], httpx.Response]
Act = Callable[[TicketSystem, str], object]

ACTS: Mapping[Ability, Act] = {
    Ability.FETCH: lambda it, ticket: it.fetch(ticket),
    Ability.SEARCH: lambda it, ticket: it.search(Query(text="white page"), limit=5),
    Ability.CREATE: lambda it, ticket: it.create(
        Draft(subject="Checkout is down", text="We are on it.", requester_email="lena@nordwind.test"),
        key="k-1",
    ),
    Ability.NOTE: lambda it, ticket: it.note(ticket, "Looking into it.", key="k-2"),
    Ability.REPLY: lambda it, ticket: it.reply(ticket, "Looking into it.", key="k-3"),
    Ability.TAG: lambda it, ticket: it.mark(ticket, "incident:inc-12", on=True),
}
acts = pytest.mark.parametrize(
    ("name", "ability"),
    [(name, ability) for name in FOUND for ability in ACTS if not FOUND[name].ABILITIES.get(ability)],
)


class Wire:
    """Lets in whoever has to log in first, answers everything else alike, and counts."""

    def __init__(self, answer: httpx.Response | Handle) -> None:
        self.asked: list[httpx.Request] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == LOGIN:
            base = f"{request.url.scheme}://{request.url.host}"
            return httpx.Response(200, json={"access_token": "session-1", "instance_url": base})
        self.asked.append(request)
        if callable(self._answer):
            return self._answer(request)
        return httpx.Response(
            self._answer.status_code, headers=self._answer.headers, content=self._answer.content
        )


def sample(name: str, **more: Any) -> Desk:
    return Tickets.model_validate({name: {**SAMPLES[name], **more}}).connected()[name]


def system(name: str, wire: Handle, **more: Any) -> Any:
    return FOUND[name].connect(sample(name, **more), now=lambda: NOW, transport=httpx.MockTransport(wire))


def id_of(name: str) -> str:
    return str(system(name, refuse_everything).ref_in(ADDRESSES[name]))


def refuse_everything(_: httpx.Request) -> httpx.Response:
    raise AssertionError("something left although nothing may")


# --- what an adapter is --------------------------------------------------------------------


def test_there_is_an_adapter():
    assert "zendesk" in FOUND


def test_there_is_a_sample_for_every_system_that_can_be_set():
    assert set(SAMPLES) == set(ADDRESSES) == set(Tickets.model_fields)


def test_no_adapter_goes_by_a_name_that_nobody_can_set():
    folder = ROOT / "adapters" / "tickets"

    able = {path.stem for path in folder.glob("*.py") if "\nABILITIES" in path.read_text(encoding="utf-8")}

    assert able == set(FOUND)


@every
def test_an_adapter_is_connected_like_every_other(name):
    parameters = inspect.signature(FOUND[name].connect).parameters

    assert [(one.name, one.kind) for one in parameters.values()] == [
        ("settings", inspect.Parameter.POSITIONAL_OR_KEYWORD),
        ("now", inspect.Parameter.KEYWORD_ONLY),
        ("transport", inspect.Parameter.KEYWORD_ONLY),
    ]
    assert parameters["now"].default is inspect.Parameter.empty
    assert parameters["transport"].default is None


@every
def test_an_adapter_is_called_like_its_key(name):
    assert system(name, refuse_everything).name == name


@every
@pytest.mark.parametrize("method", PORT)
def test_every_method_of_the_port_is_there_with_the_same_parameters(name, method):
    promised = inspect.signature(PORT[method]).parameters.values()

    kept = inspect.signature(getattr(type(system(name, refuse_everything)), method)).parameters.values()

    assert [(one.name, one.kind, one.default) for one in kept] == [
        (one.name, one.kind, one.default) for one in promised
    ]


@every
def test_every_ability_is_there_or_has_a_reason(name):
    abilities = FOUND[name].ABILITIES

    assert set(abilities) == set(Ability)
    assert [
        reason for reason in abilities.values() if reason and not (" " in reason and reason.endswith("."))
    ] == []


@every
def test_every_adapter_has_a_page_that_is_linked(name):
    assert (PAGES / f"{name}.md").exists()
    assert f"(tickets/{name}.md)" in DOCUMENT.read_text(encoding="utf-8")
    assert f"/webhooks/{name}" in (PAGES / f"{name}.md").read_text(encoding="utf-8")


# --- secrets -------------------------------------------------------------------------------


@every
def test_nothing_prints_a_secret(name, caplog):
    caplog.set_level(logging.DEBUG)
    connected = system(name, Wire(httpx.Response(401, text=SECRET)))

    with pytest.raises(NotLetIn) as refused:
        connected.fetch(id_of(name))

    printed = [repr(one) + str(one) for one in (sample(name), connected, refused.value)]
    assert [secret for secret in SECRETS if secret in "".join([*printed, caplog.text])] == []


# --- webhooks ------------------------------------------------------------------------------


def knock(name: str, secret: str, body: bytes = b"{}", **more: str) -> Knock:
    """With every proof that some system may want, made with this secret."""

    def signed(how: str, what: bytes = body) -> bytes:
        return hmac.new(secret.encode(), what, how).digest()

    stamp = NOW.isoformat().replace("+00:00", "Z")
    hub = "sha1" if name == "intercom" else "sha256"
    headers = {
        "x-caseline-secret": secret,
        "authorization": f"Bearer {secret}",
        "x-zendesk-webhook-signature-timestamp": stamp,
        "x-zendesk-webhook-signature": base64.b64encode(signed("sha256", stamp.encode() + body)).decode(),
        "x-hub-signature": f"{hub}={signed(hub).hex()}",
        "x-hub-signature-256": f"sha256={signed('sha256').hex()}",
    }
    return Knock({**headers, **more}, body, secret=secret)


@every
@pytest.mark.parametrize("body", [b"{}", b"", b"[]", b"null", b"{", b"\xff\x00", b"<html>", b"[" * 100_000])
def test_a_genuine_knock_about_nothing_hints_at_nothing(name, body):
    found = system(name, refuse_everything).hints(knock(name, SECRET, body))

    assert list(found) == []


@every
def test_an_unsigned_knock_is_forged(name):
    with pytest.raises(Forged):
        system(name, refuse_everything).hints(Knock({}, b"{}"))


@every
@pytest.mark.parametrize("secret", ["", "guess", SECRET[:-1], f"{SECRET} ", SECRET.upper(), "é\x00"])
def test_a_knock_with_a_wrong_secret_is_forged(name, secret):
    with pytest.raises(Forged):
        system(name, refuse_everything).hints(knock(name, secret))


@every
@pytest.mark.parametrize("secret", ["", SECRET])
def test_without_a_secret_of_our_own_every_knock_is_forged(name, secret):
    with pytest.raises(Forged):
        system(name, refuse_everything, webhook_secret="").hints(knock(name, secret))


# --- addresses and ids ---------------------------------------------------------------------

HOSTILE = (
    "",
    "nonsense",
    "{scheme}://{host}/",
    "{scheme}://{host}.evil.test{place}",
    "{scheme}://evil{host}{place}",
    "{scheme}://{host}@evil.test{place}",
    "{scheme}://{host}:pass@evil.test{place}",
    "{scheme}://evil.test/{scheme}://{host}{place}",
    "{scheme}://evil.test?{scheme}://{host}{place}",
    "{scheme}://evil.test#{scheme}://{host}{place}",
    "{scheme}://evil.test\\@{host}{place}",
    "{scheme}://{host}\\.evil.test{place}",
    "{scheme}://{host}%2eevil.test{place}",
    "{scheme}://ana@{host}{place}",
    "{scheme}://{host}:444{place}",
    "{scheme}://{host}.{place}",
    "{scheme}:{host}{place}",
    "{scheme}:/{host}{place}",
    "{scheme}:///{host}{place}",
    "http://{host}{place}",
    "\x00{scheme}://{host}{place}",
    "{scheme}://[{host}{place}",
    "{scheme}://{host}:port{place}",
    "ftp://{host}{place}",
    "javascript://{host}{place}",
    "file://{host}{place}",
    "//{host}{place}",
    "{host}{place}",
)


@every
def test_an_address_of_a_ticket_names_it(name):
    assert id_of(name)


@every
@pytest.mark.parametrize(
    "form", [" {} ", "<{}>", "<{}|the ticket>", "{} is what I mean", "{}\nand more", "{}#top"]
)
def test_words_around_an_address_do_not_matter(name, form):
    address = ADDRESSES[name]
    shouted = address.replace("https://", "HTTPS://").replace(".com", ".COM", 1)

    found = {system(name, refuse_everything).ref_in(form.format(one)) for one in (address, shouted)}

    assert found == {id_of(name)}


@every
@pytest.mark.parametrize("form", HOSTILE)
def test_a_hostile_address_names_nothing(name, form):
    url = httpx.URL(ADDRESSES[name])
    place = str(url).partition(url.host)[2]
    address = form.format(scheme=url.scheme, host=url.host, place=place)

    assert system(name, refuse_everything).ref_in(address) == ""


@every
@given(before=st.text(max_size=60), behind=st.text(max_size=200))
def test_no_words_make_a_foreign_address_ours_and_none_are_too_odd(name, before, behind):
    url = httpx.URL(ADDRESSES[name])
    desk = system(name, refuse_everything)

    assert desk.ref_in(f"https://evil.test/{before}{url}") == ""
    assert desk.ref_in(f"https://{url.host}.evil.test/{before}{url.raw_path.decode()}") == ""
    assert isinstance(desk.ref_in(behind), str)


@every
@pytest.mark.parametrize(
    "id",
    [
        "",
        " ",
        ".",
        "..",
        "../../users",
        "7/../../users",
        "/7",
        "7/",
        "7?expand=all",
        "７",
        "7\n8",
        "7\x00",
        "7 OR 1=1",
        "' OR ''='",
        "%2e%2e%2f7",
        "\\7",
        "@evil.test",
        "https://evil.test/7",
        "7" * 300,
    ],
)
def test_a_hostile_id_is_refused_before_anything_leaves(name, id):
    connected = system(name, refuse_everything)

    for ability in (Ability.FETCH, Ability.NOTE, Ability.REPLY, Ability.TAG):
        does_nothing = bool(FOUND[name].ABILITIES[ability])
        with suppress(Refused) if does_nothing else pytest.raises(TicketGone):
            ACTS[ability](connected, id)


# --- failures ------------------------------------------------------------------------------


@acts
def test_bad_credentials_are_not_let_in(name, ability):
    connected = system(name, Wire(httpx.Response(401, json={"error": "no"})))

    with pytest.raises(NotLetIn):
        ACTS[ability](connected, id_of(name))


@every
@pytest.mark.parametrize(("status", "forbidden"), [(404, False), (403, True)])
def test_a_ticket_that_cannot_be_read_is_gone(name, status, forbidden):
    connected = system(name, Wire(httpx.Response(status, json={"error": "no"})))

    with pytest.raises(TicketGone) as gone:
        connected.fetch(id_of(name))

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
