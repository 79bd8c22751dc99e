"""Lists of people taken over on day one: pasted, understood, asked about, taken, taken back."""
