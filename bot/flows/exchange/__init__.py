"""Needs and offers: posted, changed, matched, taken up, delivered."""
