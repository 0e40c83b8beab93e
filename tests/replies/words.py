"""What readers write, in their languages: one word up to paragraphs, lists,
lines that look like something else.  All of it is about nothing in particular,
so that only the mail can tell which article is meant.
"""

WORDS = {
    "en": [
        "Agreed.",
        "I have said so for years, and nobody would listen. Now it is done, "
        "and everybody was for it from the start.",
        "Two questions:\n\n1. Who pays when it becomes dearer, as it always "
        "does?\n2. Why was nobody asked who lives there?",
        "My grandfather would have laughed. He built half of what stands down "
        "there with his own hands, and he used to say that a town which asks "
        "four committees before it drives one nail will end up with neither "
        "the nail nor the wood.\n\nThat was in 1951. I do not think that it "
        "has become any better since, but at least we can read about it now, "
        "and write letters.\n\nSo thank you for the piece.",
        "On Monday he wrote: we shall see. On Tuesday we saw.",
        "From: here to there it is two miles, and no bus.",
        "- too late\n- too dear\n- but better than nothing",
        "Is that so?\n\n-- and if it is, who told them?",
        "What about those of us who work at night?",
        "It's a good plan; \"good\" as in good enough & cheap (< 2 million).",
    ],
    "de": [
        "Endlich!",
        "Das haben wir schon vor zehn Jahren vorgeschlagen, und damals hieß "
        "es, dafür sei kein Geld da. Schön, dass es nun doch geht.",
        "Ich sehe das anders. Wer jeden Tag dort vorbeikommt, weiß, wie es "
        "morgens um acht zugeht: Es ist laut, es ist eng, und die Kinder "
        "müssen mitten hindurch.\n\nVielleicht sollte der Rat sich das "
        "einmal ansehen, bevor er abstimmt. Kaffee bringe ich mit.",
        "Am Montag schrieb er: Wir werden sehen.",
        "Drei Dinge fehlen mir:\n\n- der Preis\n- der Zeitplan\n- die Namen",
    ],
    "fr": [
        "Bravo !",
        "Voilà une décision que l'on attendait depuis longtemps, même si "
        "l'on peut regretter que personne n'ait demandé leur avis aux "
        "habitants du quartier.",
        "Je ne suis pas d'accord du tout. À l'école, on nous apprenait à "
        "compter avant de parler ; ici, on parle d'abord.\n\nEt après, qui "
        "paie ? Toujours les mêmes, je le crains.",
        "Et pour les enfants, qu'a-t-on prévu ?",
    ],
    "es": [
        "De acuerdo.",
        "Me parece muy bien, pero ¿quién va a pagarlo? Cada año nos dicen "
        "que no hay dinero, y cada año aparece para alguna otra cosa.",
        "Vivo allí desde hace cuarenta años y nunca he visto una cosa igual."
        "\n\n¡Que vengan a verlo un lunes por la mañana!",
    ],
    "it": [
        "Era ora.",
        "Non capisco perché si debba sempre aspettare l'inverno per fare "
        "quello che si poteva fare in estate, con il sole e senza vento.",
        "Mia nonna diceva: chi va piano va sano e va lontano. Qui però si "
        "va così piano che non si arriva mai.\n\nGrazie lo stesso.",
    ],
    "pt": [
        "Finalmente!",
        "Não tenho nada contra, mas gostava de saber porque é que a conta "
        "chega sempre aos mesmos e nunca a quem tomou a decisão.",
    ],
    "nl": [
        "Mooi zo.",
        "Ik woon er om de hoek en heb er nooit iets over gehoord. Kan iemand "
        "mij uitleggen wie dit eigenlijk besloten heeft, en wanneer?",
        "Eerst zien, dan geloven.\n\nMaar als het lukt, trakteer ik op koffie.",
    ],
    "sv": [
        "Utmärkt.",
        "Det här borde ha gjorts för länge sedan. Mina barn har vuxit upp och "
        "flyttat hemifrån medan kommunen har suttit och tänkt.",
        "Jag håller inte med.\n\nVem frågade oss som bor här?",
    ],
    "pl": [
        "Nareszcie!",
        "Mieszkam tu od urodzenia i jeszcze nigdy nie widziałem, żeby coś "
        "zrobiono na czas. Może tym razem będzie inaczej, ale wątpię.",
    ],
    "ru": [
        "Наконец-то!",
        "Я живу здесь сорок лет и помню, как нам обещали это ещё при "
        "моём отце. Посмотрим, что из этого выйдет на этот раз.",
        "А кто за это заплатит?\n\nОпять мы, как всегда.",
    ],
    "uk": [
        "Нарешті.",
        "Я живу тут з дитинства і ще не бачила, щоб когось із нас про щось "
        "спитали. Може, цього разу буде інакше?\n\nСподіваюся.",
    ],
    "tr": [
        "Katılıyorum.",
        "Her gün oradan geçiyorum ve yıllardır hiçbir şeyin değiştiğini "
        "görmedim. Bu sefer gerçekten yapılacak mı, yoksa yine bekleyecek "
        "miyiz?",
    ],
    "he": [
        "סוף סוף.",
        "אני גר שם כבר ארבעים שנה, ואף אחד לא שאל אותנו מה דעתנו. אולי הפעם "
        "מישהו יקשיב.",
    ],
    "zh": [
        "同意。",
        "我每天都从那里经过，早上人很多，也很吵。希望这次能听听住在附近的人的"
        "意见。",
        "有一个问题。\n\n费用由谁来付？",
    ],
    "ko": [
        "찬성합니다.",
        "저는 그 근처에 삼십 년째 살고 있는데 아무도 우리에게 물어보지 "
        "않았습니다. 이번에는 다르기를 바랍니다.",
    ],
    "ja": [
        "賛成です。",
        "毎日そこを通りますが、朝はとても混雑しています。もう少し早く"
        "決めてほしかったと思います。",
        "質問があります。\n\n費用は誰が払うのでしょうか。",
    ],
    "ar": [
        "أوافق.",
        "كان يجب أن يحدث هذا منذ سنوات، ولكن أحدا لم يسأل "
        "سكان الحي عن رأيهم.",
    ],
}

# What the programs write, by language: who wrote when, the labels of a header
# block (from, sent, to, subject), where a phone says it was sent from, the
# rulers of forwarded and of original messages, "Re".
LOCALE = {
    "en": ("On Mon, Nov 23, 2026 at 8:00\u202fAM {who} wrote:",
           "On 23 Nov 2026, at 08:00, {who} wrote:",
           ("From", "Sent", "To", "Subject"), "Monday, November 23, 2026 8:00 AM",
           "Sent from my iPhone", "Original message", "Forwarded message", "Re"),
    "de": ("Am Mo., 23. Nov. 2026 um 08:00\u202fUhr schrieb {who}:",
           "Am 23.11.2026 um 08:00 schrieb {who}:",
           ("Von", "Gesendet", "An", "Betreff"), "Montag, 23. November 2026 08:00",
           "Von meinem iPhone gesendet", "Ursprüngliche Nachricht",
           "Weitergeleitete Nachricht", "AW"),
    "fr": ("Le lun. 23 nov. 2026 à 08:00, {who} a écrit :",
           "Le 23 nov. 2026 à 08:00, {who} a écrit :",
           ("De", "Envoyé", "À", "Objet"), "lundi 23 novembre 2026 08:00",
           "Envoyé de mon iPhone", "Message d'origine",
           "Message transféré", "RE"),
    "es": ("El lun, 23 nov 2026 a las 8:00, {who} escribió:",
           "El 23 nov 2026, a las 8:00, {who} escribió:",
           ("De", "Enviado", "Para", "Asunto"),
           "lunes, 23 de noviembre de 2026 8:00", "Enviado desde mi iPhone",
           "Mensaje original", "Mensaje reenviado", "RE"),
    "it": ("Il giorno lun 23 nov 2026 alle ore 08:00 {who} ha scritto:",
           "Il giorno 23 nov 2026, alle ore 08:00, {who} ha scritto:",
           ("Da", "Inviato", "A", "Oggetto"), "lunedì 23 novembre 2026 08:00",
           "Inviato da iPhone", "Messaggio originale", "Messaggio inoltrato",
           "R"),
    "pt": ("{who} escreveu (segunda, 23/11/2026 à(s) 08:00):",
           "No dia 23/11/2026, às 08:00, {who} escreveu:",
           ("De", "Enviado", "Para", "Assunto"),
           "segunda-feira, 23 de novembro de 2026 08:00",
           "Enviado do meu iPhone", "Mensagem original",
           "Mensagem encaminhada", "RE"),
    "nl": ("Op ma 23 nov 2026 om 08:00 schreef {who}:",
           "Op 23 nov 2026, om 08:00 heeft {who} het volgende geschreven:",
           ("Van", "Verzonden", "Aan", "Onderwerp"),
           "maandag 23 november 2026 08:00", "Verstuurd vanaf mijn iPhone",
           "Oorspronkelijk bericht", "Doorgestuurd bericht", "RE"),
    "sv": ("Den mån 23 nov. 2026 kl 08:00 skrev {who}:",
           "23 nov. 2026 kl. 08:00 skrev {who}:",
           ("Från", "Skickat", "Till", "Ämne"),
           "den 23 november 2026 08:00", "Skickat från min iPhone",
           "Ursprungligt meddelande", "Vidarebefordrat meddelande", "SV"),
    "pl": ("pon., 23 lis 2026 o 08:00 {who} napisał(a):",
           "Wiadomość napisana przez {who} w dniu 23 lis 2026, o godz. 08:00:",
           ("Od", "Wysłano", "Do", "Temat"),
           "poniedziałek, 23 listopada 2026 08:00",
           "Wysłane z iPhone'a", "Oryginalna wiadomość",
           "Przekazana wiadomość", "ODP"),
    "ru": ("пн, 23 нояб. 2026\u202fг. в 08:00, {who}:",
           "23 нояб. 2026 г., в 08:00, {who} написал(а):",
           ("От", "Отправлено", "Кому", "Тема"),
           "23 ноября 2026 г. 8:00", "Отправлено с iPhone",
           "Исходное сообщение", "Пересланное сообщение", "RE"),
    "uk": ("пн, 23 лист. 2026\u202fр. о 08:00 {who} пише:",
           "23 лист. 2026 р. о 08:00 {who} написав(-ла):",
           ("Від", "Надіслано", "Кому", "Тема"),
           "понеділок, 23 листопада 2026 р. 08:00", "Надіслано з iPhone",
           "Оригінальне повідомлення", "Переслане повідомлення", "RE"),
    "tr": ("{who}, 23 Kas 2026 Pzt, 08:00 tarihinde şunu yazdı:",
           "{who} şunları yazdı (23 Kas 2026 08:00):",
           ("Kimden", "Gönderildi", "Kime", "Konu"),
           "23 Kasım 2026 Pazartesi 08:00", "iPhone'umdan gönderildi",
           "Orijinal mesaj", "Yönlendirilen ileti", "YNT"),
    "he": ("בתאריך יום ב׳, 23 בנוב׳ 2026 ב-8:00 מאת {who}:",
           "ב-23 בנוב׳ 2026, בשעה 8:00, {who} כתב/ה:",
           ("מאת", "נשלח", "אל", "נושא"), "יום שני 23 נובמבר 2026 08:00",
           "נשלח מה-iPhone שלי", "הודעה מקורית", "הודעה שהועברה", "RE"),
    "zh": ("{who} 于2026年11月23日周一 08:00写道：",
           "2026年11月23日 08:00，{who} 写道：",
           ("发件人", "发送时间", "收件人", "主题"), "2026年11月23日 8:00",
           "发自我的 iPhone", "原始邮件", "转发的邮件", "回复"),
    "ko": ("2026년 11월 23일 (월) 오전 8:00, {who}님이 작성:",
           "2026. 11. 23. 오전 8:00, {who} 작성:",
           ("보낸 사람", "보낸 날짜", "받는 사람", "제목"),
           "2026년 11월 23일 월요일 오전 8:00", "나의 iPhone에서 보냄",
           "원본 메시지", "전달된 메시지", "RE"),
    "ja": ("2026年11月23日(月) 8:00 {who}:",
           "2026/11/23 8:00、{who}のメール:",
           ("差出人", "送信日時", "宛先", "件名"), "2026年11月23日 8:00",
           "iPhoneから送信", "元のメッセージ", "転送メッセージ", "RE"),
    "ar": ("في الاثنين، 23 نوفمبر 2026 في 8:00 ص تمت كتابة ما يلي بواسطة {who}:",
           "في 23 نوفمبر 2026، الساعة 08:00، كتب {who}:",
           ("من", "تاريخ الإرسال", "إلى", "الموضوع"), "23/نوفمبر/2026 08:00 ص",
           "أرسلت من الـ iPhone", "الرسالة الأصلية",
           "الرسالة المُعاد توجيهها", "رد"),
}

# Our three articles as a program that translates what it quotes leaves them.
TRANSLATED = """\
Der alte Fähranleger bekommt wieder ein Dach

Noch vor den Winterstürmen soll der alte Fähranleger wieder ein Dach haben.
Die Hafenbehörde hat am Donnerstag für den Wiederaufbau gestimmt.

Die Bibliothek öffnet sonntags

Vom zweiten Sonntag im Dezember an ist die Stadtbibliothek von zwölf bis sechs
geöffnet.
"""
