"""The codebook as data: types, modes, sectors, triggers, roles and names."""
