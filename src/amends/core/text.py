"""Text in any script: normal form, what was newly written in a mail, and search terms for Chinese and Japanese."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls except tab and line breaks, and the invisible marks that only confuse: BOM, soft hyphen.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufff9-\ufffb]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+")
_WORD = re.compile(r"\w+", re.UNICODE)

# Lines that open a quoted older mail: "On <date>, <name> wrote:" and the header blocks of mail programs.
_WROTE = (
    r"on\b.{4,200}\bwrote:",
    r"am\b.{4,200}\bschrieb.{0,120}:",
    r"le\b.{4,200}\ba écrit\s?:",
    r"el\b.{4,200}\bescribió:",
    r"em\b.{4,200}\bescreveu:",
    r"(?:a )?\d{1,2}.{4,200}\bescreveu:",
    r"il\b.{4,200}\bha scritto:",
    r"op\b.{4,200}\bschreef.{0,120}:",
    r"w dniu\b.{4,200}\bnapisał(?:a|\(a\))?:",
    r".{4,200}\btarihinde.{0,120}\byazdı:",
    r".{0,40}\d{1,2}.{4,200}(?:пишет|написал|написала|написал\(а\)):",
    r"(?:在|於)?\s*\d{4}年\d{1,2}月\d{1,2}日.{0,120}(?:写道|寫道|写到)[:\uff1a]",
    r".{0,120}(?:于|於)\s*\d{4}[年/-]\d{1,2}[月/-]\d{1,2}.{0,80}(?:写道|寫道)[:\uff1a]",
    r"\d{4}年\d{1,2}月\d{1,2}日.{0,120}(?:書きました|:$)",
    r"\d{4}년 \d{1,2}월 \d{1,2}일.{0,120}(?:작성|님이 작성).{0,10}:",
    r"(?:في|بتاريخ)\b.{4,200}كتب.{0,80}:",
)
_HEADER_FROM = r"(?:from|von|de|da|van|od|kimden|gönderen|от|发件人|发送人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|من)\s?[:\uff1a].{2,200}"
_HEADER_NEXT = (
    r"(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|objet|à|enviado|enviada|para|asunto|assunto|data|"
    r"inviato|oggetto|verzonden|onderwerp|wysłano|temat|gönderme|tarih|konu|kime|отправлено|дата|кому|тема|发送时间|"
    r"日期|收件人|主题|寄件日期|收件者|主旨|送信日時|宛先|件名|보낸 날짜|받는 사람|제목|تاريخ|إلى|الموضوع)\s?[:\uff1a].{0,300}"
)
_SEPARATOR = (
    r"-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|mensagem original|"
    r"messaggio originale|oorspronkelijk bericht|wiadomość oryginalna|özgün ileti|исходное сообщение|"
    r"пересылаемое сообщение|原始邮件|原始郵件|原邮件|转发邮件|元のメッセージ|원본 메시지|الرسالة الأصلية)\s*-{2,}"
)
_OPENS_QUOTE = re.compile(r"^\s*(?:" + "|".join((*_WROTE, _SEPARATOR)) + r")\s*$", re.IGNORECASE)
_FROM_LINE = re.compile(r"^\s*\*?" + _HEADER_FROM + r"$", re.IGNORECASE)
_NEXT_LINE = re.compile(r"^\s*\*?" + _HEADER_NEXT + r"$", re.IGNORECASE)
_RULE_LINE = re.compile(r"^\s*_{5,}\s*$")


def normal_form(text: str) -> str:
    """NFC, line breaks as ``\\n``, without NUL and other invisible controls. Empty text stays empty."""
    clean = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if clean.isascii() else unicodedata.normalize("NFC", clean)


def is_blank(text: str) -> bool:
    """Whether nothing in the text can be seen: spaces, line breaks, zero-width and control characters alone."""
    return all(char.isspace() or unicodedata.category(char)[0] in "CZ" for char in text)


def decode(data: bytes) -> tuple[str, str]:
    """Bytes to text and the name of the encoding that was used.

    UTF-8 (with or without BOM), UTF-16 with BOM, then GB18030 where it decodes; otherwise UTF-8 with each broken
    byte replaced by U+FFFD, and the encoding is ``utf-8 (damaged)`` so that the caller can say so.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", errors="replace"), "utf-8 (damaged)"
    # GB18030 accepts nearly any bytes: believe it only where it yields common Chinese text.
    cjk = sum(len(run) for run in _CJK.findall(text))
    high = sum(1 for byte in data if byte >= 0x80)
    if high and cjk * 2 >= high * 0.7:
        return text, "gb18030"
    return data.decode("utf-8-sig", errors="replace"), "utf-8 (damaged)"


def _quote_starts(lines: list[str], index: int) -> bool:
    line = lines[index]
    if not line.strip():
        return False
    if line.lstrip().startswith(">") or _OPENS_QUOTE.match(line):
        return True
    if not (_FROM_LINE.match(line) or _RULE_LINE.match(line)):
        return False
    following = [text for text in lines[index + 1 : index + 6] if text.strip()]
    wanted = 1 if _FROM_LINE.match(line) else 2
    return sum(1 for text in following[:3] if _NEXT_LINE.match(text) or _FROM_LINE.match(text)) >= wanted


def split_quoted(text: str) -> tuple[str, str]:
    """The newly written part of a mail, and the quoted older part (either may be empty).

    Knows ``>`` quotes, "On … wrote:" lines and the header blocks of Outlook, Gmail, QQ and others in fourteen
    languages. Answers written between quoted lines are kept as new text. A text that consists of quotation
    alone is returned as new, so that nothing is lost.
    """
    if "\n" not in text and not text.lstrip().startswith(">"):
        return text, ""
    lines = text.split("\n")
    fresh: list[str] = []
    quoted: list[str] = []
    index = 0
    while index < len(lines):
        if not _quote_starts(lines, index):
            fresh.append(lines[index])
            index += 1
            continue
        if not lines[index].lstrip().startswith(">") and not _next_is_marked(lines, index):
            quoted.extend(lines[index:])  # a header block: everything below it is the older mail
            break
        quoted.append(lines[index])
        index += 1
    new_part = "\n".join(fresh).strip()
    if not new_part:
        return text, ""
    return new_part, "\n".join(quoted).strip()


def _next_is_marked(lines: list[str], index: int) -> bool:
    """Whether the first text after an "On … wrote:" line is marked with ``>``: then answers may stand between."""
    for line in lines[index + 1 :]:
        if line.strip():
            return line.lstrip().startswith(">")
    return False


def search_terms(text: str) -> list[str]:
    """Terms under which a text is found: NFKC, casefolded, without accents; Chinese and Japanese as bigrams.

    ``包裹没收到`` gives ``包裹 裹没 没收 收到``; a single CJK character stands alone. Use the same function for the
    indexed text and for the query, so that a two-character word finds what contains it.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    # Marks go (é is found as e), but not the voicing of kana, which changes the word.
    plain = "".join(ch for ch in folded if ch in "\u3099\u309a" or not unicodedata.combining(ch))
    plain = unicodedata.normalize("NFC", plain)
    terms: list[str] = []
    for word in _WORD.findall(plain):
        position = 0
        for run in _CJK.finditer(word):
            if run.start() > position:
                terms.append(word[position : run.start()])
            terms.extend(_bigrams(run.group()))
            position = run.end()
        if position < len(word):
            terms.append(word[position:])
    return terms


def is_cjk(term: str) -> bool:
    """Whether a term is written in Chinese characters or kana."""
    return bool(term) and _CJK.fullmatch(term) is not None


def _bigrams(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
