"""Words to find things by."""
