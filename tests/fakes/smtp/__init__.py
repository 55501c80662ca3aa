"""A mail server on 127.0.0.1 that keeps letters and delivers none.

with serving(Mailbox(login=("caseline", "hush"))) as mailbox:
    …
    [letter] = mailbox.letters
    letter.sender, letter.to, letter.read["Subject"]

`Mailbox(tls=certificate(folder), security="starttls")` secures it. Trouble: `mailbox.replies["RCPT"] = "550
…"` answers a word so, `mailbox.hangs_up_after = "DATA"` takes the letter and says nothing more, `lacks` hides
extensions. `words` lists what was said, without passwords.
"""

from tests.fakes.smtp.certificate import certificate
from tests.fakes.smtp.fake import Kept, Mailbox
from tests.fakes.smtp.server import serving

__all__ = ["Kept", "Mailbox", "certificate", "serving"]
