"""How dates are written where the usual way of a language would be misread."""
