"""What can be checked about the words of the knowledge base."""
