"""Translation: articles and plain text, sentence by sentence, over the hops of a route."""
