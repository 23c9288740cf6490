"""Who asks, what they may see, and how they prove who they are."""
