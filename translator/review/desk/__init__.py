"""The desk: published versions read, mended and signed in a browser, on this computer only."""
