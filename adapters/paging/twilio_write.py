"""From our words to what Twilio takes; what is read aloud is XML of theirs, TwiML."""

from xml.sax.saxutils import escape, quoteattr

from adapters.doors.payload import whole
from adapters.doors.text import cut

TEXT, SPOKEN = 1600, 340
"""Characters. A text has no more; the XML of a call has 4,000, in which our words stand twice, escaped."""

HOW = "Press 1 if you have it. Press 2 to pass it on."
THANKS = "<Response><Say>Thank you.</Say><Hangup/></Response>"


def text(words: str) -> str:
    return cut(whole(words), TEXT)


def spoken(words: str, url: str) -> str:
    """The words twice; with an address, one key can be pressed at any time."""
    said = escape(cut(_sayable(words), SPOKEN))
    twice = f'<Say>{said}</Say><Pause length="1"/><Say>{said}</Say>'
    if not url:
        return f"<Response>{twice}</Response>"
    how = f"<Say>{HOW}</Say>"
    gather = f'<Gather numDigits="1" timeout="15" method="POST" action={quoteattr(url)}>'
    return f"<Response>{gather}{how}{twice}{how}</Gather></Response>"


def _sayable(words: str) -> str:
    """Without what XML cannot hold."""
    return "".join(one if one.isprintable() else " " for one in whole(words))
