"""Find the article in a document; keep a record of everything left out."""
