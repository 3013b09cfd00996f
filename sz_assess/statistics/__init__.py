"""From the files that departments deliver to a checked panel of figures."""
