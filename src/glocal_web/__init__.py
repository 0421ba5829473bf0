"""The Django site of Glocal: rows, people, permissions and pages round the pure core."""
