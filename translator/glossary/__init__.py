"""Concepts and terms: the store, its checks and its exchange formats."""
