"""Versions as files for translators, and back: XLIFF for their programs, two columns for people."""
