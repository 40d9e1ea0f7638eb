"""Charts as SVG, drawn without script, that the desk and the site share."""
