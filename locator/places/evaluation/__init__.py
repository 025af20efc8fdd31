"""How good the answers are: addresses with known positions, asked for and measured."""
