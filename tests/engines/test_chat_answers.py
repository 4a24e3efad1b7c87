"""What a chat model answers: what is stripped, what is refused, and what is a translation after all."""

from __future__ import annotations

import pytest

from translator.engines.chat_answers import bare, fault
from translator.language.data import language

SENTENCE = "Der Deich wurde am Montag erhöht."
RIGHT = "The dike was raised on Monday."


def found(answer: str, sentence: str = SENTENCE, target: str = "en") -> str:
    return fault(bare(answer, sentence), sentence, "de", target)


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT,
        f" {RIGHT}\n",
        f"**{RIGHT}**",
        f"`{RIGHT}`",
        f"```\n{RIGHT}\n```",
        f"```text\n{RIGHT}\n```",
        f"<think>They want a translation.</think>{RIGHT}",
        f"<think>\nThey want\na translation.\n</think>\n\n{RIGHT}",
        f"<sentence>{RIGHT}</sentence>",
        f'"{RIGHT}"',
        f"“{RIGHT}”",
    ],
)
def test_what_stands_around_all_of_it_goes(answer: str) -> None:
    assert bare(answer, SENTENCE) == RIGHT
    assert not found(answer)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ('"Faust" meets "Hamlet"', "„Faust“ trifft „Hamlet“"),
        ('"Faust" meets "Hamlet"', "Faust trifft Hamlet"),
        ("“Faust” meets “Hamlet”", "Faust trifft Hamlet"),
        ("'Faust' meets 'Hamlet'", "Faust trifft Hamlet"),
        ("'It's Faust' and 'Hamlet'", "Faust und Hamlet"),
        ("“Hello.”", "„Hallo.“"),
        ("“We cannot wait.”", "Wir können nicht warten.“"),
        ("**Hello** and **goodbye**", "**Hallo** und **Tschüss**"),
        ("`ls`", "`ls`"),
    ],
)
def test_marks_that_do_not_enclose_all_of_it_stay(answer: str, sentence: str) -> None:
    assert bare(answer, sentence) == answer
    assert not found(answer, sentence)


def test_quotation_marks_are_taken_off_around_an_apostrophe() -> None:
    assert bare("'It's late.'", "Es ist spät.") == "It's late."


@pytest.mark.parametrize(
    "answer",
    [
        "I'm sorry, but I cannot assist with that request.",
        "I can't translate this content.",
        "As an AI language model, I am unable to do this.",
        "Sorry, I can’t help with that.",
        "I won't translate this text because it contains violence.",
        "Es tut mir leid, aber dabei kann ich nicht helfen.",
        "This request violates our content policy.",
        "I must decline.",
        "I cannot provide a translation of this.",
        "What would you like me to translate?",
        "Please provide the sentence you want me to translate.",
    ],
)
def test_refusals_and_questions(answer: str) -> None:
    assert found(answer) == "it refuses"


def test_a_bare_refusal_of_what_a_speaker_denies() -> None:
    sentence = "Ich habe ihn nicht getötet, sagte der Mann gestern vor dem Gericht in Hamburg."
    assert found("I can't provide that.", sentence) == "it refuses"
    assert found("I'm sorry, but I can't help with that.", sentence) == "it refuses"
    assert not found("I did not kill him, the man said in court in Hamburg yesterday.", sentence)


@pytest.mark.parametrize(
    "answer",
    [
        f"Sure! Here is the translation: {RIGHT}",
        f"Sure! {RIGHT}",
        f"Certainly: {RIGHT}",
        f"Here's the English version: {RIGHT}",
        f"Here is the translated sentence: {RIGHT}",
        f"Translation: {RIGHT}",
        f"English: {RIGHT}",
        f"I'd be happy to help. {RIGHT}",
        f"{RIGHT} (Note: I kept the name as is.)",
        f"{RIGHT} [Translator’s note: idiom]",
        f"{RIGHT} Note: this is informal.",
        f"{RIGHT} Note that this is an informal phrase.",
        f"{RIGHT} / Alternatively: The levee was raised on Monday.",
        f"{RIGHT} Let me know if you need anything else.",
    ],
)
def test_preambles_and_notes(answer: str) -> None:
    assert found(answer) == "it talks of the translation"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (f'{{"translation": "{RIGHT}"}}', "JSON"),
        (f"{RIGHT}<|im_end|>", "<|im_end|>"),
        (f"{RIGHT}</s>", "</s>"),
        (f"[INST] {RIGHT}", "[INST]"),
        (f"<think>They want {RIGHT}", "<think>"),
        (f"<script>alert(1)</script> {RIGHT}", "<script>"),
        (f"Before it stands: {RIGHT}", "repeats what it was told"),
        (f"{RIGHT}\\n\\nIt rains.", "in it"),
        ("Hello [NAME], the dike was raised.", "[NAME]"),
        ("The **dike** was raised on Monday.", "**"),
        (f"{RIGHT}\u2028It rains.", "more than the translation"),
        (f"{RIGHT}\rIt rains.", "more than the translation"),
        (f"{RIGHT}\u202e", "no text"),
        (f"\x1b[31m{RIGHT}", "no text"),
        ("\u200b\u200b", "says nothing"),
        ("...", "says nothing"),
        ("x", "much shorter"),
    ],
)
def test_debris(answer: str, said: str) -> None:
    assert said in found(answer)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (SENTENCE, "not translated"),
        ("Das ist nur irgendein deutscher Satz.", "not translated"),
        ("C'est une phrase en français.", "another language"),
        ("这是一个句子。", "another script"),
        ("对不起，我无法翻译这个内容。", "another script"),
    ],
)
def test_answers_in_another_language(answer: str, said: str) -> None:
    assert said in found(answer)


def test_a_headline_without_small_words_is_known_by_its_letters() -> None:
    headline = "EU investiert 9,5 Millionen Euro in Österreichs Bahninfrastruktur"
    assert "not translated" in found(headline, headline)


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        (
            "„Da kann ich nicht helfen“, sagte der Minister.",
            "“I can't help with that,” the minister said.",
        ),
        ("Das kann ich nicht leisten, sagte sie.", "I cannot provide that, she said."),
        ("„Ich werde ihm nicht helfen“, sagte Schmidt.", "“I won't help him,” Schmidt said."),
        ("„Damit mache ich nicht weiter“, erklärte er.", "“I won't continue with that,” he said."),
        ("„Das ist gegen meine Grundsätze.“", "“It is against my policy.”"),
        (
            "„Melden Sie sich, wenn es Fragen gibt“, sagte er.",
            "“Let me know if there are questions,” he said.",
        ),
        (
            "„Mir tut es leid, aber es ging nicht anders“, sagte er.",
            "“I'm sorry, but there was no other way,” he said.",
        ),
        ("Der Originaltext bedeutet etwas anderes.", "The original text means something else."),
        ("„Leider kann ich dem nicht folgen.“", "“I am unable to comply.”"),
        ("Da muss ich passen.", "I must decline."),
        ("Das IOC (IOC) tagte.", "The IOC [IOC] met."),
        ("Es ist das „Hofbräu“-Zelt.", "It is the `Hofbräu' tent."),
        ("Diese Frage verstehe ich nicht.", "Sorry, I do not understand this question."),
        ("Ich muss einfach lachen.", "I can't help laughing."),
        ("Er schrieb in einem Geständnis: „Ja.“", "He wrote in a confession note: “Yes.”"),
        ("Das sind umgerechnet 5 Millionen Euro.", "That translates to 5 million euros."),
        ("Super! Das freut mich.", "Great! I am glad."),
        ("Das Urteil: fünf Jahre.", "Sentence: five years."),
        ("Okay: Das war es.", "Okay: that was it."),
        ("Bitte geben Sie den Text ein.", "Please enter the text."),
        (
            "Das verstößt gegen die Nutzungsbedingungen, so der Konzern.",
            "That violates the terms of use, the company said.",
        ),
        ("Als KI-Modell hat es keine Gefühle.", "As an AI model it has no feelings."),
        ("Merkel, Olaf Scholz, Friedrich Merz", "Merkel, Olaf Scholz, Friedrich Merz"),
        (
            "Kabinett berät am Montag über den Haushalt",
            "Cabinet debates federal budget proposal Monday",
        ),
        ("Die Zeit und Der Spiegel berichten.", "Die Zeit and Der Spiegel report on it."),
        ("„The show must go on“, sagte er.", "“The show must go on,” he said."),
        ("Das Lied heißt „Der Mond ist aufgegangen“.", "“Der Mond ist aufgegangen” is the song."),
    ],
)
def test_a_translation_of_what_the_source_says_is_none_of_them(sentence: str, answer: str) -> None:
    assert not found(answer, sentence)


def test_a_title_that_is_left_as_it_is_says_nothing_of_the_language() -> None:
    sentence = "Seine Memoiren nannte er 2001 „Das ist der Weg, den ich mit euch gegangen bin“."
    answer = "En 2001 tituló sus memorias «Das ist der Weg, den ich mit euch gegangen bin»."
    assert not found(answer, sentence, "es")
    assert "not translated" in found("„Das ist gut“, sagte der Minister am Montag.", sentence)


def test_portuguese_with_its_ordinals_is_in_its_script() -> None:
    assert not found("Ele terminou em 11º.", "Er wurde Elfter.", "pt-br")


def test_german_says_what_it_means_of_every_kind() -> None:
    kinds = {*language("en").chat.refusal, *language("en").chat.around}
    assert kinds == {*language("de").chat.meant}


@pytest.mark.parametrize(
    "answer",
    [
        "I'm unable to translate this sentence.",
        "I’m unable to assist with that request.",
        "I'm not able to help with that.",
        "I won't be able to translate that.",
        "I cannot answer that.",
        "I'm sorry, I'm unable to help with that.",
        "I'm sorry, I don't understand the request.",
        f"The translation is: {RIGHT}",
        f"The sentence translates to: {RIGHT}",
        f'In English: "{RIGHT}"',
        f"Sure, here it is: {RIGHT}",
        f"Of course, here you go: {RIGHT}",
        f"Response: {RIGHT}",
        f'["{RIGHT}"]',
        f"# {RIGHT}",
        f"- {RIGHT}",
        f"> {RIGHT}",
        f"{RIGHT} {RIGHT}",
    ],
)
def test_what_a_second_reader_got_through(answer: str) -> None:
    assert found(answer)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            "His greatest hit was “I’d Do Anything for Love (But I Won’t Do That)”.",
            "Sein größter Hit war „I'd Do Anything for Love (But I Won't Do That)“.",
        ),
        ("She said: “I cannot help you.”", "Sie sagte auf Englisch: „I cannot help you.“"),
        ("- Rail strikes in the North", "– Bahn im Norden bestreikt"),
        ("Bora Bora Bora Bora is far away.", "Bora Bora Bora Bora ist weit weg."),
    ],
)
def test_what_the_source_has_to_the_letter_is_its_own(answer: str, sentence: str) -> None:
    assert not found(answer, sentence)
