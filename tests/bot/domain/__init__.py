"""The rules of response work, each by itself."""
