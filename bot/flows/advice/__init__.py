"""What Kizuna says beside an answer: minimum standards and, rarely, a lesson that fits."""
