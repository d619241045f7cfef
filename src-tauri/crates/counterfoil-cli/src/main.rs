//! Counterfoil without a window.

fn main() {}
