"""Frozen values that every calculator shares; they sit below every calculation."""
