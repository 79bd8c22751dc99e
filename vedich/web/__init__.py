"""The door for browsers: settings, urls, templates. The only place that knows all apps."""
