"""Downloads of lists: which lists, which columns, and how what a client asked for is read through the planner."""
