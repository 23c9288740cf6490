"""The demonstration: the guide's figure 6, a guided tour, and an invented cohort in the real schools of 北京."""
