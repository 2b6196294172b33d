"""The web as a place to look: the board, whether the program is well, and its figures."""
