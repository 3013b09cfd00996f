"""Cases written by policy staff: small inputs, what must come out, and whether it does."""
