//! Tables as files. One file per format, each a plain function.
