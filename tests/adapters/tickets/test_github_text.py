"""Foreign words on GitHub: they call nobody, and touch no other issue."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.github_text import LONGEST, UNSEEN, kept, quiet

CALLS = re.compile(r"(?<![A-Za-z0-9])@[A-Za-z0-9]|#\d|(?<![A-Za-z0-9])GH-\d|&#", re.IGNORECASE)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("@octocat", f"@{UNSEEN}octocat"),
        ("ask @acme/payments, please", f"ask @{UNSEEN}acme/payments, please"),
        (
            "(@bob) _@bob \\@bob `@bob` é@bob",
            f"(@{UNSEEN}bob) _@{UNSEEN}bob \\@{UNSEEN}bob `@{UNSEEN}bob` é@{UNSEEN}bob",
        ),
        ("fixes #12 and acme/shop#3", f"fixes #{UNSEEN}12 and acme/shop#{UNSEEN}3"),
        ("gh-7", f"gh-{UNSEEN}7"),
        ("&#64;bob &commat;bob", f"&{UNSEEN}#{UNSEEN}64;bob &{UNSEEN}commat;bob"),
        ("https://github.com/acme/shop/issues/12", f"https://github.com/acme/shop/issues/{UNSEEN}12"),
        ("www.GitHub.com/acme/shop/pull/7#x", f"www.GitHub.com/acme/shop/pull/{UNSEEN}7#x"),
        ("[x](https://github\\.com/a/b/issues\\/1)", f"[x](https://github\\.com/a/b/issues\\/{UNSEEN}1)"),
    ],
)
def test_names_and_numbers_are_no_longer_read_by_github(said, written):
    assert quiet(said, "github.com") == written


@pytest.mark.parametrize(
    "said",
    [
        "ana@acme.test",
        "a @ b",
        "# Heading",
        "AT&T",
        "https://sentry.test/acme/shop/issues/12",
        "https://github.com/acme",
    ],
)
def test_what_calls_nobody_stays_as_it_is(said):
    assert quiet(said, "github.com") == said


@given(st.text(alphabet=st.sampled_from("@#&G-Hh12ab /\\`.;_é")))
def test_no_text_calls_anybody(said):
    assert not CALLS.search(quiet(said, "github.com"))


def test_long_texts_are_cut_and_say_so():
    assert quiet("x" * (LONGEST + 1), "github.com") == "x" * (LONGEST - 1) + "…"


@given(st.text(alphabet=st.sampled_from("a-<>! 1")))
def test_no_key_ends_the_comment_that_hides_it(key):
    hidden = kept(key).removeprefix("<!-- ").removesuffix(" -->")

    assert not set("<>") & set(hidden)
    assert "--" not in hidden
