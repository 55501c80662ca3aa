"""Tells a complaint from a wish: who asks how to export is not hurt by the export that fails."""

import re
from enum import Enum, auto

from adapters.likeness.words import fold


class Mood(Enum):
    COMPLAINT = auto()
    WISH = auto()
    NEITHER = auto()


def mood(text: str) -> Mood:
    """How a tidy text reads, going by its words alone; a wish that names a failure is a complaint."""
    told = fold(text)
    if _COMPLAINT.search(told):
        return Mood.COMPLAINT
    return Mood.WISH if _ORDER.match(told) or _QUESTION.search(told) else Mood.NEITHER


_ASKED = (
    r"how (?:do|can|could|to|long|many|much|should|would)|(?:can|could|may) (?:i|we|you)|which"
    r"|(?:is|are) there|do you (?:offer|have|support)|what (?:is|are|does|do|size|should|kind)"
    r"|when (?:is|are|will)|where (?:do|can|should) (?:i|we)|feature request|suggestion"
    r"|would (?:like|be nice)"
    r"|wie (?:kann|konnen|viel|viele|lange|andere|andert)|welche[rsn]?|gibt es|wann (?:ist|kommt)"
    r"|mochten?|soll(?:en)?"
    r"|comment|combien|puis-je|peut-on|je (?:voudrais|souhaite)"
    r"|como (?:faco|posso|mudo|cambio|puedo)|cuanto|cuando|puedo|quisiera"
    r"|quanto (?:custa|costa)|posso|gostaria|come (?:posso|faccio|si)|vorrei"
    r"|nasil|istiyorum|ne kadar"
)
_ORDERED = (
    "add|allow|cancel|change|create|delete|disable|enable|extend|import|increase|invite|move|raise"
    "|remove|rename|replace|reset|send|set up|switch|update|upgrade"
    "|changer|ajouter|modifier|cambiar|agregar|mudar|adicionar|cambiare|aggiungere|aggiornare"
)
_WHOLE = (
    "not|no|never|nothing|none|neither|cannot|cant|dont|doesnt|wont|late|many requests|nie|ne|pas|plus"
    "|sin|nao|sem|muito poucas|non|lento?a?|lentos"
)
_BEGUN = (
    "un(?:able|avail|usable|reachable)|br[eo]ke?|fail|error|wrong|incorrect|invalid|missing|gone|down|slow"
    "|crash|stuck|stop|hang|froze|freez|loop|delay|empty|blank|reject|declin|denied|refus|expir|exceed|limited"
    "|lost|disappear|time[sd]? out|timeout|locked out|forever|outage|offline"
    "|kein|nicht|fehl|falsch|defekt|kaputt|leer|langsam|gestort|sturz|verzog|abgelehn|abgelauf|bricht|hangt"
    "|ausgefall|verschwund|trotz"
    "|aucun|impossib|erreur|panne|vide|mauvais|disparu|boucle|bloqu"
    "|nunca|vaci|rechaz|caduc|fall[aeo]|erro|recusad|nessun|senza|vuot|rifiut|scadut|manca|errat|sbagliat"
    "|guast|hata|yavas|bozuk|eksik|yanlis|degil"
)
_QUESTION = re.compile(rf"(?:^|[\s¿(,.:!])(?:{_ASKED})(?!\w)|如何|怎么|怎样|多少|请问|どうすれ|ください")
_ORDER = re.compile(rf"\s*(?:please |pls |bitte )?(?:{_ORDERED})(?!\w)")
"""What a wish begins with."""
_COMPLAINT = re.compile(
    rf"\b(?:(?:{_WHOLE})\b|{_BEGUN})|schleife|storung|fehler|n['’]t\b|(?:miyor|muyor|medi|madi|dolmus)\b"
    r"|不|没|无|失败|错误|闪退|ない|ません|エラー|失敗|遅"
)
