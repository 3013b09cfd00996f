"""What must hold across the files of a method; one module a subject, every.py runs them all."""
