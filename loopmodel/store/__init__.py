"""What is kept: the gallery that ships, and what a person saves."""
