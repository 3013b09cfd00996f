"""One view a page: from a result to what its template shows; templates hold no arithmetic."""
