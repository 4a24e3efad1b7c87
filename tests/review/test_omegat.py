"""A version goes to OmegaT as a project and comes back; what nobody has translated there stays as it was."""

import itertools
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest

from translator.article import ReviewState
from translator.errors import PublishError, UsageError
from translator.project import Project
from translator.publish.read import read_version
from translator.review.exchange.bring import Format
from translator.review.exchange.units import Unit, bundle_of
from translator.translate.memory import HumanEntry

Call = Callable[..., tuple[int, str, str]]
EN = Path("output/en/kim.md")
OMEGAT = Path("exchange/omegat-en")
X = "{urn:oasis:names:tc:xliff:document:1.2}"
SAMPLES = Path(__file__).parents[2] / "input"
ARTICLE = """# Der Deich

Er ist **zwölf Kilometer** lang. Im Mai wird er erhöht. Das sagt [der Rat](https://rat.example/) heute.

- Sand

```
pegel = 3
```
"""


@pytest.fixture
def published(project: Path) -> Project:
    (project / "input/kim.md").write_text(ARTICLE, encoding="utf-8")
    (project / "glossary/terms.csv").write_text("de;en\nDeich;dyke\n", encoding="utf-8")
    Project().run()
    return Project()


def written_by_omegat(*changes: tuple[str, str]) -> Path:
    """Put into target/ what OmegaT writes there: the source file, translated in its targets."""
    source = OMEGAT / "source/kim.xlf"
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        text, found = re.subn(f"(<target[^>]*>[^\\n]*){re.escape(old)}", f"\\g<1>{new}", text)
        assert found == 1
    file = OMEGAT / "target/kim.xlf"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def texts() -> list[str]:
    version = read_version(EN)
    return [version.title, *(block.text for block in version.blocks)]


def test_the_project_has_the_source_to_translate_memories_and_terms(published: Project) -> None:
    with published.memory() as memory:
        memory.learn([HumanEntry("de", "en", "Er ist lang.", "It is long.", who="Anna")])
    text = EN.read_text(encoding="utf-8").replace("- en:Sand", "- Sand and clay")
    EN.write_text(text, encoding="utf-8")
    folder = published.review.export(EN, Format.OMEGAT, "exchange")
    assert folder == OMEGAT
    assert all(
        (folder / name).is_dir() for name in ("source", "target", "tm", "glossary", "omegat")
    )
    settings = ET.fromstring((folder / "omegat.project").read_bytes())  # noqa: S314 - our own
    assert settings.findtext("project/source_lang") == "de"
    assert settings.findtext("project/target_lang") == "en"
    targets = list(ET.parse(folder / "source/kim.xlf").iter(f"{X}target"))  # noqa: S314
    assert "".join(targets[0].itertext()) == "Der Deich"  # what OmegaT translates
    assert {t.get("state") for t in targets} == {"needs-translation"}
    memories = {
        p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.tmx")
    }
    assert "en:Im en:Mai" in memories["tm/mt/kim.tmx"]  # offered, never used by itself
    assert "Sand and clay" in memories["tm/edited/kim.tmx"]
    assert "It is long." in memories["tm/corrections.tmx"]
    assert not list(folder.rglob("tm/auto"))
    assert "Deich\tdyke" in (folder / "glossary/glossary.utf8").read_text("utf-8")


def test_what_was_translated_is_published_and_the_rest_stays(published: Project) -> None:
    before = texts()
    published.review.export(EN, Format.OMEGAT, "exchange")
    file = written_by_omegat(
        ("Im Mai wird er erhöht.", "It will be raised in May."),
        ("Sand", "Sand and clay"),
    )
    done = published.review.bring_in(file)
    assert (done.changed, done.empty) == ((1, 2), ())
    after = texts()
    assert after[0] == before[0]  # the headline came back in German
    assert after[1] == before[1].replace(
        "en:Im en:Mai en:wird en:er en:erhöht.", "It will be raised in May."
    )
    assert after[2:] == ["Sand and clay", "pegel = 3"]
    body = EN.read_text(encoding="utf-8")
    assert "**" in body
    assert "](<https://rat.example/>)" in body
    assert published.review.show(EN).state is ReviewState.EDITED


def test_nothing_translated_changes_nothing_and_a_draft_stays_a_models(published: Project) -> None:
    before = EN.read_bytes()
    published.review.export(EN, Format.OMEGAT, "exchange")
    assert published.review.bring_in(written_by_omegat()).changed == ()
    file = written_by_omegat(("Sand", "en:Sand"))  # the model's proposal, taken as it is
    assert published.review.bring_in(file).changed == ()
    assert EN.read_bytes() == before
    assert published.review.show(EN).state is ReviewState.MACHINE


def test_the_command_takes_all_that_omegat_has_written(published: Project, command: Call) -> None:
    code, out, err = command("review", "export", str(EN), "--format", "omegat")
    assert (code, out.strip()) == (0, f"{EN}: {OMEGAT}")
    code, _, err = command("review", "import", str(OMEGAT))
    assert code == 2
    assert "OmegaT has not written anything yet (in OmegaT: Project, Create" in err
    written_by_omegat(("Sand", "Sand and clay"))
    code, out, _ = command("review", "import", str(OMEGAT), "--by", "Anna Beispiel")
    assert code == 0
    assert "output/en/kim.md: 1 paragraph changed" in out
    with Project().memory() as memory:
        assert [(e.target, e.who) for e in memory.corrections()] == [
            ("Sand and clay", "Anna Beispiel")
        ]
    with pytest.raises(UsageError, match="is a folder and no OmegaT project"):
        published.review.bring_in("exchange")


def test_a_project_that_somebody_works_in_is_not_written_over(published: Project) -> None:
    published.review.export(EN, Format.OMEGAT, "exchange")
    mine = (
        (OMEGAT / "omegat.project").read_text("utf-8").replace("true</sentence", "false</sentence")
    )
    (OMEGAT / "omegat.project").write_text(mine, encoding="utf-8")
    save = OMEGAT / "omegat/project_save.tmx"
    save.write_text("mine", encoding="utf-8")
    assert published.review.export(EN, Format.OMEGAT, "exchange") == OMEGAT
    (OMEGAT / "source/kim.xlf").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match="somebody may have worked in it"):
        published.review.export(EN, Format.OMEGAT, "exchange")
    published.review.export(EN, Format.OMEGAT, "exchange", force=True)
    assert save.read_text("utf-8") == "mine"
    assert (OMEGAT / "omegat.project").read_text("utf-8") == mine


def saved_in_omegat(pairs: dict[str, str]) -> None:
    """Write what OmegaT keeps of a translator's work."""
    units = "".join(
        f'<tu><tuv xml:lang="de"><seg>{escape(one)}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{escape(other)}</seg></tuv></tu>\n'
        for one, other in pairs.items()
    )
    (OMEGAT / "omegat/project_save.tmx").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.1"><header creationtool="OmegaT" '
        'creationtoolversion="3.6" segtype="sentence" o-tmf="OmegaT TMX" adminlang="EN-US" '
        f'srclang="de" datatype="plaintext"/><body>{units}</body></tmx>\n',
        encoding="utf-8",
    )


def tokens(element: ET.Element, number: Iterator[int]) -> Iterator[tuple[str, str]]:
    """What OmegaT makes of marked text: (what it shows, the text below it), codes as tags."""
    yield from ((char, char) for char in element.text or "")
    for child in element:
        name = f"{child.tag.removeprefix(X)}{next(number)}"
        if len(child) or child.text:
            yield f"<{name}>", ""
            yield from tokens(child, number)
            yield f"</{name}>", ""
        else:
            yield f"<{name}/>", "\t" if child.get("ctype") == "x-tab" else " "
        yield from ((char, char) for char in child.tail or "")


def segments(unit: Unit, target: ET.Element) -> Iterator[str]:
    """What OmegaT can show at a time: sentences, or some in a row where it sees no end between them.

    Its codes are counted from the start of the paragraph, or of what it shows.
    """
    shown = list(tokens(target, itertools.count()))
    spans = [span for span, _ in unit.parts]
    for (start, _), (_, end) in itertools.combinations_with_replacement(spans, 2):
        place, said = 0, ""
        for sign, text in shown:
            if start <= place < end or (place == end and sign.startswith("</")):
                said += sign
            place += len(text)
        yield said
        codes = {code: n for n, code in enumerate(dict.fromkeys(re.findall(r"<[gx](\d+)", said)))}
        yield re.sub(r"(</?[gx])(\d+)", partial(renumbered, codes), said)


def renumbered(codes: dict[str, int], match: re.Match[str]) -> str:
    return f"{match[1]}{codes.get(match[2], match[2])}"


def anew(sentence: str) -> str:
    """What the translator writes: something else, with every code."""
    parts = re.split(r"(</?[gx]\d+/?>)", sentence)
    return "".join(p if p.startswith("<") else p.upper().replace("ß", "SS") for p in parts)


def test_the_samples_go_through_omegat_to_signed_off(project: Path) -> None:
    """OmegaT itself makes the files: every sentence is translated there, and none is lost."""
    omegat = shutil.which("omegat")
    if omegat is None:
        pytest.skip("needs OmegaT: apt-get install omegat")
    shutil.rmtree("input")
    shutil.copytree(SAMPLES, "input")
    Project().run()
    opened = Project()
    files = opened.review.files()
    assert len(files) == 3
    pairs: dict[str, str] = {}
    for file in files:
        opened.review.export(file, Format.OMEGAT, "exchange")
        units = {unit.number: unit for unit in bundle_of(opened.review.show(file), ()).units}
        for element in ET.parse(OMEGAT / "source" / f"{file.stem}.xlf").iter(f"{X}trans-unit"):  # noqa: S314
            target = element.find(f"{X}target")
            assert target is not None
            said = segments(units[int(element.get("id", ""))], target)
            pairs |= {sentence: anew(sentence) for sentence in said}
    saved_in_omegat(pairs)
    done = subprocess.run(  # noqa: S603 - found on the path
        [omegat, str(OMEGAT), "--mode=console-translate"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "HOME": str(project)},
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    for file in files:
        draft = opened.review.show(file).draft
        assert draft
        opened.review.bring_in(OMEGAT / "target" / f"{file.stem}.xlf")
        version = read_version(file)
        found = [version.title, *(block.text for block in version.blocks)]
        sources = [draft.title.block, *(block.block for block in draft.blocks)]
        assert found == [block.text.upper().replace("ß", "SS") for block in sources]
        marks = [sorted(mark.kind for mark in block.marks) for block in version.blocks]
        assert marks == [sorted(mark.kind for mark in block.marks) for block in sources[1:]]
    list(opened.review.accept(files, by="Anna Beispiel"))
    list(opened.review.accept(files, by="Ben Muster", final=True))
    states = [
        (s.state, s.review and (s.review.by, s.review.final_by)) for s in opened.review.list()
    ]
    assert states == [(ReviewState.FINAL, ("Anna Beispiel", "Ben Muster"))] * 3
