"""Discord: drawing, commands, decoding, and whole conversations with the stand-in server."""
