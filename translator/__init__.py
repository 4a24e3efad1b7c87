"""Turn scraped German articles into clean, publishable language versions, offline."""

__version__ = "0.2.0"
