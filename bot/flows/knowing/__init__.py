"""What is known and told: lessons, updates, briefs, counterparts."""
