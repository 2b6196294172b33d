"""Slack's adapter: what it draws, what it understands, and what it lets in."""
