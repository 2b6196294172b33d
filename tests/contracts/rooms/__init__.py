"""Each platform as a room in which people type, press and fill in, so that one conversation can be held in all."""
