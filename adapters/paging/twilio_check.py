"""Whether Twilio is ready for us: for `caseline check`."""

from collections.abc import Iterator
from functools import partial

from adapters.doors.payload import part_at, parts_at, text_at
from adapters.doors.questions import Question, answers
from adapters.paging.asking import Asking
from bot.domain.finding import Finding
from bot.settings_paging import Twilio

WHO = "Twilio"
LETTER = "copy Account SID and Auth Token from the console of Twilio to paging.twilio"
WAY = "look at the network, at a proxy or firewall in between, and at paging.twilio.base_url"
ACCOUNT = "look after the account in the console of Twilio"
NUMBER = "buy a number for voice and SMS in the console of Twilio, and set paging.twilio.from_number to it"
HOOK = (
    "set paging.twilio.webhook_url to the address of /webhooks/twilio as the world sees it; until then a "
    "page can be answered in the chat only"
)
REPLIES = "enter paging.twilio.webhook_url there under Messaging, A message comes in"


def findings(api: Asking, account: str, settings: Twilio) -> Iterator[Finding]:
    """Asks Twilio itself, and changes nothing there; nobody is called."""
    questions = (
        Question(WHO, partial(_account, api, account), ACCOUNT),
        Question(f"{WHO} number", partial(_number, api, account, settings), NUMBER),
    )
    yield from answers(questions, letter=LETTER, way=WAY)
    if settings.webhook_url:
        yield Finding(f"{WHO} webhook", "is believed when it is signed with the auth token")
    else:
        yield Finding(f"{WHO} webhook", "has no address, so no key can be pressed", HOOK)


def _account(api: Asking, account: str) -> Iterator[Finding]:
    said = api.ask("GET", f"{account}.json")
    state, kind = text_at(said, "status"), text_at(said, "type")
    if state != "active":
        yield Finding(WHO, f"says that the account is {state or 'unknown'}", ACCOUNT)
    elif kind == "Trial":
        yield Finding(WHO, "is a trial account, which reaches verified numbers only", ACCOUNT)
    else:
        yield Finding(WHO, "has an active account")


def _number(api: Asking, account: str, settings: Twilio) -> Iterator[Finding]:
    what, number = f"{WHO} number", settings.from_number
    said = api.ask("GET", f"{account}/IncomingPhoneNumbers.json", params={"PhoneNumber": number})
    found = next((one for one in parts_at(said, "incoming_phone_numbers")), None)
    if found is None:
        yield Finding(what, f"{number} does not belong to the account", NUMBER)
        return
    can = part_at(found, "capabilities")
    missing = [way for name, way in (("sms", "texts"), ("voice", "calls")) if not can.get(name)]
    if missing:
        yield Finding(what, f"{number} cannot be used for {' and '.join(missing)}", NUMBER)
    elif settings.webhook_url and text_at(found, "sms_url") != settings.webhook_url:
        yield Finding(what, f"{number} does not send answers to texts here", REPLIES)
    else:
        yield Finding(what, f"{number} sends texts and rings")
