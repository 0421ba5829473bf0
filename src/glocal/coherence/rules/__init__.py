"""The rules, one a file: what each finds. Their words and severities are knowledge, not code."""
