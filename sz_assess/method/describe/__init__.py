"""The files described from their own records: JSON Schema for editors, the reference page."""
