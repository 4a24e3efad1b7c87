"""Concepts and terms: the store, its checks and its exchange formats."""

from translator.glossary.concept import Concept, Glossary, MatchMode, Term
from translator.glossary.store import load_glossary

__all__ = ["Concept", "Glossary", "MatchMode", "Term", "load_glossary"]
