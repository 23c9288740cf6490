"""What each list can be filtered and ordered by; apart from the types, so that types may list each other."""
