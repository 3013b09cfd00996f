"""What files may say of decisions: awards, funds, lists, inspection, and their tunable figures."""
