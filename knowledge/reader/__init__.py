"""Reads free text in English and Japanese: what is asked for or offered, how much, where, until when."""
