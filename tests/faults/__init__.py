"""What must survive: kill, outage, flood, forgery."""
