"""Turkish, as the lint hears it."""

from bot.domain.status_tongues.tongue import Tongue, any_of

_COUNT = any_of(r"""
\d[\d.,]{0,5}(?:\s?(?:[-–]|ila)\s?\d{1,3})?|bir(?:kaç| kaç)?|iki|üç|dört|beş|on|on beş|yirmi|otuz|yarım
bir buçuk
""")
_UNIT = r"(?:dakika\w{0,4}|dk|saat\w{0,4}|saniye\w{0,4}|gün\w{0,4}|hafta\w{0,4})"
_CLOCK = (
    r"(?:(?:saat )?\d{1,2}[:.]\d{2}(?:'\w{1,5})?|saat \d{1,2}(?:'\w{1,5})?|öğle\w{0,3}|gece yarısı\w{0,3})"
)
_DAY = r"(?:pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)"
_MONTH = r"(?:ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık)"

TONGUE = Tongue(
    repaired=any_of(r"""
çöz\w{1,14}|gideri?l?\w{0,12}|düzel\w{1,14}|onar\w{1,12}|normale \w{3,15}|normal|geri (?:gel|dön)\w{1,10}
(?:yeniden|tekrar) (?:çalış|aç|eriş|kullan|devre|hizmet|aktif|eski)\w{0,14}|çalışır (?:hale|durum)\w{0,4}
kullanılabilir
erişilebilir|erişime \w{3,14}|hizmete \w{3,14}|devreye \w{3,14}|faaliyete \w{3,14}|hazır|tamamlan\w{1,12}
çalışacak\w{0,6}|çalışmaya \w{3,14}|onarım\w{0,4}|çözüm\w{0,4}|eski haline \w{3,14}
"""),
    told=any_of(r"""
yaz(?:acağ|ıyor|arız|alım|ışacağ)\w{0,6}|yaz|bilgi\w{0,16}|güncelle\w{1,14}|haber\w{0,8}|duyur\w{1,12}
paylaş\w{1,12}
bildir\w{1,12}|ilet\w{1,12}|açıkla\w{1,12}|mesaj\w{0,6}|izle\w{1,12}|takip|kontrol|gözle\w{1,12}|dene\w{1,10}
iletişim\w{0,4}|rapor\w{0,6}|durum bildirimi|söyle\w{1,10}
"""),
    ahead=any_of(rf"""
(?:yaklaşık |önümüzdeki |en fazla |en geç )?{_COUNT}\s{{0,3}}{_UNIT} (?:içinde|içerisinde|sonra|zarfında)
{_COUNT}\s{{0,3}}{_UNIT} (?:daha )?(?:sür\w{{2,8}}|al\w{{2,8}})|önümüzdeki (?:{_COUNT} )?{_UNIT}(?: içinde)?
dakikalar içinde|saatler içinde|yakında|kısa süre(?:de| içinde| sonra)|az sonra|birazdan|biraz sonra
çok geçmeden
bugün içinde|gün içinde|gün sonuna kadar|yarın\w{{0,4}}|bu akşam|bu gece|akşama(?: kadar)?|her an|an meselesi
(?:en geç )?{_CLOCK} ?(?:kadar|dek|önce|itibarıyla)|en geç (?:{_CLOCK}|{_DAY}|yarın|bugün|bu akşam)
{_DAY} gününe kadar
"""),
    clock=any_of(rf"""
{_CLOCK}|bugün|öğleden sonra|{_DAY}(?: günü)?|\d{{1,2}} {_MONTH}(?:'\w{{1,4}})?|gelecek hafta|haftaya
"""),
    will=any_of(r"""
\w{2,15}(?:acak|ecek|acağ|eceğ)\w{0,6}|bekl[ei]\w{1,10}|plan\w{1,10}|hedef\w{1,10}|um(?:uyor|ut|ar)\w{0,6}
öngör\w{1,10}
tahmin\w{0,6}|olmalı|olabilir|muhtemel\w{0,5}|\w{2,12}[ae]bilir\w{0,6}
"""),
    hope=r"bekl[ei]\w{1,10}|plan\w{1,10}|hedef\w{1,10}|um(?:uyor|ut|ar)\w{0,6}|öngör\w{1,10}|tahmin\w{0,6}",
    was=r"\w{2,15}(?:d[ıiuü]|t[ıiuü])(?:k|m|lar|ler)?|\w{2,15}m[ıiuü]ş(?:t[ıiuü])?|beri|bu yana",
    never=any_of(r"""
değil\w{0,6}|yok\w{0,5}|\w{2,15}(?:ma|me)(?:yacak|yecek|yacağ|yeceğ|z|yız|yiz|d[ıi])\w{0,6}
\w{2,12}[ae]m[ıiuü]yor\w{0,4}|\w{2,12}m[ıiuü]yor\w{0,4}|\w{2,12}[ae]may\w{1,8}|\w{2,12}[ae]mey\w{1,8}
mümkün değil
"""),
    whether=r"eğer|ancak|şayet",
    about="",
    afterwards=any_of(r"""
\w{0,12}(?:[ıiuü]nca|[ıiuü]nce|[dt][ıiuü]ğ[ıiuü]nde|[dt][ıiuü]ktan|[dt][ıiuü]kten|[dt][ae]n sonra)
\w{2,14} (?:hakkında|konusunda|ile ilgili|ilgili|sonrasında|süreci\w{0,4})
\w{2,14} (?:olunca|olduğunda|döndüğünde)
"""),
    estimate=any_of(r"""
eta|tahmini (?:çözüm|onarım|düzelme|giderilme|bitiş|süre)\w{0,6}(?: süre\w{1,3}| zaman\w{1,4}| saat\w{1,3})?
(?:çözüm|onarım) (?:süre|zaman|saat)\w{1,4}
"""),
    lulling=(
        r"(?:çok |fazla |uzun )?(?:uzun )?sürmeyecek\w{0,4}|(?:neredeyse|hemen hemen) (?:çözül"
        r"|gideril|düzel)\w{1,8}"
    ),
    parts=r"ve|ama|fakat|ancak|ya da",
    verb_last=True,
    jargon={
        "rollback": "önceki sürüme dönüş",
        "failover": "ikinci sistemimize geçiş",
        "latency|gecikme süresi": "yavaş yanıtlar",
        "performans düşüşü|degrade": "her zamankinden yavaş",
        "regresyon": "önceden çalışan bir şey",
        "root cause|kök neden\\w{0,4}": "neden",
        "mitigasyon": "alınan önlem",
        "hotfix|yama\\w{0,3}": "düzeltme",
        "deploy\\w{0,8}|dağıtım\\w{0,3}": "yeni sürüm",
        "backend|arka uç\\w{0,3}": "sistemlerimiz",
        "frontend|ön uç\\w{0,3}": "ekranda gördükleriniz",
        "upstream|downstream": "bağlı olduğumuz bir bölüm",
        "timeout\\w{0,4}|zaman aşımı\\w{0,3}": "zamanında gelmeyen yanıt",
        "rate[- ]?limit\\w{0,5}|throttling": "bir süre için sınırlı",
        "konfigürasyon\\w{0,6}|config": "ayar",
        "on[- ]call|nöbetçi\\w{0,4}": "gece gündüz görevde olan ekibimiz",
        "war ?room": "ekibimiz",
        "blast radius": "kimlerin etkilendiği",
        "paket kaybı": "kötü bağlantı",
        "bellek sızıntısı|memory leak": "yeri kalmayan bir sistem",
        "race condition|deadlock": "yazılımımızdaki bir hata",
        "instance\\w{0,4}|node\\w{0,4}|pod\\w{0,4}|cluster\\w{0,4}|küme\\w{0,4}": "sistemlerimiz",
        "stakeholder\\w{0,4}|paydaş\\w{0,5}": "ilgili kişiler",
        "incident": "sorun",
    },
    blame=(
        r"(?:kullanıcı|müşteri|insan|operatör) (?:hata|kusur)\w{1,8}|insan kaynaklı hata\w{0,4}",
        (
            r"(?:sağlayıcı|tedarikçi|üçüncü taraf|iş ortağı|banka|mühendis|çalışan|geliştirici|stajyer|aws"
            r"|amazon|azure|microsoft"
            r"|google|cloudflare)\w{0,8}(?:'\w{1,5})? (?:[\w'’-]{1,20} ){0,4}"
            r"(?:yüzünden|nedeniyle|sebebiyle|kaynakl\w{1,8}|suç\w{1,6}|kusur\w{1,6})"
        ),
        (
            r"(?:sağlayıcı|tedarikçi|üçüncü taraf)\w{0,8} (?:\w{1,15} ){0,2}(?:başarısız|hata yap|yol aç"
            r"|sorumlu)\w{0,6}"
        ),
        r"sizin (?:hatanız|kusurunuz|suçunuz)\w{0,4}|yanlış (?:kullandınız|yapılandırdınız|ayarladınız)",
        r"bizim (?:hatamız|suçumuz|kusurumuz|sorunumuz) değil\w{0,3}",
        (
            r"(?:bir|bazı) (?:mühendis|çalışan|geliştirici|arkadaş)\w{0,6} (?:\w{1,15} ){0,3}(?:yanlışlıkla"
            r"|unuttu|sildi|bozdu)"
        ),
    ),
)
