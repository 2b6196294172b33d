"""Whole conversations that read like a chat."""
