"""Customers ask why it happened, in six languages; most of what they write asks something else."""

import pytest

from bot.domain.cause_words import EXCERPT, asking

ASK = (
    "Could you share the root cause?",
    "Please send us an RCA for yesterday's outage.",
    "Will there be a post-mortem?",
    "What caused this?",
    "What's the reason for the downtime?",
    "Why did this happen again",
    "How could that happen?",
    "We need to know the cause of the outage for our own customers.",
    "Was war die Ursache?",
    "Woran lag es denn?",
    "Wie konnte das passieren?",
    "Warum ist das passiert?",
    "Bitte um einen Abschlussbericht.",
    "Quelle est la cause de cette panne ?",
    "Pourquoi cela s'est-il produit ?",
    "Qu'est-ce qui s'est passé ?",
    "¿Cuál fue la causa del fallo?",
    "¿Por qué ha ocurrido?",
    "¿Qué pasó ayer?",
    "Bunun nedeni nedir?",
    "Neden oldu bu?",
    "Sebebini öğrenebilir miyiz?",
    "请问是什么原因？",
    "为什么会发生这种情况？",
    "能提供事故报告吗",
)
ASK_NOT = (
    "My card is declined.",
    "When will it work again?",
    "It does not work because I cannot log in.",
    "What happens if I press it twice?",
    "Das liegt an unserem Browser.",
    "Wann geht es wieder?",
    "Merci pour votre réponse.",
    "¿Cuándo estará listo?",
    "Ne zaman düzelecek?",
    "什么时候能恢复？",
    "",
)


@pytest.mark.parametrize("said", ASK)
def test_who_asks_for_the_cause_is_heard(said):
    assert asking(f"Hello,\n\nthanks for mending it. {said}\nKind regards") == said


@pytest.mark.parametrize("said", ASK_NOT)
def test_other_words_ask_for_nothing(said):
    assert asking(said) == ""


def test_what_is_quoted_is_nobody_elses_question():
    assert asking("Thank you!\n> What was the root cause?\n > RCA, please") == ""


def test_a_long_sentence_is_cut_and_a_long_message_takes_no_time():
    said = asking("Why did this happen " + "and " * 100)
    assert len(said) == EXCERPT
    assert said.endswith("…")
    assert asking("what " * 200_000) == ""
