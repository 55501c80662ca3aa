"""Subscribing, in Spanish."""

from adapters.statuspage.subscribe_words import SubscribeWords

SPANISH = SubscribeWords(
    invite="Recibir mensajes por correo",
    intro="Le escribimos cuando algo no funciona, cuando hay novedades y cuando vuelve a funcionar.",
    address="Correo electrónico",
    which="¿Sobre qué quiere recibir mensajes?",
    keep="Su dirección solo se usa para estos correos. Se borra cuando cancela la suscripción.",
    ask="Suscribirse",
    trap="Deje este campo vacío",
    no_address="No podemos enviar correos a esta dirección. Compruebe que está bien escrita.",
    other_letters="Aquí no se pueden usar direcciones con estas letras. Indique otra dirección.",
    no_components="Elija al menos uno.",
    sent_title="Mire su bandeja de entrada",
    sent=(
        "Si esta dirección puede recibir correo, un mensaje con un enlace está en camino. Recibirá "
        "los mensajes cuando haya abierto el enlace y confirmado."
    ),
    sent_advice=(
        "El enlace vale durante 48 horas. Si no llega nada, mire en el correo no deseado y vuelva a "
        "intentarlo en diez minutos."
    ),
    busy_title="Hay demasiadas solicitudes en este momento",
    busy="No se ha guardado nada. Vuelva a intentarlo en un minuto.",
    down_title="Ahora mismo no es posible",
    down="No se ha guardado nada. Vuelva a intentarlo en unos minutos.",
    unsure=(
        "Puede que se haya guardado o que no. Vuelva a intentarlo en unos minutos; nada se hace dos veces."
    ),
    confirm_title="Confirme su suscripción",
    confirm_intro="Los mensajes se envían a {address}.",
    confirm_button="Confirmar",
    everything="Temas: todos",
    only="Temas: {components}",
    confirmed_title="Está suscrito",
    confirmed=(
        "A partir de ahora, los mensajes se envían a {address}. Cada correo tiene un enlace para "
        "cancelar la suscripción."
    ),
    manage_title="Su suscripción",
    manage_intro="Los mensajes se envían a {address}.",
    in_language="Los correos llegan en español; elija arriba otro idioma y guarde para cambiarlo.",
    save="Guardar",
    saved="Su elección se ha guardado.",
    to_manage="Cambiar lo que recibe",
    leave_title="Cancelar la suscripción",
    leave_intro="{address} no recibirá más correos y se borrará.",
    leave_button="Cancelar la suscripción",
    left_title="Ha cancelado la suscripción",
    left="Su dirección se ha borrado. Lo que está en camino en este momento aún puede llegar.",
    invalid_title="Este enlace ya no lleva a ninguna parte",
    invalid=(
        "Los enlaces para confirmar valen 48 horas, y todos los enlaces caducan cuando cancela la "
        "suscripción. Por este no recibe ningún correo."
    ),
)
