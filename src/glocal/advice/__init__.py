"""From scores to suggestions: gaps, plans, and what a change would do."""
