"""Questions to Salesforce, in SOQL; whatever comes from outside is a quoted text or a checked id."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.domain.ticket import Query, incidents_in
from bot.settings_tickets import Salesforce

ID = re.compile(r"500[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?")
NUMBER = re.compile(r"[0-9]{1,10}")
PATH = re.compile(r"[A-Za-z]\w{0,79}(\.[A-Za-z]\w{0,79}){0,4}", re.ASCII)
"""A field, or one of something that the case is related to: `Account.Support_Tier__c`."""
FIELDS = (
    "Id, CaseNumber, Subject, Status, Priority, IsClosed, MasterRecordId, ContactId, Contact.Name, "
    "Contact.Email, SuppliedName, SuppliedEmail, AccountId, Account.Name, OwnerId, Owner.Name, Owner.Email, "
    "CreatedDate, SystemModstamp"
).split(", ")
WORDS = 6
"""More words of a search than these are not looked for."""

_ESCAPES = str.maketrans(
    {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\0": ""}
)
_WILD = str.maketrans({"%": "\\%", "_": "\\_"})


def quoted(words: str) -> str:
    return f"'{words.translate(_ESCAPES)}'"


def within(words: str) -> str:
    """For LIKE: these words anywhere, with nothing in them that stands for something else."""
    return f"'%{words.translate(_ESCAPES).translate(_WILD)}%'"


def instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def full_id(id: str) -> str:
    """The 18 characters for 15, which classic addresses have; the last three keep capitals apart."""
    if len(id) != 15:
        return id
    fives = (id[start : start + 5] for start in (0, 5, 10))
    places = (sum(1 << place for place, one in enumerate(five) if "A" <= one <= "Z") for five in fives)
    return id + "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[place] for place in places)


def select(fields: str, source: str, where: str, last: str = "") -> str:
    """`where` is made of quoted texts and checked ids alone; `last` is what stands behind it."""
    condition = ("WHERE", where) if where else ()
    return " ".join(filter(None, ["SELECT", fields, "FROM", source, *condition, last]))


def cases(settings: Salesforce, where: str, *, order: str = "", limit: int = 1) -> str:
    """With the fields that the settings name, in one question."""
    own = [path for path in settings.fields.values() if PATH.fullmatch(path)]
    fields = dict.fromkeys([*FIELDS, *own, *filter(None, [settings.incident_field])])
    sort = f"ORDER BY {order} " if order else ""
    return select(", ".join(fields), "Case", where, f"{sort}LIMIT {limit}")


def newest(field: str, source: str, of: str, value: str) -> str:
    """Texts that can be read and not searched: the newest two hundred."""
    return select(f"Id, {field}", source, f"{of} = {quoted(value)}", "ORDER BY CreatedDate DESC LIMIT 200")


def matching(settings: Salesforce, query: Query) -> str:
    """What a case has to be for this query."""
    return " AND ".join(_conditions(settings, query))


def _conditions(settings: Salesforce, query: Query) -> Iterator[str]:
    if NUMBER.fullmatch(query.text.strip()):
        yield f"CaseNumber LIKE {within(query.text.strip())}"
    else:
        yield from (f"Subject LIKE {within(word)}" for word in query.text.split()[:WORDS])
    if email := query.requester_email:
        yield f"(Contact.Email = {quoted(email)} OR SuppliedEmail = {quoted(email)})"
    for incident in incidents_in((query.tag,)):
        yield f"{settings.incident_field} LIKE {within(incident)}"
    if query.open_only:
        yield "IsClosed = false"


def milestones(ids: Iterable[str]) -> str:
    fields = "CaseId, MilestoneType.Name, TargetDate, IsCompleted, IsViolated, Case.IsStopped"
    return select(fields, "CaseMilestone", f"CaseId IN ({_ids(ids)})")


def last_mails(ids: Iterable[str]) -> str:
    where = f"Incoming = true AND ParentId IN ({_ids(ids)})"
    return select("ParentId, MAX(MessageDate) spoke", "EmailMessage", where, "GROUP BY ParentId")


def _ids(ids: Iterable[str]) -> str:
    return ", ".join(quoted(id) for id in ids)
