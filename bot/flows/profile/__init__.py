"""Persons and organisations: who they are and how far they are trusted."""
