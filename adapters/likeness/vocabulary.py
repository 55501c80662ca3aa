"""Words that tell little or nothing, in the seven languages that support hears most.

Written as `words.split` leaves them: in small letters, without accents.
"""

STOP = frozenset(
    # English
    "the and for are was were with not from has have had been being its this that these those all any can "
    "cannot cant could would should will wont dont doesnt didnt isnt arent wasnt havent hasnt does did "
    "done you your yours our ours their they them his her she him who whom whose what when where why how "
    "which there here then than too very just only also but about into onto out off over under after "
    "before since until while during again still even more most much many some such each every other "
    "another one two get gets got getting see say says said let may might must now own per via yet both "
    "few lot lots because between through although though either neither nor none else ever never always "
    "already anymore longer anything nothing everything something anyone everyone someone nobody reason "
    "really same able use using used make makes made want wants need needs know like come comes came keep "
    "keeps "
    # German
    "der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen ist "
    "sind war waren wird werden wurde wurden hat haben hatte sein mit auf aus bei von vom zum zur fur "
    "uber unter nach vor seit bis durch gegen ohne um als wie wenn weil dass ich wir ihr sie ihn ihm uns "
    "euch mein meine meinen unser unsere unseren unserem unserer ihre ihren dieser diese dieses diesen "
    "man auch noch nur schon sehr mehr immer wieder hier dort dann kann konnen konnte soll sollen muss "
    "mussen lasst lassen sich beim alle alles trotz weniger viel viele wann was wer warum obwohl zwar mal "
    # French
    "les des une aux est sont pas plus que qui quoi dans sur avec pour par sans sous nous vous ils elles "
    "mon mes ton notre nos votre vos leur leurs cette ces cet son ses mais donc car comme tout tous toute "
    "toutes depuis encore deja tres fait faire etre avoir avons avez ont suis peut peux quand comment "
    "pourquoi "
    # Spanish and Portuguese
    "los las una unos unas del con para por sin sobre que como pero mas muy todo todos toda todas este "
    "esta estos estas ese esa eso desde hasta cuando donde porque hay son fue han sido estan nuestro "
    "nuestra nuestros nuestras sus mis les nos cada otra otro vez uma umas uns dos das nas pelo pela com "
    "sem sob nao sim mais muito isso isto esse essa estao foi sao tem ter nosso nossa nossos quando onde "
    # Italian
    "gli della delle dello degli dei nel nella nelle nei sul sulla con per tra fra non che chi come dove "
    "quando sono stato stati essere hanno abbiamo anche solo ancora molto piu questo questa questi queste "
    "nostro nostra nostri nostre tutti tutto dal dalla dai alla alle allo agli "
    # Turkish
    "bir icin ile ama veya hem gibi kadar daha cok olan olarak var yok ben biz siz onlar benim bizim "
    "sizin her hic neden nasil zaman sonra once beri hala bunu buna "
    # Chinese and Japanese, as pairs of characters
    "我们 你们 他们 这个 那个 什么 怎么 如何 一个 没有 已经 还是 以及 因为 所以 就是 可以 你好 您好 "
    "です ます した して いる ある ない こと から まで ので".split()
)
"""These count for nothing."""

NOISE = frozenset(
    # English
    "hello hey hallo dear team support please pls plz help urgent urgently asap emergency important "
    "critical thanks thank thx regards best kind sincerely cheers sir madam morning afternoon evening "
    "today yesterday tonight noon day days hour hours minute minutes week weeks month months year monday "
    "tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december issue issues problem problems trouble question questions ticket "
    "request case working work works worked worse customer customers client clients user users people "
    "company account system service thing things time times try tried trying fix fixed soon quick quickly "
    "new last next first latest old somebody know inform info information report reported contact losing "
    "business immediately suddenly currently "
    # German
    "guten tag morgen abend bitte hilfe dringend danke dank viele grusse gruss freundlichen freundliche "
    "liebe lieber sehr geehrte damen herren problem probleme stoerung storung frage fragen heute gestern "
    "fruh kunde kunden nutzer benutzer funktioniert funktionieren geht gehen woche stunden minuten tagen "
    "sofort "
    # French
    "bonjour bonsoir merci aide aider urgent urgence probleme problemes question cordialement salutations "
    "svp fonctionne fonctionnent marche client clients aujourdhui hier matin semaine equipe impossible "
    # Spanish and Portuguese
    "hola buenos buenas dias tardes gracias ayuda favor urgente urgencia problema problemas pregunta "
    "saludos funciona funcionan cliente clientes hoy ayer manana semana equipo ola bom dia boa tarde "
    "obrigado obrigada ajuda pergunta hoje ontem equipe funcionam "
    # Italian
    "ciao buongiorno buonasera salve grazie aiuto urgente problema problemi domanda saluti funziona "
    "funzionano clienti oggi ieri mattina settimana prego impossibile "
    # Turkish
    "merhaba selam lutfen yardim acil tesekkur tesekkurler sorun soru calismiyor musteri musteriler bugun "
    "dun hafta istiyorum "
    # Chinese and Japanese
    "请问 请帮 帮忙 帮助 谢谢 着急 客服 问题 紧急 今天 昨天 现在 お願 願い 至急 助け 問題 今日".split()
)
"""Courtesy, haste and calendar: these count for little, and never alone."""

FAILURE = frozenset(
    # English
    "down broken break breaks fail fails failed failing failure error errors wrong wrongly incorrect "
    "incorrectly missing gone bad slow slowly crash crashes crashed crashing stuck stopped stops "
    "unavailable outage unable unreachable offline delayed delay delays late empty blank lost disappeared "
    "timeout "
    # German
    "kaputt defekt fehler fehlt fehlen fehlerhaft falsch falsche falscher falschen leer langsam ausfall "
    "ausgefallen gestort storung verzogert verzogerung abgelaufen "
    # French
    "panne erreur erreurs lent lente bloque vide manquant manque incorrect incorrecte mauvais mauvaise "
    "disparu "
    # Spanish and Portuguese
    "caido caida error errores falla fallo fallas lento lenta vacio vacia falta faltan incorrecto erro "
    "erros falha vazio caiu lentidao "
    # Italian
    "errore errori guasto vuoto vuota manca mancano sbagliato sbagliata "
    # Turkish
    "hata hatasi yavas bozuk eksik yanlis gelmiyor acilmiyor "
    # Chinese and Japanese
    "无法 不能 失败 错误 不了 打不 不到 不正 エラ ラー 失敗 遅い".split()
)
"""What happens to anything: these say something, but not what it is about."""

PLAIN = frozenset(
    # English
    "show shows shown showing appear appears load loads loading open opens opening receive receives "
    "received receiving arrive arrives arrived arriving send sends sent sending return returns returned "
    "change changes changed changing update updates updated add adds added page pages site website shop "
    "store product products order orders app data number list click clicks button screen text address "
    "copy "
    # German
    "moglich erhalten erhalt kommen kommt andern laden ladt seite seiten produkt produkte produkten "
    "bestellung bestellungen "
    # French
    "recu changer ajouter affiche page site produit produits commande commandes boutique "
    # Spanish and Portuguese
    "recibido cargan carga cambiar pagina sitio tienda producto productos pedido pedidos mudar loja "
    "produto produtos "
    # Italian
    "cambiare pagina sito negozio prodotto prodotti ordine ordini "
    # Turkish
    "degistirmek sayfa site magaza urun urunler siparis "
    # Chinese and Japanese
    "正确 修改 更新 店铺 商品".split()
)
"""What everybody has and does: these say as little."""
