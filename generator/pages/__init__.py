"""Every page of the site as a function of the model: Markdown, pictures, and their templates."""
