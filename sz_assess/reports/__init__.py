"""What a result is written to: tables, JSON, the pages of the report, and the manifest that vouches for them."""
