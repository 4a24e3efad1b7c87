"""Loading: files and standard input to decoded, recognised documents."""

from translator.load.discover import discover, overlooked
from translator.load.documents import load, load_text

__all__ = ["discover", "load", "load_text", "overlooked"]
