"""The exit code of a run comes from what it did and from what it had to do without."""

from translator.errors import EXIT_FINDINGS, EXIT_OK
from translator.report import Report


def test_a_problem_with_the_glossary_counts_under_strict() -> None:
    report = Report((), problems=("glossary/house.csv:3: an empty form in 'Rat|'",))
    assert report.exit_code() == EXIT_OK
    assert report.exit_code(strict=True) == EXIT_FINDINGS
    assert report.summary().endswith("; 1 problem with glossary or memory")
    assert report.to_dict()["problems"] == list(report.problems)
    assert Report(()).exit_code(strict=True) == EXIT_OK
    assert "problem" not in Report(()).summary()
