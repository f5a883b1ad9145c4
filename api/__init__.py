"""The ways in: the command line, the HTTP service and the web page. Thin: they ask, and show what comes back."""
