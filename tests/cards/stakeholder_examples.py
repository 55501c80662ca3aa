"""Summaries for our own people, what they asked to be told of, and digests, in their typical states."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.cards import digest, follow_rules, summary, summary_forms
from bot.domain.card import Card
from bot.domain.digest import Days, Digest
from bot.domain.digest_brief import DigestBrief, DigestLine
from bot.domain.dossier import Dossier
from bot.domain.follow_rule import FollowRule, RuleKind, Wanted
from bot.domain.form import Form
from bot.domain.status_update import UpdateState
from bot.domain.summary import Listeners, Summary
from bot.domain.summary_brief import SummaryBrief
from tests.cards.dossiers import AT

HOUR = timedelta(hours=1)
TEXT = (
    "Card payments fail since 09:12 UTC.\nCustomers by tier: 1 vip (Acme *GmbH* <!here>).\nIt is led by: Eve."
)
RULE = FollowRule(person="slack:kim", kind=RuleKind.CUSTOMER, value="Acme <!channel>", at=AT, id=7)
DIGEST = Digest(who="slack:kim", days=Days.WEEKDAYS, clock="08:30", due_at=AT + HOUR, since=AT)


def _summary(known: Dossier, **fields: Any) -> Summary:
    _, leo, _ = known.people
    said: dict[str, Any] = {
        "incident": "INC-1",
        "number": 2,
        "phase": "identified",
        "text": TEXT,
        "drafted_by": leo,
        "drafted_at": AT,
        "next_at": AT + HOUR / 2,
    }
    return Summary(**said | fields)


def _worked_on(known: Dossier, **fields: Any) -> Card:
    to = Listeners(followers=("slack:kim",), rooms=("slack:#leadership",), letters=("execs@acme.test",))
    remarks = ("“back in 20 minutes” promises a repair time. Say when you will write next instead.",)
    one = _summary(known, **fields)
    return summary.worked_on(known, SummaryBrief(summary=one, listeners=to, remarks=remarks))


def _sent(known: Dossier) -> Card:
    ana, *_ = known.people
    return _worked_on(
        known,
        state=UpdateState.PUBLISHED,
        published_by=ana,
        published_at=AT,
        heard=("slack:kim", "execs@acme.test"),
        failed={"execs@acme.test": "Their server refused it."},
    )


def _digest(known: Dossier, *, own: bool = True) -> Card:
    one = DigestLine(incident=known.incident, customers=7, told_at=AT, next_at=AT)
    over = replace(known.incident, key="INC-2", ended_at=AT)
    brief = DigestBrief(now=AT + HOUR, since=AT, open=(one,) * 20, ended=(DigestLine(incident=over),))
    return digest.digest(brief, own=own)


ONCE: Mapping[str, Callable[[Dossier], Card | Form]] = {
    "summary.worked_on": _worked_on,
    "summary.worked_on · sent": _sent,
    "summary.worked_on · thrown away": lambda known: _worked_on(known, state=UpdateState.DISCARDED),
    "summary.told": lambda known: summary.told(known, _summary(known), follows=True),
    "summary.due": lambda known: summary.due(known, AT, listeners=4, in_hand=False),
    "summary_forms.facts": lambda _: summary_forms.facts("INC-1", "Acme renews.", AT),
    "summary_forms.edit": lambda known: summary_forms.edit(_summary(known)),
    "follow_rules.told": lambda known: follow_rules.told(known, RULE.wants, 7),
    "follow_rules.told · by the settings": lambda known: follow_rules.told(
        known, Wanted(RuleKind.SEVERITY, "SEV1"), 0
    ),
    "follow_rules.asked": lambda _: follow_rules.asked(RULE),
    "follow_rules.stopped": lambda _: follow_rules.stopped(RULE),
    "follow_rules.several": lambda _: follow_rules.several([RULE, replace(RULE, id=0)]),
    "follow_rules.several · many": lambda _: follow_rules.several([RULE] * 20),
    "follow_rules.several · none": lambda _: follow_rules.several([]),
    "follow_rules.form": lambda _: follow_rules.form(),
    "digest.digest": _digest,
    "digest.digest · in a channel": lambda known: _digest(known, own=False),
    "digest.digest · quiet": lambda _: digest.digest(DigestBrief(now=AT, since=AT), own=True),
    "digest.asked": lambda _: digest.asked(DIGEST),
    "digest.stopped": lambda _: digest.stopped(),
    "digest.form": lambda _: digest.form(DIGEST),
}
