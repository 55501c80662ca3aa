"""What customers and our own people are told, in Spanish."""

CUSTOMERS = {
    "investigating": """\
Estamos investigando una incidencia: {title}.
Lo que puede observar: {symptom}.
Servicios afectados: {components}.
Inicio de la incidencia: {since}.
Mientras tanto, puede proceder así: {workaround}.

Lamentamos las molestias que esto le ocasiona. Le estamos dedicando toda nuestra atención.
A partir de ahora le escribiremos cada {every} minutos.
Volveremos a escribirle a más tardar el {next_at}, aunque no haya novedades.""",
    "identified": """\
Hemos encontrado el origen de esta incidencia: {title}.
Lo que puede observar: {symptom}.
Servicios afectados: {components}.
Inicio de la incidencia: {since}.
La causa: {cause}.
Lo que estamos haciendo: {remedy}.
Mientras tanto, puede proceder así: {workaround}.

Lamentamos las molestias que esto le ocasiona y le agradecemos su paciencia.
A partir de ahora le escribiremos cada {every} minutos.
Volveremos a escribirle a más tardar el {next_at}, aunque no haya novedades.""",
    "monitoring": """\
Hemos tomado medidas para corregir esta incidencia: {title}.
Lo que se ha hecho: {remedy}.
Sabrá que han surtido efecto cuando deje de observar lo siguiente: {symptom}.
Si todavía lo observa, esto le ayudará: {workaround}.

Seguimos de cerca que todo se mantenga estable. Si algo todavía no funciona bien en su caso, le rogamos que \
nos escriba.
A partir de ahora le escribiremos cada {every} minutos.
Volveremos a escribirle a más tardar el {next_at}.""",
    "resolved": """\
Esta incidencia está resuelta: {title}.
Lo que pudo observar: {symptom}.
Servicios afectados: {components}.
Inicio de la incidencia: {since}.
La causa: {cause}.
Lo que se ha hecho: {remedy}.
Si todavía lo observa, esto le ayudará: {workaround}.

Lamentamos las molestias ocasionadas y le agradecemos su paciencia. Si algo todavía no funciona bien en su \
caso, escríbanos y nos ocuparemos de ello.""",
    "no_news": """\
Todavía no hay cambios que comunicar y seguimos trabajando en esta incidencia: {title}.
Lo que estamos haciendo en este momento: {remedy}.
Lo que todavía puede observar: {symptom}.
Servicios afectados: {components}.
Mientras tanto, puede proceder así: {workaround}.

Sabemos que la espera resulta molesta y le agradecemos su paciencia.
A partir de ahora le escribiremos cada {every} minutos.
Volveremos a escribirle a más tardar el {next_at}.""",
}

INTERNAL = {
    "investigating": """\
Incidencia en investigación: {title}.
Lo que ven los clientes: {symptom}.
Servicios afectados: {components}.
Inicio de la incidencia: {since}.
Clientes afectados de los que tenemos constancia: {affected}.
Causa, hasta donde se sabe: {cause}.
Lo que se está haciendo: {remedy}.
Lo que pueden hacer los clientes mientras tanto: {workaround}.

A partir de ahora hay una comunicación cada {every} minutos.
Próxima comunicación a más tardar el {next_at}.""",
    "identified": """\
Se ha encontrado la causa: {title}.
Causa: {cause}.
Lo que se está haciendo: {remedy}.
Lo que ven los clientes: {symptom}.
Servicios afectados: {components}.
Inicio de la incidencia: {since}.
Clientes afectados de los que tenemos constancia: {affected}.
Lo que pueden hacer los clientes mientras tanto: {workaround}.

A partir de ahora hay una comunicación cada {every} minutos.
Próxima comunicación a más tardar el {next_at}.""",
    "monitoring": """\
Se han tomado medidas y seguimos de cerca su efecto: {title}.
Lo que se ha hecho: {remedy}.
Causa: {cause}.
Clientes afectados de los que tenemos constancia: {affected}.
Servicios afectados: {components}.
Inicio de la incidencia: {since}.
Lo que ayuda a los clientes que todavía lo observan: {workaround}.

A partir de ahora hay una comunicación cada {every} minutos.
Próxima comunicación a más tardar el {next_at}.""",
    "resolved": """\
Incidencia resuelta: {title}.
Lo que vieron los clientes: {symptom}.
Servicios afectados: {components}.
Inicio de la incidencia: {since}.
Clientes afectados de los que tenemos constancia: {affected}.
Causa: {cause}.
Lo que se ha hecho: {remedy}.
Lo que ayuda a los clientes que todavía lo observan: {workaround}.

Gracias a todas las personas que han ayudado.""",
    "no_news": """\
Todavía no hay cambios que comunicar y el trabajo continúa: {title}.
Lo que se está haciendo en este momento: {remedy}.
Causa, hasta donde se sabe: {cause}.
Clientes afectados de los que tenemos constancia por ahora: {affected}.
Lo que pueden hacer los clientes mientras tanto: {workaround}.

A partir de ahora hay una comunicación cada {every} minutos.
Próxima comunicación a más tardar el {next_at}.""",
}
