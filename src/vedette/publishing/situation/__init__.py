"""A report on the situation over a period, out of what `workflow.situation` gathers. Pure."""
