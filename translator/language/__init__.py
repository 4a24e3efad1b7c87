"""What is known of languages: sentences, words, names, numbers, dates, times, addresses.

No engine, no settings and no files but its own: a language is a file, ``fr.toml``, and ``data`` says
what may stand in one. Modules here know rules that hold in any language; what holds in one stands in
its file. Nothing is read before it is asked for.
"""
