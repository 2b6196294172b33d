"""The terminal as a chat platform: several people may speak from it, for demos and for the day all else is down."""
