"""Which texts speak of the same thing, and the words that say so."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.likeness.connect import Likeness
from adapters.likeness.rapid import RapidLikeness
from adapters.likeness.words import LONGEST
from bot.config import Settings

ROOT = Path(__file__).parent.parent.parent.parent
ENOUGH = Settings().duplicate_likeness
SEARCH, EXPORT = "Search returns no results", "CSV export is empty"
TEXTS = st.text(st.characters(), max_size=80) | st.sampled_from(
    [
        "Checkout is down",
        "Card declined at checkout",
        "结账失败",
        "\x00",
        "\ud800",
        "🔥" * 9,
        "  ",
        "Re: Re:",
        "a" * 99,
    ]
)


def alike(text, *others, limit=5):
    named = {str(at): other for at, other in enumerate(others)}
    return RapidLikeness().among(text, named, limit=limit)


def score(text, other):
    """Among two others that have nothing to do with it."""
    found = [one for one in alike(text, other, SEARCH, EXPORT) if one.name == "0"]
    return found[0].score if found else 0.0


def terms(text, other):
    (found,) = [one for one in alike(text, other, SEARCH, EXPORT) if one.name == "0"]
    return found.terms


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Card declined at checkout", "chekout: card payment decliend"),
        ("Checkout fails", "The check-out is broken"),
        ("Log in is not possible", "Login fails"),
        ("Kreditkartenzahlung schlägt fehl", "Zahlung per Kreditkarte schlägt fehl"),
        ("Falsche Mehrwertsteuer auf Rechnungen", "Mehrwertsteuer in der Rechnungs-PDF ist falsch"),
        ("Sipariş onay e-postası gelmiyor", "siparis onay e-postasi gelmiyor"),
        ("结账页面无法支付", "结账页面支付失败"),
        ("Erreur dans l'export CSV", "Export CSV des commandes : erreur"),
        ("Payment fails with error 502", "Error 502 on payment"),
    ],
)
def test_the_same_thing_said_otherwise_is_alike(text, other):
    assert score(text, other) >= ENOUGH
    assert score(other, text) >= ENOUGH


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Checkout is down", "How do I change the logo on the checkout page?"),
        ("Reports are not exported", "Which columns does the report export contain?"),
        ("Dashboard is slow", "Add a new chart to the dashboard"),
        ("Login is down", "Checkout is down"),
        ("Ticket 4711 is wrong", "Invoice 4711 is late"),
        ("See https://desk.test/checkout/17", "See https://desk.test/checkout/18"),
    ],
)
def test_what_only_sounds_like_it_is_not(text, other):
    assert score(text, other) < ENOUGH


@pytest.mark.parametrize(
    "text",
    [
        "Please help, it is not working",
        "Hello, urgent problem!",
        "the and of",
        "",
        "   ",
        "🔥🔥",
        "\x00",
        "12345",
    ],
)
def test_courtesy_haste_and_filling_are_alike_to_nothing_not_even_to_themselves(text):
    found = alike(text, text, "Hello, please help with our urgent problem")

    assert found == []


def test_the_reason_names_what_both_share_as_it_reads_here_the_most_telling_first():
    found = terms("Hello, our Cards are DECLINED on the page of the Checkout", "checkout page: card declined")

    assert set(found) == {"Cards", "DECLINED", "Checkout", "page"}
    assert found[-1] == "page"


def test_the_reason_in_a_script_without_spaces_is_a_whole_piece():
    assert terms("我们的结账页面打不开", "结账页面空白")[0] == "结账页面"


def test_a_reason_has_five_words_at_most():
    text = "alpha bravo charlie delta foxtrot hotel juliet"

    assert len(terms(text, text + " kilo")) == 5


def test_a_word_that_most_texts_have_tells_less_than_a_rare_one():
    others = ["Acme login", *(f"Acme {word}" for word in ("menu", "map", "chat", "fonts")), "Zebra login"]

    by_name = {one.name: one.score for one in alike("Acme zebra", *others, limit=9)}

    assert by_name["5"] > by_name["0"]


def test_quoted_mails_and_marks_of_replies_do_not_count():
    text = "AW: Re: [EXTERNAL] Search is empty\n\nOn Monday, Support wrote:\n> The checkout is down"

    assert score(text, "Checkout is down") == 0.0
    assert score(text, "Search is empty") == 1.0


def test_unseen_characters_hide_nothing():
    assert score("Check\u200bout \u202eis down", "Checkout is down") == 1.0


def test_what_stands_beyond_the_beginning_is_not_looked_at():
    assert score("x " * LONGEST + "checkout", "Checkout is down") == 0.0


def test_at_most_so_many_are_named_and_equals_in_the_order_of_their_names():
    others = dict.fromkeys(("c", "a", "b"), "Checkout is down")

    found = RapidLikeness().among("Checkout is down", others, limit=2)

    assert [(one.name, one.score) for one in found] == [("a", 1.0), ("b", 1.0)]
    assert RapidLikeness().among("Checkout is down", others, limit=0) == []
    assert RapidLikeness().among("Checkout is down", {}, limit=5) == []


@pytest.mark.parametrize(
    "piece", ["a", "@", "on ", "-", "a'", "x@", "> ", "[re]", "Re: ", "\n", "ﷺ", "结", "é\u0301", "checkout "]
)
def test_hostile_texts_take_bounded_time(piece):
    hostile = piece * (10_000 // len(piece))
    others = {str(at): f"{hostile}{at}" for at in range(50)}

    begun = time.thread_time()
    RapidLikeness().among(hostile, others, limit=5)

    assert time.thread_time() - begun < 2


def test_what_the_program_is_given_answers_the_same():
    others = {"one": "Checkout is down", "two": SEARCH}

    found = Likeness().among("Checkout fails", others, limit=5)

    assert found == RapidLikeness().among("Checkout fails", others, limit=5)


def test_rapidfuzz_is_loaded_when_the_first_texts_are_compared_and_not_before():
    program = (
        "import sys, bot.world; from adapters.likeness.connect import Likeness; one = Likeness();"
        "before = 'rapidfuzz' in sys.modules; one.among('x', {}, limit=1);"
        "print(before, 'rapidfuzz' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    assert done.stdout.split() == ["False", "True"], done.stderr


@given(text=TEXTS, others=st.lists(TEXTS, max_size=6))
@settings(max_examples=200, deadline=None)
def test_whatever_is_compared_scores_from_0_to_1_with_a_reason(text, others):
    found = alike(text, *others, limit=9)

    assert all(0 < one.score <= 1 and 0 < len(one.terms) <= 5 for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@given(text=TEXTS, others=st.lists(TEXTS, min_size=2, max_size=6), data=st.data())
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_others_changes_nothing(text, others, data):
    named = {str(at): other for at, other in enumerate(others)}
    shuffled = dict(data.draw(st.permutations(list(named.items()))))

    one, other = (RapidLikeness().among(text, these, limit=9) for these in (named, shuffled))

    assert [(found.name, found.terms) for found in one] == [(found.name, found.terms) for found in other]
    assert [found.score for found in one] == pytest.approx([found.score for found in other])


@given(text=TEXTS, others=st.lists(TEXTS, max_size=5))
@settings(max_examples=100, deadline=None)
def test_nothing_is_more_alike_than_the_text_itself(text, others):
    found = {one.name: one.score for one in alike(text, *others, text, limit=9)}

    assert max(found.values(), default=0.0) == found.get(str(len(others)), 0.0)
