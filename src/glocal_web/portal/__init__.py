"""The one Django app of the site: models, selectors, services, forms, views and pages."""
