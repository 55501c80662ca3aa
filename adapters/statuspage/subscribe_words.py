"""What the pages say on which customers subscribe, in the languages that the status page speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeWords:
    """Whole sentences with named fields; `trap` is read by nobody who sees or hears the page."""

    invite: str
    intro: str
    address: str
    which: str
    keep: str
    ask: str
    trap: str
    no_address: str
    other_letters: str
    no_components: str
    sent_title: str
    sent: str
    sent_advice: str
    busy_title: str
    busy: str
    down_title: str
    down: str
    unsure: str
    confirm_title: str
    confirm_intro: str
    confirm_button: str
    everything: str
    only: str
    confirmed_title: str
    confirmed: str
    manage_title: str
    manage_intro: str
    in_language: str
    save: str
    saved: str
    to_manage: str
    leave_title: str
    leave_intro: str
    leave_button: str
    left_title: str
    left: str
    invalid_title: str
    invalid: str
