"""The names of things: categories, sectors, hazards and places in English and Japanese, from data files."""
