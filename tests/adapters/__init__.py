"""How each platform, and the board, speak with people."""
