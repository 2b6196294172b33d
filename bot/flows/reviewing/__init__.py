"""The after-action review of a response: gathered, asked, drafted, published."""
