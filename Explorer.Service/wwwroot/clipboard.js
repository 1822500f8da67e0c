// Copies a text, by the visitor's click.
export const copy = text => navigator.clipboard.writeText(text);
