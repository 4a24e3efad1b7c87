"""Find glossary terms in the source and see them through in the target."""
