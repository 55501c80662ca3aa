"""How customers ask why it happened, in the six languages of the product.

A sentence that asks is enough; whoever speaks a language can mend its lines. What is recognised wrongly
costs one press, so that these would rather hear too much than too little.
"""

import re

LONGEST = 20_000
"""Characters of a message that are looked at."""

EXCERPT = 120
"""Characters of the sentence that are kept."""

_EVERYWHERE = r"\brca\b|\bpost[- ]?mortem\b|\broot[- ]cause\b"
_WORDS = {
    "en": r"""
        \bwhat (?:exactly )?(?:caused|was causing|went wrong|happened\b)
        \bwhat(?:'s|’s| is| was| were) (?:actually )?the (?:cause|reason)
        \b(?:cause|reason|explanation) (?:of|for|behind) (?:this|the|that|yesterday's|today's|what)
        \b(?:know|tell us|learn|understand|hear|share) (?:the )?(?:cause|reason|why)
        \bwhy (?:did|has|does|was|were|is) (?:this|it|that|the|our|my)
        \bhow (?:could|did|can) (?:this|that|it) happen
        \bincident report\b
    """,
    "de": r"""
        \bursachen?(?:analyse|forschung)?\b
        \bworan (?:lag|liegt|hat)
        \bwas (?:war|ist) (?:da |hier |denn |genau )*(?:passiert|los|schiefgelaufen|schief gelaufen|der grund)
        \bwas hat (?:den|die|das) .{1,40}(?:ausgelöst|verursacht)
        \bwie konnte (?:das|es|so etwas)
        \b(?:warum|wieso|weshalb) (?:ist|war|kam|konnte|hat|trat|funktioniert) (?:das|es|die|der|dies)
        \bgrund (?:für|des|der) (?:den|die|das|ausfalls?|störung|fehlers?)
        \b(?:abschluss|störungs|vorfall)s?bericht\b
    """,
    "fr": r"""
        \bquelles? (?:est|était|sont|étaient) (?:donc )?(?:la|les) (?:causes?|raisons?|origines?)
        \b(?:la|les) (?:causes?|raisons?) (?:de|du|des|exactes?|racines?)\b
        \bl['’]origine (?:de|du)
        \bpourquoi (?:cela|ça|ceci|est-ce|cette|ce|le|la)
        \bqu['’]est-ce qui (?:s['’]est passé|a causé|a provoqué|n['’]a pas)
        \bcomment (?:cela|ça|est-ce) .{0,20}(?:arriv|produi|possible)
        \b(?:rapport d['’]incident|analyse des causes)\b
    """,
    "es": r"""
        \bcu[aá]l(?:es)? (?:es|fue|era|ha sido|son|fueron) las? (?:causas?|raz[oó]n(?:es)?|motivos?)
        \bcu[aá]l(?:es)? (?:es|fue|era|ha sido) el (?:motivo|origen)
        \bla causa (?:de|del|ra[ií]z|exacta)
        \bpor qu[eé] (?:ha |han )?(?:ocurri|pas|sucedi|fall|dej)
        \bqu[eé] (?:fue lo que )?(?:pas[oó]|ocurri[oó]|caus[oó]|provoc[oó]|sucedi[oó]|ha pasado|ha ocurrido)
        \ba qu[eé] se deb(?:e|ió|io)
        \binforme (?:del|de) incidente
    """,
    "tr": r"""
        \b(?:kök )?neden(?:i|inin|ini|leri)\b
        \bneden (?:oldu|olmuş|böyle|yaşandı|kaynaklan|meydana)
        \b(?:sebebi|sebebini|sebepleri)\b
        \b(?:niye|niçin) (?:oldu|böyle|yaşandı)
        \bneyden kaynaklan
        \bnasıl (?:oldu|olabilir|olabildi)
        \bolay raporu
    """,
    "zh-Hans": r"""
        原因
        为(?:什么|何)(?:会)?(?:发生|出现|这样|中断|宕机|失败)
        怎么(?:会)?(?:发生|回事|造成)
        (?:事故|故障)报告
        复盘
    """,
}
_ASKS = re.compile(
    "|".join(
        [_EVERYWHERE, *(one.strip() for lines in _WORDS.values() for one in lines.strip().splitlines())]
    ),
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?。！？\n]*[.!?。！？]?")
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)


def asking(message: str) -> str:
    """The sentence that asks for the cause, cut short; empty where none does. What is quoted says nothing."""
    own = _QUOTED.sub("", message[:LONGEST])
    for sentence in _SENTENCE.findall(own):
        if _ASKS.search(sentence):
            said = " ".join(sentence.split())
            return said if len(said) <= EXCERPT else said[: EXCERPT - 1] + "…"
    return ""
