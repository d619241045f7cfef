//! Text below both surfaces: faces, shaping, line breaking. Knows no page.
