//! Nouns, pure rules and the backend seam of Counterfoil's billing domain.
