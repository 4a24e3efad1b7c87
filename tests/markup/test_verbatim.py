"""What is an address or a placeholder and what is not, in time that grows with the text."""

import time

import pytest

from translator.markup.verbatim import verbatim


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das meldet hafenblatt.de unter Berufung auf n-tv.de.", ["hafenblatt.de", "n-tv.de"]),
        ("Laut Hafenblatt.de und KIEL.DE regnet es.", ["Hafenblatt.de", "KIEL.DE"]),
        ("Bei YouTube.com/kai und bit.ly/3Ab, (see.at).", ["YouTube.com/kai", "bit.ly/3Ab", "see.at"]),
        ("Der Booking.com-Chef und Node.js.", ["Booking.com", "Node.js"]),
        ("Zu Ende.Der Rest.In Kiel d.h.es regnet usw.in Kiel, z.B.an.", []),
        ("Alle Schüler.innen und die Lehrer.in kamen.", []),
        ("Dr.med.Kai wog 1.000.000 Boote am 3.10.2025, Version 3.11.2.", []),
        ("1.100.200.250 Boote, Rechner 10.1.20.5.", ["10.1.20.5"]),
        ("Siehe plan.pdf, /srv/hafen/plan und und/oder 24/7 km/h.", ["plan.pdf", "/srv/hafen/plan"]),
        ("An kai@see.de, @kai_k, #Küste, #1.", ["kai@see.de", "@kai_k", "#Küste"]),
        ("{name}, {0}, ${x}, {{ y }}, {% z %}", ["{name}", "{0}", "${x}", "{{ y }}", "{% z %}"]),
        ("%1$s und %s zu 30 % der Leute, %(n)d", ["%1$s", "%s", "%(n)d"]),
        ('[gallery ids="1"] [mein-kurz] [/mein-kurz]', ['[gallery ids="1"]', "[mein-kurz]", "[/mein-kurz]"]),
        ("„[Er] kam [lacht]“ [sic] [Anm. d. Red.]", []),
        ("Gut :tada: um 8:30 Uhr: Ende", [":tada:"]),
        ("Ein &lt;b&gt; und AT&T, <i>x</i>.", ["&lt;b&gt;", "<i>x</i>"]),
        ("Ein [Verweis](javascript:x(1)) und `code`.", ["[Verweis](javascript:x(1))", "`code`"]),
    ],
)  # fmt: skip
def test_what_must_not_change_is_found(text: str, found: list[str]) -> None:
    assert verbatim(text) == found


@pytest.mark.parametrize(
    "piece",
    ["a.", "a-", "a", "1.", "@", "a@", "#", "[a ", "[a](", "{", "{{", "%1", "<a ", "/a", "&a", "_a",
     "a_", "www.", "`", ":a", "x.de ", "A:\\", "a.pdf.", "1.1.1.1."],
)  # fmt: skip
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        start = time.process_time()
        verbatim(text)
        return time.process_time() - start

    assert seconds(100_000) < max(14 * seconds(10_000), 0.5)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Es waren 10⁶ Kubikmeter, dann 10⁻⁶ Gramm.", ["10⁶", "10⁻⁶"]),
        ("Auf 120 km² standen 3 m³ Wasser.", []),
        ("Im Jahr 1990 kamen 20 Gäste.", []),
    ],
)
def test_a_power_is_no_longer_number(text: str, kept: list[str]) -> None:
    assert verbatim(text) == kept
