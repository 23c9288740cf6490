"""The independent reference: what a read must answer, in plain Python over plain rows. It knows nothing of the planner."""
