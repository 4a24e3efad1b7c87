"""A site of all that is published: pages, a feed for each language, a map for search engines.

Pure: versions go in, the bytes of files come out. Only ``write`` touches a disk.
"""

from translator.publish.site.build import Site, build
from translator.publish.site.plan import Entry

__all__ = ["Entry", "Site", "build"]
