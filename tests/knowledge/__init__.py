"""What the bot knows, tested piece by piece."""
