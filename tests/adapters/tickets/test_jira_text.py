"""Plain text as a document of Jira: nothing in it means anything, and nothing is empty."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.tickets.jira_query import quoted
from adapters.tickets.jira_text import LONGEST, document, label, plain


def test_empty_lines_end_paragraphs_and_single_ones_break_lines():
    first, second = document("One\r\ntwo\n \n\n*three* [~mention]")["content"]

    assert first["content"] == [
        {"type": "text", "text": "One"},
        {"type": "hardBreak"},
        {"type": "text", "text": "two"},
    ]
    assert second["content"] == [{"type": "text", "text": "*three* [~mention]"}]


def test_addresses_become_links_without_the_dot_behind_them():
    before, link, after = document("See https://status.acme.test/1?a=b#c.")["content"][0]["content"]

    assert (before["text"], after["text"]) == ("See ", ".")
    assert link["marks"] == [{"type": "link", "attrs": {"href": "https://status.acme.test/1?a=b#c"}}]


def test_other_schemes_are_no_links():
    (piece,) = document("javascript:alert(1)")["content"][0]["content"]

    assert piece == {"type": "text", "text": "javascript:alert(1)"}


def test_long_texts_are_cut_and_say_so():
    (paragraph,) = document("x" * (LONGEST + 1))["content"]

    assert paragraph["content"][0]["text"].endswith("x…")
    assert len(paragraph["content"][0]["text"]) == LONGEST


def pieces(node):
    yield node
    for child in node.get("content", []):
        yield from pieces(child)


@given(st.text(alphabet=st.sampled_from("ab .\n\r\t\x00\x1bhtps:/@[]<>'\"")))
def test_no_text_makes_a_document_that_jira_refuses(text):
    made = document(text)

    for node in pieces(made):
        assert node["type"] in {"doc", "paragraph", "text", "hardBreak"}
        assert node["type"] != "text" or node["text"]
        assert node["type"] != "paragraph" or node["content"]
    assert not {"\x00", "\x1b", "\n"} & set(plain(made))


@given(st.text())
def test_a_quoted_string_ends_where_it_should(text):
    inside = quoted(text)[1:-1].replace("\\\\", "").replace('\\"', "")

    assert '"' not in inside
    assert "\\" not in inside


@given(st.text())
def test_labels_hold_no_spaces(tag):
    assert not any(letter.isspace() for letter in label(tag))
