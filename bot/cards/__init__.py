"""How each noun is shown: record → Card for one reader; commands, courier and board all draw here."""
