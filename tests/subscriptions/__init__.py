"""Live views: who is woken, when, and what a lost signal costs."""
