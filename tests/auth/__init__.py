"""Tests of who asks, what they may see, and how they prove who they are."""
