"""What Vedette codes, in the columns of other data sets; every one an approximation (docs/crosswalks.md)."""
