"""Read input files: bytes in, Document out."""
