"""`python -m vedette` is the command line."""

from vedette.cli import main

if __name__ == "__main__":
    main()
