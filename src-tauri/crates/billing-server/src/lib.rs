//! The public API in front of any backend: decode, call, encode.
