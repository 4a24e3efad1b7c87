"""Write language versions: pure renderers, and one module that touches files."""
