//! PDF documents: A4, embedded subset fonts, the same bytes for the same input.

pub mod invoice;
