"""The web board through a real server on loopback."""
