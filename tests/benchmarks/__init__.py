"""Measurements, each beside a floor or a peer in the same run; started by hand, judged by eye."""
