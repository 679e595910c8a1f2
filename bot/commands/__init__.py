"""The commands of the terminal, one module each; bot/__main__.py imports only the one that was asked for."""
