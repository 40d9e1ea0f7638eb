"""The example dossier that ships with Vedette; see README.md beside it."""
