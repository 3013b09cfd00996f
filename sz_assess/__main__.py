"""`python -m sz_assess` is the same as the `sz-assess` command."""

from sz_assess.cli import main

if __name__ == "__main__":
    main()
