"""What is known and where it is kept: the language of the project, the stores and the embedders."""
