"""What pages are made of: cells, exercises, explorables, records, lists."""
