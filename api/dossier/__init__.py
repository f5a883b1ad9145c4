"""The dossier: what is known of one person or formation, with every claim and numbered sources, as one document."""
