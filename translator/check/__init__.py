"""What an editor should look at: one small function per check."""
