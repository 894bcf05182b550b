"""What the drawing says without being run: growth, reproduction, verdict, and who shares a loop."""
