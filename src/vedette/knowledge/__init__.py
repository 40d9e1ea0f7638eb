"""Knowledge: names of states, peoples, organisations, offices and places, as data."""
