"""From results to report models: tables and chart specs as values, no HTML and no words."""
