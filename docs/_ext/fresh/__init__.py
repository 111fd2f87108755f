"""What keeps the site as new as its sources."""
