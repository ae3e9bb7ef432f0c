"""The image that other sites show beside a link to a step: the falling line, drawn from the definitions."""
