//! Stories of payment methods: roles, tokens, the guard of the primary.
