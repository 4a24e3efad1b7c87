"""The recipe of the starter model: prepare, initialise, train, average, export, evaluate.

Not part of the installed package; ``training/README.md`` says how to run each step.
"""
