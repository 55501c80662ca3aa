"""Spanish, as the lint hears it."""

from bot.domain.status_tongues.tongue import Tongue, any_of

_COUNT = any_of(r"""
\d[\d.,]{0,5}(?:\s?(?:[-–]|a)\s?\d{1,3})?|un[ao]?s?|dos|tres|cuatro|cinco|seis|diez|quince|veinte|treinta
poc[oa]s
algun[oa]s|media|par de
""")
_UNIT = r"(?:min|minutos?|horas?|h|segundos?|días?|semanas?|momentos?|instantes?|rato|tiempo)"
_ABOUT = any_of(r"""
un[oa]s|aproximadamente|cerca de|menos de|un plazo de|un|las?|los?|el|próxim[oa]s?|el transcurso de
más o menos|como mucho
poc[oa]s|algun[oa]s|siguientes?|solo|otr[oa]s
""")
_CLOCK = r"(?:las? \d{1,2}(?:[:.]\d{2})?|\d{1,2}[:.]\d{2}(?:\s?h)?|\d{1,2}\s?h|mediodía|medianoche)"
_DAY = r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
_MONTH = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
_DATE = rf"(?:\d{{1,2}} de {_MONTH})"
_POINT = rf"(?:{_CLOCK}|(?:el )?{_DAY}|mañana|(?:el )?{_DATE})"

TONGUE = Tongue(
    repaired=any_of(r"""
resuel\w{1,4}|resol\w{1,8}|solucion\w{1,6}|solución|arregl\w{1,6}|repar\w{1,8}|restablec\w{1,8}|restaur\w{1,7}
recuper\w{1,7}|funcion\w{1,7}|operativ\w{1,3}|disponibles?|accesibles?|de vuelta|en línea
normal(?:idad|mente|es)?
corrig\w{1,5}|correg\w{1,6}|corrección|subsan\w{1,6}|list[oa]s?|reanud\w{1,6}|activ[oa]s? de nuevo|en marcha
"""),
    told=any_of(r"""
escrib\w{1,6}|inform\w{1,7}|comunic\w{1,7}|actualiz\w{1,8}|novedad(?:es)?|noticias?|mensajes?|avis\w{1,6}
notific\w{1,7}
public\w{1,7}|contact\w{1,6}|sabrá\w{0,2}|supervis\w{1,6}|monitor\w{1,8}|observ\w{1,6}|vigil\w{1,6}
comprob\w{1,6}
revis\w{1,6}|intent\w{1,6}|detalles|contar\w{1,4}|dirigir\w{1,4}|compartir\w{0,4}|digamos|diremos
"""),
    ahead=any_of(rf"""
(?:en|dentro de|antes de) (?:{_ABOUT} ){{0,3}}(?:{_COUNT}\s{{0,3}})?(?:próxim[oa]s )?{_UNIT}
(?:tardará|tardar|llevará|durará) (?:{_ABOUT} )?{_COUNT} {_UNIT}
(?<!tan\s)pronto|en breve|próximamente|en ?seguida|de un momento a otro|(?<!esta\s)(?<!la\s)mañana|esta noche
hoy mismo
(?:al|antes del|para el) (?:final|fin)(?:al)? del? (?:la )?(?:día|jornada|tarde|mañana|semana)
cuanto antes mañana
(?:antes de(?:l)?|para|a más tardar(?: a)?|como muy tarde(?: a)?|hasta) {_POINT}
en cualquier momento|inminente(?:mente)?|dentro de poco|en poco tiempo
"""),
    clock=any_of(rf"""
(?:a |sobre |hacia |desde )?{_CLOCK}|hoy|esta tarde|esta mañana|(?:el )?{_DAY}|(?:el )?{_DATE}
la próxima semana
"""),
    will=any_of(r"""
\w{2,15}r(?:á|án|emos|é)|debería\w{0,1}|esper\w{1,5}|prev[eé]\w{0,5}|previst[oa]s?|confi[ae]\w{0,4}
calcul\w{1,5}
estim\w{1,5}|van? a|vamos|puede\w{0,1}|podría\w{0,1}|probablemente|prometemos
"""),
    hope=(
        r"esper\w{1,5}|prev[eé]\w{0,5}|previst[oa]s?|confi[ae]\w{0,4}|calcul\w{1,5}|estim\w{1,5}"
        r"|debería\w{0,1}|prometemos"
    ),
    was=(
        r"fue(?:ron)?|ha|han|hemos|había\w{0,1}|estaba\w{0,1}|quedaron|desde|hace|ya|\w{3,15}ó"
        r"|\w{3,15}(?:aron|ieron)"
    ),
    never=r"no|nunca|sin|ningun\w{1,2}|ningún|tampoco|ni|imposible|demasiado pronto",
    whether=(
        r"cuando|en cuanto|una vez|si|tan pronto como|hasta que|hasta|después|tras|antes de que"
        r"|cómo|cuándo"
    ),
    about=r"sobre|acerca|respecto|del|de la",
    estimate=any_of(r"""
eta|(?:hora|tiempo|plazo|fecha) (?:estimad[oa]|previst[oa]|aproximad[oa])
(?:hora|tiempo|plazo) de (?:resolución|solución|reparación|recuperación)
"""),
    lulling=(
        r"no (?:debería|va a|vamos a) (?:tardar|llevar)(?: mucho| más)?|no tardar(?:á"
        r"|emos)(?: mucho| más)?|casi (?:resuelt|solucionad|arreglad)[oa]s?"
    ),
    parts=r"y|pero|pues|aunque|e",
    jargon={
        "rollback": "volver a la versión anterior",
        "failover|conmutación por error": "paso a nuestro segundo sistema",
        "latencias?": "respuestas lentas",
        "rendimiento degradado|degradación|degradad[oa]s?": "más lento de lo habitual",
        "regresión": "algo que antes funcionaba",
        "root cause|causa raíz": "causa",
        "mitigación|mitigad[oa]s?|mitigar": "una medida",
        "hotfix|parches?|parche": "corrección",
        "desplieg\\w{1,3}|desplegad[oa]s?|desplegar|deploy": "nueva versión",
        "backend": "nuestros sistemas",
        "frontend": "lo que ve en la pantalla",
        "upstream|downstream": "una parte de la que dependemos",
        "timeouts?|tiempo de espera agotado": "no hubo respuesta a tiempo",
        "rate[- ]?limit\\w{0,5}|throttling": "limitado por un tiempo",
        "mala configuración|config|misconfiguration": "un ajuste equivocado",
        "guardia|on[- ]call": "las personas que están día y noche",
        "war ?room": "nuestro equipo",
        "blast radius": "a quién afecta",
        "pérdida de paquetes": "una mala conexión",
        "fuga de memoria|memory leak": "un sistema que se quedó sin espacio",
        "race condition|condición de carrera|deadlock|interbloqueo": "un error en nuestro programa",
        "instancias?|nodos?|pods?|clústeres|clúster|clusters?|contenedores": "nuestros sistemas",
        "stakeholders?": "las personas interesadas",
    },
    blame=(
        (
            r"(?:error(?:es)?|fallos?|culpa) (?:del?|de los|de la) (?:usuari[oa]s?|clientes?|humanos?)"
            r"|(?:error|fallo) humano"
        ),
        (
            r"(?:por culpa|a causa|debido a|debido al|causad[oa] por|provocad[oa] por"
            r") (?:[\w'’.&-]{1,30} ){0,4}"
            r"(?:proveedor(?:es)?|tercer[oa]s?|socio|banco|operador(?:a)?|subcontratista|ingenier[oa]"
            r"|desarrollador(?:a)?|becari[oa]"
            r"|emplead[oa]|compañer[oa]|aws|amazon|azure|microsoft|google|cloudflare)s?"
        ),
        r"(?:proveedor|tercero|aws|cloudflare) (?:\w{1,12} ){0,2}(?:falló|fallado|culpable|responsable)",
        r"(?:usted|ustedes) (?:ha|han|no) (?:\w{1,15} ){0,2}(?:mal|olvidado|ignorado|configur\w{1,4})",
        r"(?:su|vuestra) (?:propia )?(?:culpa)",
        r"no (?:es|fue) (?:culpa nuestra|nuestra culpa|nuestro problema|nuestro error)",
        r"un[oa]? de nuestr[oa]s \w{3,15} (?:\w{1,15} ){0,2}(?:olvidó|borró|rompió|causó|provocó)",
    ),
)
