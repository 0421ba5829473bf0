"""Readers and writers of users' files, one file a format."""
