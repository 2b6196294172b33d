"""How much of which offer goes to which request: the sum that a solver does better than a person."""
