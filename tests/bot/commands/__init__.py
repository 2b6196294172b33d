"""Each command as a conversation, on every database."""
