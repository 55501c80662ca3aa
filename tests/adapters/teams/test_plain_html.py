"""What a message says, read out of Teams' HTML."""

import pytest

from adapters.teams.plain_html import readable

DESK = "https://desk.test/tickets/1?a=1"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f'See <a href="{DESK}">the <b>ticket</b></a>!', f"See the ticket ({DESK})!"),
        (f'<a href="{DESK}">{DESK}</a>', DESK),
        ('<a href="https://desk.test/">https://desk.test</a>', "https://desk.test"),
        (f'<a href="{DESK}"></a>', DESK),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ('<a href="mailto:kim@acme.test">Kim</a>', "Kim"),
        ("<a>here</a> and </a> there", "here and there"),
    ],
)
def test_where_a_link_leads_is_read_with_it(html: str, text: str) -> None:
    assert readable(html) == text
