"""Text with signs in it, whatever room reads or writes it: Markdown, front matter, XML, marks, code."""
