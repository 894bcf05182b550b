"""Results in, charts out."""
