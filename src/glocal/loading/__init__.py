"""From knowledge files to model values, with every error at once."""
