"""Published versions as people left them: checked again, and learned from."""

from translator.review.recheck import lessons, recheck

__all__ = ["lessons", "recheck"]
