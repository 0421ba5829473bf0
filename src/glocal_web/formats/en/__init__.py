"""English as it is read in many countries."""
