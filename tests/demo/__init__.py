"""Tests of the demonstration: figure 6, the schools, the invented cohort, and the load."""
