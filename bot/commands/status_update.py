"""Words about what customers are told: `draft`, `approve`, `object`, `publish`, `retract`, `correct`."""

from datetime import datetime

from bot.actions import status_approval, status_draft, status_publish, status_tickets, status_views
from bot.actions import timeline as actions
from bot.cards import plain, status_forms
from bot.commands.asked import Asked, Command
from bot.domain.interaction import Reply
from bot.domain.status_update import StatusFacts, StatusUpdate
from bot.domain.wording import line, say
from bot.errors import BadInput


def draft(asked: Asked) -> Reply:
    """Begins one from facts, shows the one in hand, or changes it: `edit`, `facts`, `discard`.

    `nothing` begins one that says that nothing is new, and adds what is true; `update` takes the words of the
    latest update to colleagues.
    """
    word, _, rest = asked.words.strip().partition(" ")
    if word == "update" and (not rest or rest.isdigit()):
        return _in_these_words(asked, int(rest or 0))
    if word in _PARTS and (asked.from_form or not rest.strip()):
        return _PARTS[word](asked, rest.strip())
    if asked.from_form:
        return _from_facts(asked, "")
    if asked.prose:
        return _told(asked, status_draft.draft(asked.world, asked.by, asked.key, text=asked.prose))
    with asked.world.store.read() as work:
        known = work.status_updates.in_hand(asked.key)
    return _shown(asked, known) if known else _ask_facts(asked, "")


def _in_these_words(asked: Asked, entry: int) -> Reply:
    """What colleagues were told is what customers are to be told, if somebody agrees."""
    text = actions.words_of_update(asked.world, asked.key, entry)
    return _told(asked, status_draft.draft(asked.world, asked.by, asked.key, text=text))


def _ask_facts(asked: Asked, words: str) -> Reply:
    page = asked.world.settings.status_page
    components = {name: one.title for name, one in page.components.items()} if page else {}
    with asked.world.store.read() as work:
        known = work.status_updates.facts(asked.key)
    return Reply(form=status_forms.facts(asked.dossier(), known, components, words=words))


def _from_facts(asked: Asked, _: str) -> Reply:
    facts = StatusFacts(
        incident=asked.key,
        title=asked.text("title"),
        symptom=asked.text("symptom"),
        workaround=asked.text("workaround"),
        cause=asked.text("cause"),
        remedy=asked.text("remedy"),
        components=_chosen(asked, "components"),
    )
    if not facts.symptom:
        raise BadInput(say("Say what customers see."), field="symptom")
    with asked.world.store.read() as work:
        known = work.status_updates.in_hand(asked.key)
    if known:
        return _told(asked, status_draft.refill(asked.world, asked.by, asked.key, facts))
    return _told(asked, status_draft.draft(asked.world, asked.by, asked.key, facts=facts))


def _facts(asked: Asked, rest: str) -> Reply:
    return _from_facts(asked, rest) if asked.from_form else _ask_facts(asked, "facts")


def _edit(asked: Asked, rest: str) -> Reply:
    with asked.world.store.read() as work:
        update = status_draft.in_hand(work, asked.key)
        incident = work.incidents.get(asked.key)
    languages = asked.world.settings.status_updates.languages
    if not asked.from_form or not rest.isdigit():
        possible = status_draft.possible(asked.world, incident) if incident else ()
        return Reply(form=status_forms.edit(update, languages, possible))
    next_at = asked.answers.get("next_at")
    texts = {code: asked.text(f"text_{code}") for code in languages}
    changed = status_draft.edit(
        asked.world,
        asked.by,
        asked.key,
        int(rest),
        texts,
        to=_chosen(asked, "to"),
        next_at=next_at if isinstance(next_at, datetime) else None,
    )
    return _told(asked, changed)


def _discard(asked: Asked, _: str) -> Reply:
    gone = status_draft.discard(asked.world, asked.by, asked.key)
    return Reply(card=plain.done(say("Draft {number} was thrown away", number=str(gone.number))))


def _nothing(asked: Asked, _: str) -> Reply:
    return _told(asked, status_draft.draft(asked.world, asked.by, asked.key, nothing_new=True))


_PARTS = {"nothing": _nothing, "edit": _edit, "facts": _facts, "discard": _discard}


def _chosen(asked: Asked, name: str) -> tuple[str, ...]:
    answer = asked.answers.get(name, ())
    return answer if isinstance(answer, tuple) else ()


def _shown(asked: Asked, update: StatusUpdate) -> Reply:
    with asked.world.store.read() as work:
        return Reply(card=status_views.worked_on(asked.world, work, update, asked.said.person.chat))


def _told(asked: Asked, update: StatusUpdate) -> Reply:
    """In the war room its living card says all of it; anywhere else it is shown."""
    shown = _shown(asked, update)
    with asked.world.store.read() as work:
        here = work.rooms.at(asked.said.room.id) if asked.said.room else None
    if here is None or here.incident != update.incident or shown.card is None:
        return shown
    return Reply(card=plain.done(shown.card.title, line("Its card stands in this room.")))


def _version(asked: Asked) -> int:
    """The version that was read on the card; the newest where it was typed."""
    return int(asked.words) if asked.words.strip().isdigit() else 0


def approve(asked: Asked) -> Reply:
    """`anyway` takes a reason, which is kept; the lint may be wrong."""
    word, _, rest = asked.prose.partition(" ")
    if word == "anyway":
        version, _, said = rest.strip().partition(" ")
        number, why = (int(version), said) if version.isdigit() else (0, rest)
        why = asked.text("why") if asked.from_form else why.strip()
        if not why:
            with asked.world.store.read() as work:
                number = status_draft.in_hand(work, asked.key).version
            return Reply(form=status_forms.why("approve", asked.key, words=f"anyway {number}"))
        done = status_approval.approve(asked.world, asked.by, asked.key, number, despite=why)
        return _told(asked, done)
    return _told(asked, status_approval.approve(asked.world, asked.by, asked.key, _version(asked)))


def object_to(asked: Asked) -> Reply:
    why = asked.text("why") if asked.from_form else asked.prose
    if not why and not asked.from_form:
        return Reply(form=status_forms.why("object", asked.key))
    return _told(asked, status_approval.object_to(asked.world, asked.by, asked.key, why))


def publish(asked: Asked) -> Reply:
    if asked.words.strip() in ("pause", "resume"):
        on = asked.words.strip() == "pause"
        return _told(asked, status_tickets.pause(asked.world, asked.by, asked.key, on=on))
    if asked.words.strip() == "rest":
        return _told(asked, status_tickets.tell_the_rest(asked.world, asked.by, asked.key))
    return _told(asked, status_publish.publish(asked.world, asked.by, asked.key, _version(asked)))


def retract(asked: Asked) -> Reply:
    number, why = _numbered(asked)
    if not why and not asked.from_form:
        return Reply(form=status_forms.why("retract", asked.key, words=str(number or "")))
    return _told(asked, status_publish.retract(asked.world, asked.by, asked.key, number, why))


def _numbered(asked: Asked) -> tuple[int, str]:
    """`2 wrong region` is about number 2; without a number the latest is meant."""
    first, _, rest = asked.prose.partition(" ")
    number, why = (int(first), rest) if first.isdigit() and len(first) < 7 else (0, asked.prose)
    return number, (asked.text("why") if asked.from_form else why).strip()


def correct(asked: Asked) -> Reply:
    number, _ = _numbered(asked)
    return _told(asked, status_publish.correct(asked.world, asked.by, asked.key, number))


COMMANDS = (
    Command(
        word="draft",
        run=draft,
        says="writes what customers are to be told, from facts or in your own words",
        usage="draft [TEXT|nothing|update|edit|facts|discard]",
        example="draft",
        about=True,
        free_text=True,
    ),
    Command(
        word="approve",
        run=approve,
        says="agrees to the draft as it stands; `anyway` where the check is wrong",
        usage="approve [anyway WHY]",
        about=True,
        free_text=True,
    ),
    Command(
        word="object",
        run=object_to,
        says="stops the draft until other words stand there",
        usage="object [WHY]",
        example="object nobody has confirmed the workaround",
        about=True,
        free_text=True,
        rule="approve",
    ),
    Command(
        word="publish",
        run=publish,
        says="tells customers what was approved: pages, tickets and channels",
        usage="publish [pause|resume|rest]",
        example="publish",
        about=True,
    ),
    Command(
        word="correct",
        run=correct,
        says="puts right what customers were told",
        usage="correct [N]",
        about=True,
        rule="publish",
    ),
    Command(
        word="retract",
        run=retract,
        says="takes back what customers were told, with a trace",
        usage="retract [N] WHY",
        example="retract 1 wrong region",
        about=True,
        free_text=True,
        rule="publish",
    ),
)
