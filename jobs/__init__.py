"""Work that no request waits for: each job does one round when asked, and a loop only asks again."""
