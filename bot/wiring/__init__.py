"""The one place that names concrete parts and joins them into programs."""
