"""From responses to scores: one territory at a time, or thousands at once."""
