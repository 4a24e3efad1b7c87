"""Numbers and names: read so that small models get them right, found wrong, put right in place."""

from translator.repair.reading import reading

__all__ = ["reading"]
