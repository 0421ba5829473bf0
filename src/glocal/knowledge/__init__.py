"""Data only: frameworks, vocabularies, schemas. No code lives here."""
