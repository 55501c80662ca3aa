"""French, as the lint hears it."""

from bot.domain.status_tongues.tongue import Tongue, any_of

_COUNT = any_of(r"""
\d[\d.,]{0,5}(?:\s?(?:[-–]|à)\s?\d{1,3})?|une?|deux|trois|quatre|cinq|six|dix|quinze|vingt|trente|quelques
plusieurs
""")
_UNIT = (
    r"(?:min|minutes?|h|heures?|secondes?|jours?|semaines?|instants?|quart d'heure|demi-heure|journée|soirée)"
)
_ABOUT = any_of(r"""
environ|à peu près|moins de|moins d'|une?|la|les|prochaines?|quelques|au plus|au maximum|approximativement
encore|seulement
""")
_CLOCK = r"(?:\d{1,2}\s?h(?:eures?)?(?:\s?\d{2})?|\d{1,2}:\d{2}|midi|minuit)"
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_DATE = rf"(?:\d{{1,2}}(?:er)? {_MONTH})"
_POINT = rf"(?:ce soir|demain|la fin|la mi-journée|{_CLOCK}|{_DAY}|{_DATE})"

TONGUE = Tongue(
    repaired=any_of(r"""
rétabli\w{0,8}|résol\w{1,7}|résoudr\w{1,4}|répar\w{1,7}|corrig\w{1,6}|correction|correctif|de retour
retour à la normale
revenir à la normale|reviendr\w{1,4} à la normale|fonctionn\w{1,7}|opérationnel\w{0,3}|disponibles?
accessibles?|en ligne
remis\w{0,2} (?:en|sur)|remettr\w{1,4}|restaur\w{1,6}|normal(?:e|ement)?|réglée?s?|régler\w{0,4}
terminée?s?|solution
repris\w{0,2}|reprendr\w{1,4}|réparation
"""),
    told=any_of(r"""
écri\w{1,6}|inform\w{1,7}|point|nouvelles?|mises? à jour|mettr\w{2,4} à jour|actualis\w{1,6}|communiqu\w{1,6}
communication|tiendr\w{2,4}|tenir|publi\w{1,6}|messages?|annonc\w{1,5}|préviendr\w{2,4}|signal\w{1,6}
(?:re|)v(?:ien|iendr)\w{2,4} vers vous|revenir vers vous|surveill\w{1,6}|observ\w{1,6}|vérifi\w{1,6}
contact\w{1,6}
réessay\w{1,4}|essay\w{1,4}|donner\w{0,4}|dir(?:e|ons)|recontact\w{1,5}|bilan|faire savoir
"""),
    ahead=any_of(rf"""
(?:dans|d'ici|sous|en|avant) (?:(?:{_ABOUT}) ?){{0,3}}(?:{_COUNT}\s{{0,3}})?{_UNIT}
dans l'heure|dans les (?:minutes|heures) (?:qui viennent|à venir)
(?:prendra|prendre|durera|faut) (?:{_ABOUT} )?{_COUNT} {_UNIT}
d'ici peu|sous peu|bientôt|(?:très )?prochainement|incessamment|d'un (?:moment|instant) à l'autre|demain
ce soir
(?:d'ici(?: à)?|avant|au plus tard(?: à| vers| le)?|jusqu'à) {_POINT}
cette nuit|en fin de (?:journée|matinée|soirée|semaine)|rapidement|dans un instant
"""),
    clock=any_of(rf"""
(?:à |vers |pour |dès )?{_CLOCK}|aujourd'hui|cet après-midi|ce matin|{_DAY}|(?:le )?{_DATE}
la semaine prochaine
"""),
    will=any_of(r"""
\w{2,15}r(?:a|ai|ons|ez|ont)|devrai\w{1,4}|devons|doi(?:t|vent)|pens\w{1,5}|compt\w{1,5}|esp[ée]r\w{1,5}
prévo\w{1,6}
prévue?s?|attend\w{0,4}|estim\w{1,5}|vas?|vont|allons|peu(?:t|vent)|tablons|probablement
"""),
    hope=(
        r"esp[ée]r\w{1,5}|pens\w{1,5}|compt\w{1,5}|prévo\w{1,6}|prévue?s?|attend\w{0,4}|estim\w{1,5}"
        r"|tablons|devrai\w{1,4}"
    ),
    was=(
        r"été|avons|avait|avaient|ont|était|étaient|depuis|déjà|il y a|a (?:\w{2,12} )?\w{2,12}(?:é|i"
        r"|u)e?s?|fut|furent"
    ),
    never=r"ne|n'\w{1,15}|pas|aucun\w{0,2}|sans|jamais|ni|trop tôt|impossible",
    whether=(
        r"dès (?:que|qu'\w{1,5})|lorsque?|lorsqu'\w{1,5}|quand|une fois|si|s'\w{1,4}|après"
        r"|jusqu'\w{1,3}|avant que?|comment"
    ),
    about=r"sur|concernant|à propos|de la|du|des",
    estimate=any_of(r"""
eta
(?:heure|délai|durée|date|temps) (?:estimée?|prévue?|probable)s?
(?:heure|délai|durée|temps) de (?:résolution|rétablissement|réparation)(?: estimée?| prévue?)?
"""),
    lulling=(
        r"ne (?:devrait|va|vont|saurait) (?:plus |pas )?(?:tarder|être long)|ne sera pas long"
        r"|presque (?:résolu|réglé|rétabli)\w{0,2}"
    ),
    parts=r"et|mais|puis|car|donc",
    jargon={
        "rollback": "retour à la version précédente",
        "failover|bascule": "passage à notre second système",
        "latences?": "des réponses lentes",
        "débit": "ce qui peut être traité à la fois",
        "dégradations?|mode dégradé|dégradée?s?": "plus lent que d’habitude",
        "régression": "quelque chose qui fonctionnait auparavant",
        "root cause|cause racine|cause profonde": "cause",
        "mitigation|mitigée?s?|mitiger": "mesure prise",
        "hotfix|patchs?": "correction",
        "déploiements?|déployée?s?|déployer|mise en prod": "nouvelle version",
        "backend|back-end": "nos systèmes",
        "frontend|front-end": "ce que vous voyez à l’écran",
        "upstream|downstream|en amont": "un élément dont nous dépendons",
        "timeouts?": "pas de réponse à temps",
        "rate[- ]?limit\\w{0,5}|throttling": "limité pour un temps",
        "misconfiguration|config": "un mauvais réglage",
        "astreinte|on[- ]call": "les personnes présentes jour et nuit",
        "war ?room|cellule de crise": "notre équipe",
        "blast radius": "les personnes touchées",
        "perte de paquets": "une mauvaise connexion",
        "fuite mémoire|memory leak": "un système qui manquait de place",
        "race condition|deadlock|interblocage": "une erreur dans notre logiciel",
        "instances?|nœuds?|pods?|clusters?|conteneurs?": "nos systèmes",
        "parties prenantes": "les personnes concernées",
    },
    blame=(
        (
            r"erreurs? (?:de (?:l'|la |votre )?)?(?:utilisat(?:eur|ion)|manipulation|utilisateurs|humaine"
            r"|client)|erreurs? humaines?"
        ),
        (
            r"(?:à cause|en raison|par la faute|causée? par|due? à|provoquée? par"
            r") (?:[\w'’.&-]{1,30} ){0,4}"
            r"(?:[dl]')?(?:fournisseur|prestataire|sous-traitant|partenaire|hébergeur|opérateur|banque"
            r"|tiers|ingénieur|développeur"
            r"|collègue|stagiaire|employé|aws|amazon|azure|microsoft|google|cloudflare)s?"
        ),
        (
            r"(?:fournisseur|prestataire|hébergeur|aws|cloudflare) (?:\w{1,12} ){0,2}(?:défaillant|failli"
            r"|échoué|responsable|fautif)"
        ),
        r"vous avez (?:\w{1,12} ){0,2}(?:mal|oublié|ignoré|négligé)",
        r"(?:votre|leur) (?:propre )?(?:faute|erreur)",
        r"(?:pas|n'est pas) (?:de )?notre (?:faute|problème|responsabilité)",
        (
            r"(?:un|une|l'un) de nos (?:\w{3,15}) (?:a|ont) (?:\w{1,15} ){0,3}(?:oublié|supprimé|cassé"
            r"|causé|provoqué)"
        ),
    ),
)
