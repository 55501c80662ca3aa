"""Tells a complaint from a wish: who asks how to export is not hurt by the export that fails."""

import re
from enum import Enum, auto

from adapters.likeness.words import fold


class Mood(Enum):
    COMPLAINT = auto()
    WISH = auto()
    NEITHER = auto()


_QUESTION = re.compile(
    r"(?:^|[\s¿(,.:!])(?:how (?:do|can|could|to|long|many|much|should|would)|(?:can|could|may) (?:i|we|you)"
    r"|(?:is|are) there|do you (?:offer|have|support)|which|what (?:is|are|does|do|size|should|kind)"
    r"|when (?:is|are|will)|where (?:do|can|should) (?:i|we)|feature request|suggestion|would (?:like|be nice)"
    r"|wie (?:kann|konnen|viel|viele|lange|andere|andert)|welche[rsn]?|gibt es|wann (?:ist|kommt)|mochte[n]?|soll(?:en)?"
    r"|comment|combien|puis-je|peut-on|je (?:voudrais|souhaite)|como (?:faco|posso|mudo|cambio|puedo)|cuanto|cuando"
    r"|puedo|quanto (?:custa|costa)|posso|come (?:posso|faccio|si)|vorrei|quisiera|gostaria|nasil|istiyorum"
    r"|ne kadar)(?!\w)|如何|怎么|怎样|多少|请问|どうすれ|ください"
)
_ORDER = re.compile(
    r"\s*(?:please |pls |bitte )?(?:add|allow|cancel|change|create|delete|disable|enable|extend|import|increase"
    r"|invite|move|raise|remove|rename|replace|reset|send|set up|switch|update|upgrade|changer|ajouter|modifier"
    r"|cambiar|agregar|mudar|adicionar|cambiare|aggiungere|aggiornare)(?!\w)"
)
"""What a wish begins with."""
_COMPLAINT = re.compile(
    r"\b(?:(?:not|no|never|nothing|none|neither|cannot|cant|dont|doesnt|wont|late|nie|ne|pas|plus|sin|nao|sem|non|lento?a?"
    r"|lentos|muito poucas|many requests)\b|un(?:able|avail|usable|reachable)|br[eo]ke?|fail|error|wrong|incorrect"
    r"|invalid|missing|gone|down|slow|crash|stuck|stop|hang|froze|freez|loop|delay|empty|blank|reject|declin|denied"
    r"|refus|expir|exceed|limited|lost|disappear|time[sd]? out|timeout|locked out|forever|outage|offline"
    r"|kein|nicht|fehl|falsch|defekt|kaputt|leer|langsam|gestort|sturz|verzog|abgelehn|abgelauf|bricht|hangt"
    r"|ausgefall|verschwund|trotz|aucun|impossib|erreur|panne|vide|mauvais|disparu|boucle|bloqu|nunca|vaci|rechaz"
    r"|caduc|fall[aeo]|erro|recusad|nessun|senza|vuot|rifiut|scadut|manca|errat|sbagliat|guast|hata|yavas|bozuk"
    r"|eksik|yanlis|degil)|schleife|storung|fehler|n['’]t\b|(?:miyor|muyor|medi|madi|dolmus)\b"
    r"|不|没|无|失败|错误|闪退|ない|ません|エラー|失敗|遅"
)


def mood(text: str) -> Mood:
    """How a tidy text reads, going by its words alone; a wish that names a failure is a complaint."""
    told = fold(text)
    if _COMPLAINT.search(told):
        return Mood.COMPLAINT
    return Mood.WISH if _ORDER.match(told) or _QUESTION.search(told) else Mood.NEITHER
