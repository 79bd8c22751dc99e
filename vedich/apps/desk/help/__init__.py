"""Help (trợ giúp): for each screen what it is, what to do, whom to ask; signs; guides by role."""
