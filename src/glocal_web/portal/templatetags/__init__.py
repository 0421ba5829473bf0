"""Tags for templates: the parts of a page, its icons, its pictures."""
