"""Web archives and mails, as browsers and mail programs write them."""

from __future__ import annotations

import contextlib
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from translator.article import Document, DocumentFormat
from translator.clean import clean
from translator.errors import LoadError
from translator.load import load, load_text

SENTENCES = (
    "Die Werft in Wismar baut in diesem Jahr drei Fähren für die Häfen an der Ostsee. "
    "Die Gewerkschaft begrüßte den Auftrag, verlangt aber feste Verträge für alle Beschäftigten. "
    "Über die Größe der Schiffe wird im März entschieden, wie der Geschäftsführer sagte."
)
PAGE = f"""<!DOCTYPE html><html lang="de"><head><title>Werft baut Fähren</title></head><body>
<nav><a href="/">Start</a></nav><article><h1>Werft baut Fähren</h1>
<p>{SENTENCES}</p><p>{SENTENCES[::1].replace("drei", "vier")}</p></article></body></html>"""


def archive(page: str, charset: str = "utf-8", encoding: str = "quoted-printable") -> bytes:
    """A web archive with a picture in front of the page, as Edge and Chrome write them."""
    root = MIMEMultipart("related", type="text/html", start="<seite@x>")
    root["From"] = "<Saved by Blink>"
    root["Snapshot-Content-Location"] = "https://www.werft.example/faehren"
    root["Subject"] = "=?utf-8?Q?Werft_baut_F=C3=A4hren?="
    root["Date"] = "Tue, 3 Feb 2026 10:00:00 -0000"
    icon = MIMEText("<p>Rahmen</p>", "html", "utf-8")
    icon["Content-ID"] = "<bild@x>"
    text = EmailMessage()
    text.set_content(page, subtype="html", charset=charset, cte=encoding)
    text["Content-ID"] = "<seite@x>"
    root.attach(icon)
    root.attach(text)
    return root.as_bytes()


def mail(html: str = PAGE, plain: str = "Bitte im Browser öffnen.") -> bytes:
    message = EmailMessage()
    message["From"] = "Küstenpost <post@werft.example>"
    message["Subject"] = "WG: Re: Fähren für die Ostsee"
    message["Date"] = "Tue, 3 Feb 2026 10:00:00 +0100"
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="anhang.pdf")
    message.add_attachment("<p>Beilage</p>", subtype="html", filename="beilage.html")
    return message.as_bytes()


def read(data: bytes, name: str = "seite.html") -> Document:
    return load_text(data, name=name, stem="seite")


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html", "a.htm", "a.txt", "<stdin>"])
@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "quoted-printable"),
        ("utf-8", "base64"),
        ("utf-8", "8bit"),
        ("iso-8859-1", "quoted-printable"),
        ("windows-1252", "base64"),
    ],
)
def test_a_web_archive_is_the_page_in_it(name: str, charset: str, encoding: str) -> None:
    document = read(archive(PAGE, charset, encoding), name)
    assert document.format is DocumentFormat.HTML
    assert document.text == PAGE + "\n"
    assert document.url == "https://www.werft.example/faehren"
    article = clean(document)
    assert article.metadata.title == "Werft baut Fähren"
    assert article.metadata.date == ""  # when it was saved is not when it appeared
    assert "Über die Größe der Schiffe" in article.text


def test_an_archive_of_one_part_and_line_ends_of_windows() -> None:
    data = (
        "\r\n\r\nMIME-Version: 1.0\r\nContent-Type: text/html;\r\n charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\nContent-Location: http://a.example/x\r\n\r\n" + PAGE
    ).encode()
    document = read(data)
    assert document.text == PAGE
    assert document.url == "http://a.example/x"


def test_an_address_given_by_hand_wins() -> None:
    document = load_text(archive(PAGE), name="a.mhtml", stem="a", url="https://b.example/y")
    assert document.url == "https://b.example/y"


def test_of_a_mail_the_html_counts_and_the_envelope_fills_in() -> None:
    article = clean(read(mail(PAGE.replace("<title>Werft baut Fähren</title>", "")), "brief.eml"))
    assert article.metadata.title == "Werft baut Fähren"
    assert article.metadata.date == "2026-02-03T10:00:00+01:00"
    assert "Beilage" not in article.text
    bare = f"<html><body><p>{SENTENCES}</p><p>{SENTENCES.replace('drei', 'vier')}</p></body></html>"
    assert clean(read(mail(bare), "brief.eml")).metadata.title == "Fähren für die Ostsee"


def test_a_mail_without_html_is_text() -> None:
    document = read(mail("", SENTENCES), "brief.eml")
    assert document.format is DocumentFormat.TEXT
    assert document.text.split() == SENTENCES.split()
    assert document.title == "Fähren für die Ostsee"


def test_lines_a_mail_program_broke_are_joined() -> None:
    head = "From: a@b.example\nSubject: x\nContent-Type: text/plain; format=flowed\n\n"
    document = read(
        f"{head}Die Werft \nbaut Fähren.\n\n  eingerückt\n-- \nGruß\n".encode(), "a.eml"
    )
    assert document.text == "Die Werft baut Fähren.\n\n eingerückt\n-- \nGruß\n\n"


def test_a_mail_from_a_mailbox_has_a_line_in_front() -> None:
    assert (
        read(b"From post@x.example Tue Feb  3 10:00:00 2026\n" + mail(), "a.eml").text
        == PAGE + "\n"
    )


def test_the_folder_of_inputs_takes_them(tmp_path: Path) -> None:
    file = tmp_path / "seite.mhtml"
    file.write_bytes(archive(PAGE))
    assert load(file, stem="seite").text == PAGE + "\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Betreff: Fähren\n\nDie Werft baut.", "a.txt"),
        ("From: München\nSubject: heute\n\nDie Werft baut.", "a.txt"),
        ("Content-Type: text/html ist eine Angabe im Kopf.\n\nMehr.", "a.md"),
        ("Sehr geehrte Damen und Herren,\n\nDie Werft baut.", "a.eml"),
    ],
)
def test_text_that_only_looks_like_a_mail_stays_text(text: str, name: str) -> None:
    assert read(text.encode(), name).text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"MIME-Version: 1.0\nContent-Type: image/png\n\nabc", "without text in it"),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\n\n", "without text in it"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n",
            "without text",
        ),
        (b"MIME-Version: 1.0\nContent-Type: text/html" + b";a=b" * 9000 + b"\n\nx", "is a damaged"),
    ],
)
def test_an_envelope_without_a_letter_is_one_clear_line(data: bytes, message: str) -> None:
    with pytest.raises(LoadError) as caught:
        read(data)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        "".join(
            f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000)
        ).encode(),
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 100_000,
        b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\nContent-Type: text/plain\n\nText",
        b'Content-Type: text/html; a="' + b'\\";' * 100_000 + b"\n\nText",
        b"Content-Type: text/html\n" + b"X: y\n" * 100_000 + b"\nText",
        b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=" * 500_000,
    ],
    ids=range(6),
)  # fmt: skip
def test_hostile_mails_come_to_an_end(data: bytes) -> None:
    with contextlib.suppress(LoadError):
        read(b"MIME-Version: 1.0\n" + data)
