"""Subscribing, in French."""

from adapters.statuspage.subscribe_words import SubscribeWords

FRENCH = SubscribeWords(
    invite="Recevoir les messages par e-mail",
    intro=(
        "Nous vous écrivons quand quelque chose ne fonctionne pas, quand il y a du nouveau et quand "
        "tout fonctionne de nouveau."
    ),
    address="Adresse e-mail",
    which="De quoi souhaitez-vous être informé ?",
    keep="Votre adresse ne sert qu’à ces e-mails. Elle est supprimée quand vous vous désabonnez.",
    ask="S’abonner",
    trap="Laissez ce champ vide",
    no_address="Nous ne pouvons rien envoyer à cette adresse. Veuillez vérifier qu’elle est bien écrite.",
    other_letters=(
        "Les adresses avec ces lettres ne peuvent pas être utilisées ici. Veuillez en indiquer une autre."
    ),
    no_components="Choisissez-en au moins un.",
    sent_title="Consultez votre boîte de réception",
    sent=(
        "Si cette adresse peut recevoir des e-mails, un message contenant un lien est en route. Vous "
        "recevrez nos messages dès que vous aurez ouvert le lien et confirmé."
    ),
    sent_advice=(
        "Le lien est valable 48 heures. Si rien n’arrive, regardez parmi les courriers indésirables, "
        "puis réessayez dans dix minutes."
    ),
    busy_title="Trop de demandes en ce moment",
    busy="Rien n’a été enregistré. Veuillez réessayer dans une minute.",
    down_title="Cela ne fonctionne pas pour le moment",
    down="Rien n’a été enregistré. Veuillez réessayer dans quelques minutes.",
    unsure=(
        "Votre demande a peut-être été enregistrée, peut-être pas. Veuillez réessayer dans "
        "quelques minutes ; rien n’est fait deux fois."
    ),
    confirm_title="Confirmez votre abonnement",
    confirm_intro="Les messages sont envoyés à {address}.",
    confirm_button="Confirmer",
    everything="Sujets : tous",
    only="Sujets : {components}",
    confirmed_title="Vous êtes abonné",
    confirmed=(
        "Les messages sont désormais envoyés à {address}. Chaque e-mail contient un lien pour se désabonner."
    ),
    manage_title="Votre abonnement",
    manage_intro="Les messages sont envoyés à {address}.",
    in_language=(
        "Les e-mails sont en français ; choisissez une autre langue ci-dessus et enregistrez pour en changer."
    ),
    save="Enregistrer",
    saved="Votre choix a été enregistré.",
    to_manage="Modifier vos choix",
    leave_title="Se désabonner",
    leave_intro="{address} ne recevra plus d’e-mails et sera supprimée.",
    leave_button="Se désabonner",
    left_title="Vous êtes désabonné",
    left="Votre adresse a été supprimée. Ce qui est en route en ce moment peut encore arriver.",
    invalid_title="Ce lien ne mène plus nulle part",
    invalid=(
        "Les liens de confirmation sont valables 48 heures, et tous les liens expirent quand vous "
        "vous désabonnez. Celui-ci ne vous vaut aucun e-mail."
    ),
)
