"""``translator review``: from a machine's draft to a version that somebody signs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.article import Review, ReviewState, Severity
from translator.cli import options
from translator.cli.desk import open_
from translator.cli.terminal import one_line
from translator.clock import now
from translator.errors import EXIT_OK, UsageError

if TYPE_CHECKING:
    from translator.project import Project
    from translator.review.accept import Accepted
    from translator.review.resolve import Resolved
    from translator.review.states import Status

files_argument = click.argument("files", nargs=-1, type=options.PATH, metavar="[FILE]...")
file_argument = click.argument("file", type=options.PATH, metavar="FILE")


@click.group()
def review() -> None:
    """Read versions, say who vouches for them, and deal with new ones beside them.

    A version is machine, edited, reviewed or final. FILE is a published Markdown version, as in
    output/en/article.md.
    """


review.add_command(open_)


@review.command("list", short_help="List versions, their states, and what waits.")
@files_argument
@click.option(
    "--state",
    "wanted",
    type=click.Choice([state.value for state in ReviewState if state is not ReviewState.SOURCE]),
    help="Only versions in this state.",
)
@options.settings_option
@options.json_option
def list_(
    files: tuple[Path, ...], wanted: str | None, settings_file: Path | None, *, as_json: bool
) -> int:
    """List versions with their state: who has reviewed them, when, what waits."""
    from translator.cli.tables import print_table

    project = options.open_project(settings_file)
    every: list[Status] = []
    code = options.each(
        project.review.files(files), lambda file: every.append(project.review.show(file))
    )
    found = [status for status in every if wanted in (None, status.state.value)]
    if as_json:
        click.echo(json.dumps([_data(status) for status in found], ensure_ascii=False, indent=1))
        return code
    rows = [
        (
            status.path.as_posix(),
            status.state.value + (" (was accepted)" if status.taken_back else ""),
            _who(status.review),
            f"{status.changed} of {status.segments}" if status.record else "?",
            str(status.doubtful or ""),
            ", ".join(Path(path).name for path in status.waiting),
        )
        for status in found
    ]
    if rows:
        print_table("Versions", ("Version", "State", "By", "Changed", "Doubtful", "Waiting"), rows)
    for status in found:
        if status.taken_back:
            click.echo(one_line(taken_back(status)))
    counts = [(state, sum(s.state is state for s in found)) for state in ReviewState]
    said = ", ".join(f"{count} {state}" for state, count in counts if count)
    click.echo(f"{len(found)} version{'s' * (len(found) != 1)}: {said or 'none'}")
    return code


@review.command(short_help="Show all about one version.")
@file_argument
@options.settings_option
@options.json_option
def show(file: Path, settings_file: Path | None, *, as_json: bool) -> None:
    """Show all about one version: state, names, what was changed, what the checks find."""
    project = options.open_project(settings_file)
    status = project.review.show(file)
    findings = project.review.findings(status)
    if as_json:
        data = _data(status) | {"findings": [_finding(finding) for finding in findings]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    lines = [f"{status.path}: {status.state}", f"  Headline: {status.version.title}"]
    lines += [f"  {line}" for line in _history(status)]
    lines += [f"  {line}" for line in _changes(status)]
    lines += [f"  Waiting: {path}" for path in status.waiting]
    counts = [(s, sum(f.severity is s for f in findings)) for s in Severity]
    said = ", ".join(
        f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts if count
    )
    lines.append(f"  Findings of the checks: {said or 'none'}")
    for line in lines:
        click.echo(one_line(line))
    if said:
        click.echo(f"To see each finding with its sentences: translator check {file}")


@review.command(short_help="Accept versions in the name of who has read them.")
@click.argument("files", nargs=-1, required=True, type=options.PATH, metavar="FILE...")
@click.option("--by", metavar="NAME", required=True, help="Who has read it and vouches for it.")
@click.option("--final", is_flag=True, help="Sign off what is reviewed.")
@options.settings_option
def accept(files: tuple[Path, ...], by: str, settings_file: Path | None, *, final: bool) -> int:
    """Accept versions as they stand: somebody has read them and vouches for them.

    The name, the time and how many sentences were changed go into every format and the record. A
    change of the text afterwards takes the acceptance back.
    """
    project = options.open_project(settings_file)
    time = now()

    def one(file: Path) -> None:
        for done in project.review.accept([file], by=by, final=final, at=time):
            _say_accepted(done)

    return options.each(files, one)


def _say_accepted(done: Accepted) -> None:
    """Say what became of a version that was accepted, and what should be known beside."""
    said = f"{done.path}: {done.review.state} by {_who(done.review)}"
    if not done.news:
        click.echo(one_line(f"{said}; nothing to do"))
        return
    changed = f"{done.review.changed} of {done.review.segments} sentences changed"
    more = ", ".join(path.suffix[1:] for path in done.written[1:])
    click.echo(one_line(f"{said}; {changed}{f'; also {more}' if more else ''}"))
    notes = [f"{path} was edited by hand and stays as it is; it may differ" for path in done.left]
    notes += [f"a newer version waits beside it: {waits}" for waits in done.waiting]
    for note in notes:
        click.echo(one_line(f"Note: {note}"), err=True)


@review.command(short_help="Show what people changed, sentence by sentence.")
@file_argument
@options.settings_option
@options.json_option
def diff(file: Path, settings_file: Path | None, *, as_json: bool) -> None:
    """Show what people changed in a version, sentence by sentence, beside the source.

    A sentence was changed, rewritten, split, joined, moved, deleted or added; formatted is a
    paragraph with other marks or in another form.
    """
    from translator.cli.differences import as_data, print_edits

    status = options.open_project(settings_file).review.show(file)
    if as_json:
        click.echo(json.dumps(_data(status) | as_data(status), ensure_ascii=False, indent=1))
    else:
        print_edits(status)


@review.command(short_help="Keep, take or merge a new version that waits.")
@file_argument
@click.option("--keep", "way", flag_value="keep", help="Your version stays, the new one goes.")
@click.option("--take", "way", flag_value="take", help="The new version is published.")
@click.option(
    "--merge",
    "way",
    flag_value="merge",
    help="Your sentences where the source did not change, new ones where it did.",
)
@options.settings_option
@options.json_option
def resolve(file: Path, way: str | None, settings_file: Path | None, *, as_json: bool) -> None:
    """Deal with the new version that waits beside one that was edited by hand.

    What goes stays beside as STEM.bak.md. With --merge, places where both changed are shown.
    """
    from translator.review.resolve import Way

    if way is None:
        raise UsageError("what shall be done?", hint="add --keep, --take or --merge")
    done = options.open_project(settings_file).review.resolve(file, Way(way))
    if as_json:
        click.echo(json.dumps(_resolved(done), ensure_ascii=False, indent=1))
        return
    for number, conflict in enumerate(done.conflicts, start=1):
        click.echo(one_line(f"conflict {number}: {conflict.clash}"))
        old, new = conflict.source_before, conflict.source
        lines = [("=", old), ("=", new if new != old else ""), ("-", conflict.ours)]
        for sign, text in [*lines, ("+", conflict.theirs)]:
            if text:
                click.echo(one_line(f"  {sign} {text}"))
    said = {"written": done.written, "kept as a backup": done.backups, "removed": done.removed}
    for what, paths in said.items():
        if paths:
            click.echo(one_line(f"{what}: {', '.join(path.as_posix() for path in paths)}"))
    if done.conflicts:
        click.echo("In conflicts = is the source, - your text, + the new draft's.")


@review.command("export", short_help="Write versions as files for translators.")
@click.argument("files", nargs=-1, required=True, type=options.PATH, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xliff", "omegat", "docx", "html"]),
    default="xliff",
    show_default=True,
    help="XLIFF 1.2 for translators' programs, an OmegaT project; docx and html are tables of two columns.",
)
@click.option(
    "--output",
    type=options.PATH,
    metavar="DIR",
    help="Where the files are written (default: exchange).",
)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@options.settings_option
def export_(
    files: tuple[Path, ...],
    form: str,
    output: Path | None,
    settings_file: Path | None,
    *,
    force: bool,
) -> int:
    """Write versions as files for translators; import takes them back."""
    from translator.review.exchange.bring import FOLDER, Format

    project = options.open_project(settings_file)

    def one(file: Path) -> None:
        written = project.review.export(file, Format(form), output or FOLDER, force=force)
        click.echo(one_line(f"{file}: {written}"))

    return options.each(files, one)


@review.command("import", short_help="Take files for translators back.")
@click.argument("files", nargs=-1, required=True, type=options.PATH, metavar="FILE...")
@click.option("--by", metavar="NAME", default="", help="Who has worked in the files.")
@options.settings_option
def import_(files: tuple[Path, ...], by: str, settings_file: Path | None) -> int:
    """Take back files of `review export`: what was changed in them is published and learned.

    What a model wrote and nobody changed stays a model's. A version whose paragraphs are all marked
    as approved in an XLIFF file is accepted in the name of --by. The folder of an OmegaT project
    stands for all that OmegaT has written in it.
    """
    from translator.review.exchange.bring import files_in

    project = options.open_project(settings_file)
    codes = [EXIT_OK]

    def one(given: Path) -> None:
        found = files_in(given)
        codes.append(options.each(found, lambda file: _bring_in(project, file, by)))

    return max(options.each(files, one), *codes)


def _bring_in(project: Project, file: Path, by: str) -> None:
    """Take one file back, and learn from it."""
    from translator.cli.memory import learn_from

    done = project.review.bring_in(file)
    count = len(done.changed)
    said = f"{count} paragraph{'s' * (count != 1)} changed" if count else "nothing was changed"
    click.echo(one_line(f"{file}: {done.path}: {said}"))
    for number in done.empty:
        where = f"paragraph {number}" if number else "the headline"
        click.echo(one_line(f"Note: {file}: {where} came back empty and stays as it was"), err=True)
    if count:
        learn_from(project, done.path, by)
    if done.approved and by:
        for accepted in project.review.accept([done.path], by=by):
            click.echo(one_line(f"{done.path}: {accepted.review.state} by {by}"))
    elif done.approved and not project.review.show(done.path).state.accepted:
        click.echo(
            one_line(
                f"All of it is marked as approved: translator review accept {done.path} --by NAME"
            ),
            err=True,
        )


def _resolved(done: Resolved) -> dict[str, Any]:
    """Return what was done as plain data."""
    return {
        "file": done.path.as_posix(),
        "way": done.way.value,
        "written": [path.as_posix() for path in done.written],
        "backups": [path.as_posix() for path in done.backups],
        "removed": [path.as_posix() for path in done.removed],
        "conflicts": [
            asdict(conflict) | {"clash": conflict.clash.name.lower()} for conflict in done.conflicts
        ],
    }


def taken_back(status: Status) -> str:
    """Say that an edit took the acceptance of a version back."""
    was = status.taken_back
    return (
        f"{status.path} was changed after {_who(was)} accepted it; it counts as edited until "
        f"somebody accepts it again: translator review accept {status.path} --by NAME"
    )


def _who(review: Review | None) -> str:
    """Say who accepted a version last, and when."""
    if review is None or not review.by:
        return ""
    final = review.state is ReviewState.FINAL
    by, at = (review.final_by, review.final_at) if final else (review.by, review.at)
    return f"{by}, {at[:10]} {at[11:16]}"


def _history(status: Status) -> list[str]:
    lines = []
    for review in filter(None, (status.review, status.taken_back)):
        if review.by:
            lines.append(
                f"Reviewed: {review.by}, {review.at} ({review.changed} of {review.segments} "
                "sentences changed)"
            )
        if review.final_by:
            lines.append(f"Final: {review.final_by}, {review.final_at}")
    if status.taken_back:
        lines.append("Changed since: accept it again when it has been read")
    return lines


def _changes(status: Status) -> list[str]:
    if status.comparison is None:
        return ["What it was made from is not on record: changes cannot be told"]
    counts = status.comparison.counts
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    doubts = f"; doubtful and untouched: {status.doubtful}" if status.doubtful else ""
    return [f"Sentences: {status.segments}; by hand: {said or 'none'}{doubts}"]


def _data(status: Status) -> dict[str, Any]:
    """Return a status as plain data."""
    counts = status.comparison.counts if status.comparison else None
    return {
        "file": status.path.as_posix(),
        "lang": status.lang,
        "state": status.state.value,
        **_review(status.review),
        "taken_back": _review(status.taken_back) or None,
        "segments": status.segments,
        "changed": status.changed,
        "doubtful": status.doubtful,
        "changes": counts,
        "waiting": list(status.waiting),
    }


def _review(review: Review | None) -> dict[str, Any]:
    if review is None:
        return {}
    names = ("by", "at", "final_by", "final_at", "segments", "changed", "digest")
    data = {name: getattr(review, name) for name in names}
    return {"review": {name: value for name, value in data.items() if value != ""}}


def _finding(finding: Any) -> dict[str, Any]:
    return asdict(finding)
