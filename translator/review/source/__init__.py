"""What editors put right in the source of one article, once for all its languages."""
