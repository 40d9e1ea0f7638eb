"""Many reports, one picture: copies, incidents, the ledger of claims, contacts, positions and flare-ups. Pure."""
