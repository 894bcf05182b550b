"""The drawing: what canvas and Python say to each other, and the component itself."""
