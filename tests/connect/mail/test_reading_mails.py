"""What a mail says: text in any charset, files, what is new in it, and who or what wrote it. Nothing breaks the reader."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import bounce, mail

from amends.connect.mail import Nature, identity_of, read_mail
from amends.connect.mail.codes import Code
from amends.connect.mail.relays import Answers, rules

OWN = frozenset({"shop@lumora.example"})


def nature(raw: bytes) -> str:
    return read_mail(raw, own=OWN).verdict.nature.value


# Text, charsets, files -----------------------------------------------------------------------------------------------


def test_the_facts_of_an_ordinary_mail() -> None:
    read = read_mail(mail("包裹没收到,要退款", In_Reply_To="<b@x>", References="<a@x> <b@x>", Subject="订单 8201-1"))
    assert read.sender is not None
    assert read.reply_to is not None
    assert (read.sender.address, read.sender.name) == ("dana.albuquerque@example.com", "Dana Albuquerque")
    assert (read.message_id, read.references) == ("dana-1@example.com", ("a@x", "b@x"))
    assert (read.subject, read.new_text.strip()) == ("订单 8201-1", "包裹没收到,要退款")
    assert read.sent_at == datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    assert read.verdict.nature is Nature.PERSON
    assert read.defects == ()


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("gb2312", "包裹镕没收到"), ("gb18030", "包裹没收到"), ("big5", "包裹沒收到"), ("iso-2022-jp", "届いていません"),
        ("shift_jis", "届いていません"), ("euc-kr", "소포가 안 왔어요"), ("koi8-r", "Посылка не пришла"),
        ("windows-1251", "Посылка не пришла"), ("windows-1256", "لم يصل الطرد"), ("iso-8859-9", "Kargo gelmedi, şişe kırık"),
        ("iso-8859-2", "Paczka nie dotarła"), ("utf-16", "não chegou"), ("no-such-charset", "não chegou"), ("hex", "não chegou"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_the_charset_it_claims_or_the_one_that_fits(charset: str, text: str) -> None:
    encoding = {"gb2312": "gb18030", "no-such-charset": "utf-8", "hex": "utf-8"}.get(charset, charset)
    raw = (
        f"From: d@example.com\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    ).encode() + text.encode(encoding)
    assert read_mail(raw).text == text


def test_bare_eight_bit_bytes_in_the_head_are_read() -> None:
    raw = "From: Dana <d@example.com>\r\nSubject: 包裹没收到\r\n\r\nx".encode()
    assert read_mail(raw).subject == "包裹没收到"
    assert read_mail(raw.decode().encode("gb18030")).subject == "包裹没收到"


def test_html_becomes_text_without_scripts_and_with_its_quotation_marked() -> None:
    made = EmailMessage()
    made["From"] = "d@example.com"
    made.set_content(
        "<style>p{}</style><script>alert(1)</script><p>Where is&nbsp;it?</p><ul><li>lamp<li>cable</ul>"
        '<div class="gmail_quote">On Mon, Lumora wrote:<blockquote>Dear Dana,<br>soon.</blockquote></div>',
        subtype="html",
    )
    read = read_mail(made.as_bytes())
    assert read.new_text == "Where is it?\n- lamp\n- cable"
    assert "Dear Dana," in read.quoted
    assert "alert" not in read.text
    assert "{}" not in read.text


def test_of_two_forms_the_plain_one_is_read_and_the_other_is_no_file() -> None:
    made = EmailMessage()
    made["From"] = "d@example.com"
    made.set_content("plain")
    made.add_alternative("<p>formatted</p>", subtype="html")
    read = read_mail(made.as_bytes())
    assert (read.text.strip(), read.files) == ("plain", ())


def test_files_are_known_by_their_content_and_their_names_are_data() -> None:
    read = read_mail(mail("see", attach=(("../../etc/фото.jpg", b"\xff\xd8 one"), ("b.jpg", b"\xff\xd8 two"))))
    assert [file.name for file in read.files] == ["etc фото.jpg", "b.jpg"]
    assert read.files[0].sha256 == hashlib.sha256(b"\xff\xd8 one").hexdigest()


def test_a_forwarded_mail_is_a_file_and_not_the_text() -> None:
    made = EmailMessage()
    made["From"] = "d@example.com"
    made.set_content("see below")
    inner = EmailMessage()
    inner["Subject"] = "old"
    inner.set_content("secret of the old mail")
    made.add_attachment(inner)
    read = read_mail(made.as_bytes())
    assert read.text.strip() == "see below"
    assert read.files[0].name.endswith(".eml")
    assert b"secret" in read.files[0].data


QUOTED = {
    "en": "On Mon, 16 Nov 2026 at 10:02, Lumora <shop@lumora.example> wrote:",
    "zh": "Lumora <shop@lumora.example> 于2026年11月16日周一 10:02写道:",
    "zh-qq": "------------------ 原始邮件 ------------------",
    "de": "Am Mo., 16. Nov. 2026 um 10:02 Uhr schrieb Lumora <shop@lumora.example>:",
    "fr": "Le lun. 16 nov. 2026 à 10:02, Lumora <shop@lumora.example> a écrit :",
    "es": "El lun, 16 nov 2026 a las 10:02, Lumora (<shop@lumora.example>) escribió:",
    "pt": "Em seg., 16 de nov. de 2026 às 10:02, Lumora <shop@lumora.example> escreveu:",
    "it": "Il giorno lun 16 nov 2026 alle ore 10:02 Lumora <shop@lumora.example> ha scritto:",
    "nl": "Op ma 16 nov 2026 om 10:02 schreef Lumora <shop@lumora.example>:",
    "pl": "W dniu pon., 16 lis 2026 o 10:02 Lumora <shop@lumora.example> napisał(a):",
    "ru": "пн, 16 нояб. 2026 г. в 10:02, Lumora <shop@lumora.example>:\nпн, 16 нояб. 2026 г., 10:02 Lumora пишет:",
    "tr": "Lumora <shop@lumora.example>, 16 Kas 2026 Pzt, 10:02 tarihinde şunu yazdı:",
    "ja": "2026年11月16日(月) 10:02 Lumora <shop@lumora.example>:",
    "ko": "2026년 11월 16일 (월) 오전 10:02, Lumora <shop@lumora.example>님이 작성:",
    "ar": "في الاثنين، 16 نوفمبر 2026 في 10:02 كتب Lumora <shop@lumora.example>:",
}


@pytest.mark.parametrize("language", QUOTED)
def test_what_is_quoted_is_cut_in_every_language_of_the_letters(language: str) -> None:
    read = read_mail(mail(f"STILL NOTHING\n\n{QUOTED[language].splitlines()[-1]}\n\nDear Dana, OLD TEXT\n"))
    assert read.new_text.strip() == "STILL NOTHING"
    assert "OLD TEXT" in read.quoted


OUTLOOK = {
    "en": ("From", "Sent", "To", "Subject"), "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"), "es": ("De", "Enviado", "Para", "Asunto"),
    "pt": ("De", "Enviada", "Para", "Assunto"), "it": ("Da", "Inviato", "A", "Oggetto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"), "pl": ("Od", "Wysłano", "Do", "Temat"),
    "ru": ("От", "Отправлено", "Кому", "Тема"), "tr": ("Kimden", "Tarih", "Kime", "Konu"),
    "zh": ("发件人", "发送时间", "收件人", "主题"), "ja": ("差出人", "送信日時", "宛先", "件名"),
    "ko": ("보낸 사람", "보낸 날짜", "받는 사람", "제목"), "ar": ("من", "تاريخ", "إلى", "الموضوع"),
}  # fmt: skip


@pytest.mark.parametrize("language", OUTLOOK)
def test_a_head_of_an_older_mail_is_cut_in_every_language(language: str) -> None:
    head = "\n".join(f"{name}: x {number}" for number, name in enumerate(OUTLOOK[language]))
    read = read_mail(mail(f"STILL NOTHING\n\n{head}\n\nOLD TEXT\n"))
    assert (read.new_text.strip(), "OLD TEXT" in read.quoted) == ("STILL NOTHING", True)


# Who or what wrote it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ({}, "person"),
        ({"Auto_Submitted": "no"}, "person"),
        ({"Auto_Submitted": "auto-replied (vacation)"}, "auto_reply"),
        ({"Auto_Submitted": "auto-generated"}, "bulk"),
        ({"Precedence": "auto_reply"}, "auto_reply"),
        ({"Precedence": "bulk"}, "bulk"),
        ({"X_Auto_Response_Suppress": "All"}, "bulk"),
        ({"X_Auto_Response_Suppress": "None"}, "person"),
        ({"X_Autoreply": "yes"}, "auto_reply"),
        ({"Return_Path": "<>"}, "auto_reply"),
        ({"List_Unsubscribe": "<mailto:x@y.example>"}, "bulk"),
        ({"From": "noreply@example.com"}, "bulk"),
        ({"From": "shop@lumora.example"}, "own"),
        (
            {"From": "Mail Delivery <MAILER-DAEMON@mx.example>", "Subject": "Undelivered Mail Returned to Sender"},
            "bounce",
        ),
        ({"From": "postmaster@qq.com", "Subject": "系统退信/The email is returned"}, "bounce"),
        ({"From": "postmaster@mx.example", "Subject": "Delivery Status Notification (Delay)"}, "delay"),
        ({"Subject": "I want my money returned"}, "person"),
        ({"Subject": "Re: undeliverable parcel"}, "person"),
    ],
)
def test_programs_are_known_by_their_signs(headers: dict[str, str], wanted: str) -> None:
    assert nature(mail("x", **headers)) == wanted


AWAY = {
    "en": "Automatic reply: Re: Your order", "zh": "自动回复: 您的订单", "de": "Automatische Antwort: Ihre Bestellung",
    "fr": "Réponse automatique : votre commande", "es": "Respuesta automática: su pedido",
    "pt": "Resposta automática: o seu pedido", "it": "Risposta automatica: il suo ordine",
    "nl": "Automatisch antwoord: uw bestelling", "pl": "Automatyczna odpowiedź: zamówienie",
    "ru": "Автоматический ответ: заказ", "tr": "Otomatik Yanıt: sipariş", "ja": "自動応答: ご注文",
    "ko": "자동 회신: 주문", "ar": "رد تلقائي: طلبك",
}  # fmt: skip


@pytest.mark.parametrize("language", AWAY)
def test_an_absence_is_known_by_its_wording_in_every_language(language: str) -> None:
    assert nature(mail("x", Subject=f"Re: {AWAY[language]}")) == "auto_reply"


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        ("5.1.1", "550 no such user", Code.RECIPIENT_UNKNOWN),
        ("5.2.2", "552 over quota", Code.RECIPIENT_FULL),
        ("4.2.2", "452 mailbox full", Code.RECIPIENT_FULL),
        ("5.7.1", "554 rejected", Code.CONTENT_REFUSED),
        ("5.3.4", "552 too big", Code.TOO_LARGE),
        ("5.0.0", "500 no", Code.REFUSED),
    ],
)
def test_a_bounce_says_what_came_back_and_why(status: str, said: str, code: Code) -> None:
    read = read_mail(bounce("ours@lumora.example", status, said=said))
    assert read.verdict.nature is Nature.BOUNCE
    assert read.bounce is not None
    assert (read.bounce.original, read.bounce.code) == ("ours@lumora.example", code)
    assert read.bounce.recipient == "dana.albuquerque@example.com"


def test_a_delay_is_no_bounce() -> None:
    assert nature(bounce("o@l.example", "4.4.1", action="delayed")) == "delay"


def test_a_bounce_without_the_standards_parts_is_read_by_its_words() -> None:
    text = (
        "This message was created automatically.\n\n  dana@example.com\n    SMTP error: 550 5.1.1 unknown\n\n"
        "------ This is a copy of the message ------\n\nMessage-ID: <ours@lumora.example>\nSubject: x\n"
    )
    read = read_mail(mail(text, From="Mailer-Daemon@mx.example", Subject="Mail delivery failed: returning message"))
    assert read.bounce is not None
    assert (read.bounce.original, read.bounce.code) == ("ours@lumora.example", Code.RECIPIENT_UNKNOWN)


# Relays --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sender", "subject", "platform", "buyer", "orders"),
    [
        ("Dana - Amazon Marketplace <k7m2x9q4w1ab3+A3@marketplace.amazon.de>", "Anfrage (Bestellung: 302-4829174-3310257)",
         "amazon", "k7m2x9q4w1ab3@marketplace.amazon.de", ("302-4829174-3310257",)),
        ("eBay Member <00ef0d7e3ec099fe8c3a@members.ebay.com>", "dana-77 about order 13-14975-00010",
         "ebay", "00ef0d7e3ec099fe8c3a@members.ebay.com", ("13-14975-00010",)),
        ("Dana <32818112E02443689A0744011F043312@relay.walmart.com>", "Order 4792059978801",
         "walmart", "32818112e02443689a0744011f043312@relay.walmart.com", ("4792059978801",)),
        ("Etsy <conversations@mail.etsy.com>", "Help Request: Order #3141592653", "etsy", "", ("3141592653",)),
    ],
)  # fmt: skip
def test_a_relay_tells_platform_buyer_and_order(
    sender: str, subject: str, platform: str, buyer: str, orders: tuple[str, ...]
) -> None:
    read = read_mail(mail("Where is it?", From=sender, Subject=subject, Precedence="bulk"))
    assert read.relay is not None
    assert (read.relay.platform.value, read.relay.buyer, read.relay.orders) == (platform, buyer, orders)
    assert read.verdict.nature is Nature.PERSON, "a relay marks everything as written by a program"
    assert "Amazon" not in read.relay.name


@pytest.mark.parametrize(
    "address",
    ["x@marketplace.amazon.com.evil.example", "k7m2x9q4w1ab3@notmarketplace.amazon.com", "a@relay.walmart.com"],
)
def test_what_only_looks_like_a_relay_is_none(address: str) -> None:
    assert read_mail(mail("x", From=address)).relay is None


def test_every_relay_rule_has_a_source_and_says_how_one_answers() -> None:
    assert {rule.platform.value for rule in rules()} == {"amazon", "ebay", "etsy", "walmart"}
    assert [rule.answers for rule in rules() if rule.senders] == [Answers.PLATFORM]


# Nothing breaks the reader -------------------------------------------------------------------------------------------


HEADS = st.sampled_from(
    ["From", "To", "Subject", "Date", "Message-ID", "References", "Content-Type", "Content-Transfer-Encoding",
     "Content-Disposition", "Reply-To", "Auto-Submitted", "MIME-Version"]
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["multipart/mixed; boundary=b", "multipart/report; report-type=delivery-status; boundary=b", "message/rfc822",
         "text/html; charset=utf-16", "text/plain; charset=\"=?\"", "base64", "quoted-printable", "x-uuencode",
         "=?utf-8?b?!!!?=", "=?x?q?=ff?=", "<a@b", "\"\" <@>, ,,", "attachment; filename*=utf-8''%ff%zz", "99 Foo 99999"]
    ),
)  # fmt: skip
BODIES = st.one_of(st.binary(max_size=200), st.sampled_from([b"--b\n\nx\n--b--", b"begin 644 x\n!!!\nend", b"=ZZ=\n"]))


@given(st.lists(st.tuples(HEADS, VALUES), max_size=8), st.lists(BODIES, max_size=4))
@settings(max_examples=250)
def test_no_mail_whatever_breaks_the_reader(heads: list[tuple[str, str]], bodies: list[bytes]) -> None:
    head = "".join(f"{name}: {value}\n" for name, value in heads).encode("utf-8", "surrogatepass")
    raw = head + b"\n" + b"\n--b\n".join(bodies)
    read = read_mail(raw, own=OWN)
    read.text.encode("utf-8"), read.subject.encode("utf-8")
    assert len(identity_of(raw).key) == 64
    identity_of(raw).message_id.encode("utf-8")


@given(st.binary(max_size=500))
def test_no_bytes_whatever_break_the_reader(raw: bytes) -> None:
    read_mail(raw).text.encode("utf-8")
    identity_of(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.c\n\n" + b"x y z\n" * 1_700_000,
        b"From: a@b.c\nContent-Type: text/html\n\n" + b"<div><p>x<blockquote>" * 300_000,
        b"From: a@b.c\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)),
        b"Subject: " + b"=?utf-8?b?aGVsbG8=?= " * 100_000 + b"\n\nx",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nhi\n" * 20_000,
        b"From: a@b.c\nContent-Type: application/pdf; name=x\nContent-Transfer-Encoding: base64\n\n"
        + b"QUJD" * 2_500_000,
    ],
    ids=["ten megabytes", "deep html", "deep parts", "endless subject", "many parts", "large file"],
)
def test_large_and_hostile_mails_are_read_and_what_was_left_out_is_said(raw: bytes) -> None:
    read = read_mail(raw)
    assert len(read.text) <= 200_000
    assert read.defects or read.files or read.subject


def test_the_same_mail_is_known_again_and_a_copied_id_is_not_believed() -> None:
    one, again = mail("x"), b"Received: from elsewhere\r\n" + mail("x")
    assert identity_of(one).key == identity_of(again).key
    assert identity_of(one).key != identity_of(mail("x", From="m@example.org")).key
    assert identity_of(mail("x", Message_ID="")).key != identity_of(mail("y", Message_ID="")).key
