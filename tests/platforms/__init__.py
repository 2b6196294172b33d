"""Stand-ins for chat platforms, each behaving as the real one does."""
