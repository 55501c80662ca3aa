"""Subscribing, in Turkish."""

from adapters.statuspage.subscribe_words import SubscribeWords

TURKISH = SubscribeWords(
    invite="Duyuruları e-postayla alın",
    intro=(
        "Bir şey çalışmadığında, bununla ilgili yeni bir bilgi olduğunda ve yeniden çalıştığında size"
        " yazarız."
    ),
    address="E-posta adresi",
    which="Hangi konularda bilgi almak istersiniz?",
    keep="Adresiniz yalnızca bu e-postalar için kullanılır ve abonelikten çıktığınızda silinir.",
    ask="Abone ol",
    trap="Bu alanı boş bırakın",
    no_address="Bu adrese e-posta gönderemiyoruz. Lütfen doğru yazıldığından emin olun.",
    other_letters="Bu harfleri içeren adresler burada kullanılamaz. Lütfen başka bir adres verin.",
    no_components="En az birini seçin.",
    sent_title="Gelen kutunuza bakın",
    sent=(
        "Bu adres e-posta alabiliyorsa, içinde bir bağlantı olan bir e-posta yolda. Bağlantıyı açıp "
        "onayladığınızda duyuruları almaya başlarsınız."
    ),
    sent_advice=(
        "Bağlantı 48 saat geçerlidir. E-posta gelmezse istenmeyen postalara bakın ve on dakika sonra "
        "yeniden deneyin."
    ),
    busy_title="Şu anda çok fazla istek var",
    busy="Hiçbir şey kaydedilmedi. Lütfen bir dakika sonra yeniden deneyin.",
    down_title="Bu şu anda yapılamıyor",
    down="Hiçbir şey kaydedilmedi. Lütfen birkaç dakika sonra yeniden deneyin.",
    unsure=(
        "Kaydedilmiş de olabilir, kaydedilmemiş de. Lütfen birkaç dakika sonra yeniden deneyin; "
        "hiçbir şey iki kez yapılmaz."
    ),
    confirm_title="Aboneliğinizi onaylayın",
    confirm_intro="Duyurular şu adrese gönderilir: {address}",
    confirm_button="Onayla",
    everything="Konular: tümü",
    only="Konular: {components}",
    confirmed_title="Abone oldunuz",
    confirmed=(
        "Duyurular bundan sonra şu adrese gönderilir: {address}. Her e-postada abonelikten çıkma "
        "bağlantısı vardır."
    ),
    manage_title="Aboneliğiniz",
    manage_intro="Duyurular şu adrese gönderilir: {address}",
    in_language="E-postalar Türkçe gelir; değiştirmek için yukarıdan başka bir dil seçip kaydedin.",
    save="Kaydet",
    saved="Seçiminiz kaydedildi.",
    to_manage="Aldıklarınızı değiştirin",
    leave_title="Abonelikten çıkın",
    leave_intro="{address} adresine artık e-posta gönderilmez ve adres silinir.",
    leave_button="Abonelikten çık",
    left_title="Abonelikten çıktınız",
    left="Adresiniz silindi. Şu anda yolda olan e-postalar yine de gelebilir.",
    invalid_title="Bu bağlantı artık bir yere gitmiyor",
    invalid=(
        "Onay bağlantıları 48 saat geçerlidir ve abonelikten çıktığınızda tüm bağlantılar geçersiz "
        "olur. Bu bağlantıyla size e-posta gönderilmez."
    ),
)
