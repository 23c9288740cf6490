"""The planner: compiled answers against the reference, and its rules one by one."""
