"""Glocal: measure, understand and repair the policy coherence of migration and development."""

__version__ = "0.1.0"
