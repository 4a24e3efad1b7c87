"""The sources of a project's articles, to be put right: ``Project.sources``."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translator.article import Article, Block, BlockKind, Document, Removal
from translator.errors import TranslatorError, UsageError
from translator.load import discover
from translator.provenance import on_record
from translator.records import Records
from translator.review.source.apply import applied, joined
from translator.review.source.edits import (
    Action,
    SourceEdit,
    edits_between,
    label,
    read_back,
    text_of,
)
from translator.review.source.file import read_edited, text_to_edit
from translator.review.source.in_run import told
from translator.review.source.repeats import SiteRule, element_of, host_of_page, repeated
from translator.review.source.store import (
    NONE,
    SourceEdits,
    all_edits,
    edited_stems,
    load_edits,
    path_of,
    save_edits,
)
from translator.settings import DEFAULT_INPUT, Settings

Reader = Callable[[Path, str], tuple[Document, Article]]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The source of one article: as it was cleaned (``base``), and with the edits made on it."""

    document: Document
    base: Article
    edits: SourceEdits
    article: Article
    gone: tuple[SourceEdit, ...] = ()

    @property
    def stem(self) -> str:
        """Return the stem of the article's versions."""
        return self.document.stem

    @property
    def waiting(self) -> tuple[str, ...]:
        """Return a line for every edit that has no place in the article."""
        return tuple(map(told, self.gone))

    @property
    def markdown(self) -> str:
        """Return the text that is edited: the article, a line, what was left out below it."""
        return text_to_edit(self.article, self.waiting)


@dataclass(frozen=True, slots=True)
class Sources:
    """What editors do to the sources of articles; ``read`` loads a file under a stem and cleans it."""

    settings: Settings
    records: Records
    read: Reader
    root: Path = Path()

    def made_on(self, article: Article, document: Document) -> Article:
        """Return a cleaned article with the edits made on it that its source has.

        Raises:
            PublishError: what is kept of them cannot be read.
        """
        stem = self._edited_stem(document)
        if not stem:
            return article
        edits = load_edits(self.settings.state, stem)
        return applied(article, edits.edits, self.settings.source).article

    def _edited_stem(self, document: Document) -> str:
        """Return the stem of an article whose source was edited; empty for all others."""
        stems = edited_stems(self.settings.state)
        names = {stem: self._source_name(stem) for stem in stems}
        own = next((stem for stem, name in names.items() if name == document.name), "")
        unknown = document.stem in names and not names[document.stem]  # it was not published yet
        return own or (document.stem if unknown else "")

    def _source_name(self, stem: str) -> str:
        versions = self.records.versions(stem).values()
        names = (version.article.source_file for version in versions)
        return next((name for name in names if name and "\0" not in name), "")

    def of(self, file: Path | str) -> SourceText:
        """Return the source of the article in an input file.

        Raises:
            UsageError: it is no input of this article, but a version or another file of its name.
            LoadError: it cannot be read.
            CleanError: there is no article in it.
            PublishError: what is kept of its edits cannot be read.
        """
        path = Path(file)
        stem = self._stem(path, path.stem)
        self._require_own(path, stem)
        document, base = self.read(path, stem)
        return self.refreshed(SourceText(document, base, NONE, base))

    def of_stem(self, stem: str) -> SourceText:
        """Return the source of a published article.

        Raises:
            UsageError: its input is not there.
            TranslatorError: see ``of``.
        """
        return self.of(self.input_of(stem).relative_to(self.root))

    def input_of(self, stem: str) -> Path:
        """Return the input file of a published article.

        Raises:
            UsageError: it is not there.
        """
        source = self._source_name(stem)
        if not source or source.startswith("<") or not (self.root / source).is_file():
            raise UsageError(
                f"the input of {stem} is not there, and its source is put right in that",
                hint="put the page or text back, then run once",
            )
        return self.root / source

    def refreshed(self, text: SourceText) -> SourceText:
        """Return a source with the edits that are kept of it now.

        Raises:
            PublishError: what is kept of them cannot be read.
        """
        return self.with_edits(text, load_edits(self.settings.state, text.stem))

    def with_edits(self, text: SourceText, edits: SourceEdits) -> SourceText:
        """Return a source with other edits; nothing is written."""
        done = applied(text.base, edits.edits, self.settings.source)
        return replace(text, edits=edits, article=done.article, gone=done.gone)

    def save(
        self, text: SourceText, after: Sequence[Block], *, forget: Sequence[int] = ()
    ) -> SourceText:
        """Keep what somebody made of a source; ``after`` are its blocks, headline first.

        ``forget`` are the numbers of waiting edits that are wanted no more. The edits are those from
        ``text`` on: what somebody else did meanwhile stays.

        Raises:
            UsageError: it cannot be kept as edits of blocks; nothing was.
            PublishError: it cannot be written.
        """
        lang = self.settings.source
        made = self._with_elements(
            text,
            edits_between(
                text_of(text.article),
                text.article.removed,
                after,
                lang,
                read=read_back(text.article),
            ),
        )
        forgotten = {text.gone[number] for number in forget if number < len(text.gone)}
        return self._keep(text, made, forgotten)

    def save_file(self, text: SourceText, data: bytes) -> SourceText:
        """Keep what somebody made of ``SourceText.markdown``, as it comes from an editor.

        Raises:
            UsageError: it cannot be read; says what is wrong and where.
            PublishError: it cannot be written.
        """
        found = read_edited(data)
        forget = [number for number in range(len(text.gone)) if number not in found.waiting]
        return self.save(text, found.blocks, forget=forget)

    def drop(self, text: SourceText, number: int) -> SourceText:
        """Drop a block, by its number in the article.

        Raises:
            UsageError: there is no such block.
            PublishError: it cannot be written.
        """
        _require(number, text.article.blocks)
        blocks = text.article.blocks
        return self._edited(text, (*blocks[:number], *blocks[number + 1 :]))

    def correct(self, text: SourceText, number: int, block: Block) -> SourceText:
        """Put a block in the place of another, by its number in the article; -1 is the headline.

        Raises:
            UsageError: there is no such block, or nothing is left of it.
            PublishError: it cannot be written.
        """
        if not label(block).strip():
            raise UsageError("there is no text in it", hint="drop it instead")
        whole = list(text_of(text.article))
        _require(number + 1, whole)
        whole[number + 1] = block
        return self.save(text, whole)

    def call_back(self, text: SourceText, number: int, behind: int) -> SourceText:
        """Call a text back that was left out, by its number in ``removed``, behind a block; -1: on top.

        What an editor has dropped comes back as it was.

        Raises:
            UsageError: there is no such text or block.
            PublishError: it cannot be written.
        """
        removed = text.article.removed
        _require(number, removed)
        blocks = text.article.blocks
        place = behind + 1
        if not 0 <= place <= len(blocks):
            raise UsageError("there is no such place in the article")
        block = self._as_it_was(text, removed[number])
        return self._edited(text, (*blocks[:place], block, *blocks[place:]))

    def restore(self, text: SourceText, edits: SourceEdits) -> SourceText:
        """Put back edits as they were before.

        Raises:
            PublishError: they cannot be written.
        """
        found = self.with_edits(text, edits)
        kept = edits.with_gone(found.gone)
        save_edits(self.settings.state, text.stem, kept)
        return replace(found, edits=kept)

    def site_rules(self) -> tuple[SiteRule, ...]:
        """Return rules for sites on which editors dropped the same in several articles.

        Raises:
            PublishError: what is kept of the edits cannot be read.
        """
        edits = all_edits(self.settings.state)
        kept: dict[str, Collection[str]] = {}
        for stem in edits:
            record = self.records.get(self.settings.source, stem)
            gone = {edit.text for edit in edits[stem].edits if edit.action is Action.DROPPED}
            texts = {block.text for block in record.article.blocks} if record else set()
            kept[stem] = texts - gone
        known = {rule.host: rule for rule in self.settings.sites}
        return tuple(
            rule
            for rule in repeated(edits, kept)
            if rule.host not in known or rule.value not in getattr(known[rule.host], rule.key)
        )

    def draft_file(self, text: SourceText) -> Path:
        """Return where the text is while somebody edits it."""
        return path_of(self.settings.state, text.stem).with_suffix(".edit.md")

    def _edited(self, text: SourceText, blocks: Sequence[Block]) -> SourceText:
        return self.save(text, (text_of(text.article)[0], *blocks))

    def _keep(
        self, text: SourceText, made: Sequence[SourceEdit], forgotten: Collection[SourceEdit]
    ) -> SourceText:
        lang = self.settings.source
        known = load_edits(self.settings.state, text.stem)
        known = replace(known, edits=tuple(e for e in known.edits if e not in forgotten), gone=())
        kept = joined(text.base, known, made, lang)
        kept = replace(kept, host=host_of_page(text.document, text.base))
        done = applied(text.base, kept.edits, lang)
        if done.gone and not {*done.gone} <= {*kept.waiting}:
            raise UsageError(
                "this cannot be kept as edits of blocks", hint="make it in smaller steps"
            )
        save_edits(self.settings.state, text.stem, kept)
        return replace(text, edits=kept, article=done.article, gone=done.gone)

    def _with_elements(
        self, text: SourceText, edits: Sequence[SourceEdit]
    ) -> tuple[SourceEdit, ...]:
        """Return edits in which the element is named that held what was dropped."""
        dropped = [edit for edit in edits if edit.action is Action.DROPPED]
        gone = {edit.text for edit in dropped}
        kept = [block.text for block in text.article.blocks if block.text not in gone]
        return tuple(
            replace(edit, element=element_of(text.document, edit.text, kept))
            if edit in dropped
            else edit
            for edit in edits
        )

    def _as_it_was(self, text: SourceText, removal: Removal) -> Block:
        """Return what was left out as a block: one that an editor dropped is known whole."""
        for block in text.base.blocks:
            if label(block) == removal.text:
                return block
        return Block(BlockKind.PARAGRAPH, " ".join(removal.text.split()))

    def _require_own(self, path: Path, stem: str) -> None:
        """Refuse a file whose edits would replace those of another article of that stem.

        Raises:
            UsageError: names the input that the edits belong to.
        """
        real = Path(os.path.realpath(self.root / path))
        source = self._source_name(stem)
        input_file = self.root / source
        is_another = bool(source) and input_file.is_file() and real.is_file()
        if is_another and real != Path(os.path.realpath(input_file)):
            raise UsageError(
                f"it is not the input of {stem}, which is {source}",
                path=path,
                hint=f"put that right: translator clean {source} --edit",
            )

    def _stem(self, path: Path, otherwise: str) -> str:
        """Return the stem under which a run publishes an input file."""
        if str(path).startswith("<"):
            return otherwise
        real = Path(os.path.realpath(self.root / path))
        known = on_record(self.records, self.root).known
        if real in known:
            return known[real]
        try:
            found = discover(self.settings.inputs or [self.root / DEFAULT_INPUT])
        except TranslatorError:
            return otherwise
        stems = {Path(os.path.realpath(file)): stem for file, stem in found}
        return stems.get(real, otherwise)


def _require(number: int, among: Sequence[object]) -> None:
    if not 0 <= number < len(among):
        raise UsageError("there is no such block in the article", hint="read it again")
