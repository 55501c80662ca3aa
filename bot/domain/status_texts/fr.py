"""What customers and our own people are told, in French."""

CUSTOMERS = {
    "investigating": """\
Nous étudions actuellement un incident : {title}.
Ce que vous pouvez constater : {symptom}.
Services concernés : {components}.
Début de l’incident : {since}.
Dans l’intervalle, vous pouvez procéder ainsi : {workaround}.

Nous vous prions de nous excuser pour la gêne occasionnée et y consacrons toute notre attention.
Désormais, nous vous écrirons toutes les {every} minutes.
Nous vous écrirons de nouveau au plus tard le {next_at}, même s’il n’y a rien de nouveau à signaler.""",
    "identified": """\
Nous avons trouvé l’origine de cet incident : {title}.
Ce que vous pouvez constater : {symptom}.
Services concernés : {components}.
Début de l’incident : {since}.
La cause : {cause}.
Ce que nous faisons : {remedy}.
Dans l’intervalle, vous pouvez procéder ainsi : {workaround}.

Nous vous prions de nous excuser pour la gêne occasionnée et vous remercions de votre patience.
Désormais, nous vous écrirons toutes les {every} minutes.
Nous vous écrirons de nouveau au plus tard le {next_at}, même s’il n’y a rien de nouveau à signaler.""",
    "monitoring": """\
Nous avons pris des mesures pour remédier à cet incident : {title}.
Ce qui a été fait : {remedy}.
Vous saurez qu’elles ont porté leurs fruits lorsque vous ne constaterez plus ceci : {symptom}.
Si vous le constatez encore, voici ce qui aide : {workaround}.

Nous restons attentifs et vérifions que tout demeure stable. Si quelque chose ne va toujours pas de votre \
côté, n’hésitez pas à nous écrire.
Désormais, nous vous écrirons toutes les {every} minutes.
Nous vous écrirons de nouveau au plus tard le {next_at}.""",
    "resolved": """\
Cet incident est résolu : {title}.
Ce que vous avez pu constater : {symptom}.
Services concernés : {components}.
Début de l’incident : {since}.
La cause : {cause}.
Ce qui a été fait : {remedy}.
Si vous le constatez encore, voici ce qui aide : {workaround}.

Nous vous prions de nous excuser pour la gêne occasionnée et vous remercions de votre patience. Si quelque \
chose ne va toujours pas de votre côté, écrivez-nous : nous nous en occuperons.""",
    "no_news": """\
Nous n’avons pas encore de changement à signaler et continuons à travailler sur cet incident : {title}.
Ce que nous faisons en ce moment : {remedy}.
Ce que vous pouvez encore constater : {symptom}.
Services concernés : {components}.
Dans l’intervalle, vous pouvez procéder ainsi : {workaround}.

Nous savons combien l’attente est pénible et vous remercions de votre patience.
Désormais, nous vous écrirons toutes les {every} minutes.
Nous vous écrirons de nouveau au plus tard le {next_at}.""",
}

INTERNAL = {
    "investigating": """\
Incident en cours d’analyse : {title}.
Ce que voient les clients : {symptom}.
Services concernés : {components}.
Début de l’incident : {since}.
Nombre de clients touchés à notre connaissance : {affected}.
Cause, en l’état de nos connaissances : {cause}.
Ce qui est fait : {remedy}.
Ce que les clients peuvent faire dans l’intervalle : {workaround}.

Désormais, un point est fait toutes les {every} minutes.
Prochain point au plus tard le {next_at}.""",
    "identified": """\
La cause est connue : {title}.
Cause : {cause}.
Ce qui est fait : {remedy}.
Ce que voient les clients : {symptom}.
Services concernés : {components}.
Début de l’incident : {since}.
Nombre de clients touchés à notre connaissance : {affected}.
Ce que les clients peuvent faire dans l’intervalle : {workaround}.

Désormais, un point est fait toutes les {every} minutes.
Prochain point au plus tard le {next_at}.""",
    "monitoring": """\
Des mesures sont en place et leur effet est suivi de près : {title}.
Ce qui a été fait : {remedy}.
Cause : {cause}.
Nombre de clients touchés à notre connaissance : {affected}.
Services concernés : {components}.
Début de l’incident : {since}.
Ce qui aide les clients qui le constatent encore : {workaround}.

Désormais, un point est fait toutes les {every} minutes.
Prochain point au plus tard le {next_at}.""",
    "resolved": """\
Incident résolu : {title}.
Ce qu’ont vu les clients : {symptom}.
Services concernés : {components}.
Début de l’incident : {since}.
Nombre de clients touchés à notre connaissance : {affected}.
Cause : {cause}.
Ce qui a été fait : {remedy}.
Ce qui aide les clients qui le constatent encore : {workaround}.

Merci à toutes les personnes qui ont apporté leur aide.""",
    "no_news": """\
Pas encore de changement à signaler, le travail se poursuit : {title}.
Ce qui est fait en ce moment : {remedy}.
Cause, en l’état de nos connaissances : {cause}.
Nombre de clients touchés à ce stade, à notre connaissance : {affected}.
Ce que les clients peuvent faire dans l’intervalle : {workaround}.

Désormais, un point est fait toutes les {every} minutes.
Prochain point au plus tard le {next_at}.""",
}
