"""What happens round every request."""
