"""A sweep without storage: it remembers keys, asks again before sending, and may be killed at any time."""

from datetime import UTC, timedelta

from bot.domain.sla_digest import messages
from bot.domain.sla_ladder import DEFAULT, Audience
from bot.domain.sla_nag import Silence
from bot.domain.sla_quiet import quiet
from bot.domain.sla_sweep import Concern, Verdict, decide, judge

PEOPLE = {
    Audience.ASSIGNEE: ("ana",),
    Audience.CHANNEL: ("#support",),
    Audience.LEAD: ("mia",),
    Audience.MANAGER: ("eve",),
    Audience.QUEUE_OWNER: ("leo",),
}


def concern(clock, *, people=PEOPLE, ladder=DEFAULT, urgent=False, own=None, silence=None, about="zendesk:1"):
    rules = quiet(clock, is_urgent=urgent, own=own)
    return Concern(
        about=about,
        clock=clock,
        ladder=ladder,
        zone=UTC,
        people=people,
        quiet=lambda _: rules,
        silence=silence or Silence(),
    )


class Sweep:
    """`known` is what the database would keep: it survives, everything else is forgotten."""

    def __init__(self, **more):
        self.known: set[str] = set()
        self.sent = []
        self.more = more

    def run(self, *all_clocks, about="zendesk:1", **more):
        """One tick: decides, asks again, and sends."""
        sent = []
        for clock in all_clocks:
            one = concern(clock, about=about, **{**self.more, **more})
            decision = decide(one, self.known)
            self.known |= {nag.key for nag in decision.superseded}
            for nag in decision.send:
                self.known.add(nag.key)
                if judge(nag, one) is Verdict.SEND:
                    sent.append((clock.now, nag))
        self.sent += sent
        return sent

    def over(self, story, start, end, minutes=30, metric=None, **more):
        """Ticks from one instant to another, of all clocks or those of one metric."""
        now = start
        while now <= end:
            found = story.clocks(now, **more)
            self.run(*(clock for (name, _), clock in found.items() if metric in (None, name)))
            now += timedelta(minutes=minutes)
        return self.sent


def levels(sent):
    return [nag.rung.level for _, nag in sent]


def to(sent, recipient):
    return [nag.rung.level for _, nag in sent if nag.recipient == recipient]


def in_messages(sent, now, recent=None):
    return messages([nag for _, nag in sent], recent or {}, now)
