"""Translation backends behind one protocol, and routing over them."""
