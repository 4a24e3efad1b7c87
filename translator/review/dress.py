"""What people edited or accepted, carried over into another flavour when the settings ask for one.

What nobody edited is made anew. Of all else the text stays to the letter, and so do its state, who
vouches for it and the keys that people put into the front matter: only what we say in front matter
gets other names and another order, and the headline its other place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from translator.article import Review
from translator.publish.as_markdown import render_markdown
from translator.publish.escape import escape
from translator.publish.flavours import FLAVOURS, KNOWN, OWN, Dress, Flavour, entries_of
from translator.publish.parts import Parts, parts_of
from translator.publish.place import FileState, Shelf, replace_unless_changed, state_of
from translator.publish.version import Version, source_version, target_version
from translator.records import Record, Records
from translator.seal import BLANK, draft_of, is_sealed, seal, seal_of
from translator.settings import Settings
from translator.standing import is_dressed, is_edited

_DRAFTS = ", drafts"


def dress_of(settings: Settings, stem: str) -> Dress:
    """Return how the settings want the Markdown of an article."""
    return Dress(settings.publish.flavour, stem, draft=settings.publish.draft)


def dress_left(before: Record | None, settings: Settings) -> str:
    """Return the flavour of the files of a version once it is made: what stayed as it was waits."""
    if before and not is_dressed(before, settings) and is_edited(before, settings):
        return before.dress
    return settings.publish.dress


def redressed(record: Record, stem: str, settings: Settings, records: Records) -> Record:
    """Return the record of a version with its Markdown in the flavour that the settings ask for.

    One that nobody edited is not touched here: it is made anew. If somebody saves a file just now,
    or its front matter cannot be read, it stays, and the next run tries again.

    Raises:
        PublishError: a file cannot be read or written.
    """
    if is_dressed(record, settings) or not is_edited(record, settings):
        return record
    found = record
    names = [name for name in dict.fromkeys(record.paths) if name.endswith(".md")]
    for name in names:
        path = settings.output / name
        if not path.is_file():
            continue
        done = _Work(found, stem, name, path.read_bytes()).redressed(settings, records)
        if done is None:
            return found
        found = done
    found = replace(found, dress=settings.publish.dress)
    records.put(stem, found)
    return found


@dataclass(frozen=True, slots=True)
class _Work:
    """One Markdown file of a version, with the record of the newest text."""

    record: Record
    stem: str
    name: str
    data: bytes

    def redressed(self, settings: Settings, records: Records) -> Record | None:
        """Write the file in its new flavour; return the record, ``None`` if it must stay as it is."""
        path, record, lang = settings.output / self.name, self.record, self.record.lang
        written = {record.outputs.get(self.name), *record.beside.values()}
        ours = state_of(path, written) is not FileState.EDITED
        kept = records.is_kept(lang, self.stem, self.data)
        base = record if ours else records.made_from(lang, self.stem, self.data) or record
        draft = render_markdown(_version(base, settings, self.stem))
        if ours:
            new: bytes | None = draft
        else:
            dress = dress_of(settings, self.stem)
            new = _carried(self.data, dress, seal_of(draft) or "", drafts=_DRAFTS in record.dress)
        if new is None:
            return None
        if not ours:
            base = replace(base, review=self._review(base.review, new))
        if kept:  # by the seal of the file: first under the one that it will have
            records.put_kept(self.stem, base, new)
        if not replace_unless_changed(path, new, self.data, Shelf(root=settings.output)):
            return None
        if kept:
            return record
        if ours:
            if self.name in record.beside:
                return replace(record, beside={**record.beside, self.name: _sha(new)})
            return replace(record, outputs={**record.outputs, self.name: _sha(new)})
        return replace(record, review=base.review)

    def _review(self, review: Review | None, new: bytes) -> Review | None:
        """Return the review of a text, which holds for the same text in another flavour."""
        if review is None or parts_of(self.data).digest != review.digest:
            return review
        drafts = {**review.drafts, "md": draft_of(new) or review.drafts.get("md", "")}
        files = dict(review.files)
        if self.name in files:
            files[self.name] = _sha(new)
        digest = parts_of(new).digest
        return replace(review, digest=digest, markdown=new.decode(), drafts=drafts, files=files)


def _version(record: Record, settings: Settings, stem: str) -> Version:
    """Return the draft of a version as a run makes it."""
    translation = record.translation
    if translation is None:
        version = source_version(record.article, lang=record.lang, findings=record.findings)
    else:
        version = target_version(translation)
        version = replace(version, doubt_comments=settings.doubt_comments)
    return replace(version, dress=dress_of(settings, stem))


def _carried(data: bytes, dress: Dress, draft: str, *, drafts: bool) -> bytes | None:
    """Return a file that people wrote in another flavour, which names ``draft`` as what it was made of.

    ``drafts`` says that what nobody has reviewed was marked as a draft so far.
    """
    parts = parts_of(data)
    if not parts.front:
        return None
    flavour = FLAVOURS[dress.flavour]
    accepted = is_sealed(data) and draft_of(data) is not None
    values = _values(parts, dress, drafts=drafts)
    if "content-digest" in values:
        values["content-digest"] = BLANK if accepted else draft
    if "draft-digest" in values:
        values["draft-digest"] = draft
    front = flavour.front(values) + "".join(_foreign(parts, flavour))
    text = replace(parts, values=values, front=front, flavour=flavour).file()
    if "text-digest" in values:
        values["text-digest"] = parts_of(text.encode()).digest
        front = flavour.front(values) + "".join(_foreign(parts, flavour))
        text = replace(parts, values=values, front=front, flavour=flavour).file()
    return seal(text) if accepted else text.encode()


def _values(parts: Parts, dress: Dress, *, drafts: bool) -> dict[str, Any]:
    """Return what a front matter says under our names, for another flavour."""
    before = Dress(parts.flavour.name, dress.stem, draft=drafts)
    lead = str(parts.values.get("lead", ""))
    gone = before.values(escape(lead), unreviewed=True)
    values = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in parts.values.items()
        if key in KNOWN and gone.get(key) != value
    }
    values.pop("flavour", None)
    machine = parts.values.get("machine-translated") is True
    unreviewed = machine and parts.values.get("review") not in ("reviewed", "final")
    return dress.values(escape(lead), unreviewed=unreviewed) | values


def _foreign(parts: Parts, flavour: Flavour) -> Iterator[str]:
    """Yield the lines of what people put into a front matter, as the flavour has it."""
    for entry in entries_of(parts.front):
        if entry.own or entry.key in KNOWN or entry.key == OWN:
            continue
        if flavour.fenced == parts.flavour.fenced:
            yield entry.text if entry.text.strip() else ""
        elif entry.key:
            name = entry.text.partition(":")[0]
            value = _value_of(entry.key, parts.values)
            said = json.dumps(value, ensure_ascii=False, default=str)
            yield f"{name}: {said if flavour.fenced else _on_a_line(value)}\n"


def _value_of(key: str, values: Mapping[str, Any]) -> Any:
    return values.get(key, values.get(key.casefold(), ""))


def _on_a_line(value: Any) -> str:
    """Return a value as header lines have it, of which a second line would be text of the article."""
    if isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value):
        value = ", ".join(map(str, value))
    elif isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False, default=str)
    return " ".join(str(value).split())


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
