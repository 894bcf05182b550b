"""What the weak points say, in sentences: every number computed, none written down."""
