"""Responses: proposed, opened, linked, merged, closed."""
