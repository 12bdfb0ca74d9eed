"""Gates over a result: what a user asks of it, what was there already, and what has a waiver."""
