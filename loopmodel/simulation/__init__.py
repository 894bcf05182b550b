"""What happens next: one step, repeated."""
